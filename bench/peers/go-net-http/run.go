package main

import (
	"encoding/json"
	"time"
)

// Reference is what original and pipeline of a run point at.
type Reference struct {
	UUID string  `json:"uuid"`
	Name *string `json:"name"`
	Kind *string `json:"kind"`
}

type Resources struct {
	CPU    *float64 `json:"cpu"`
	Memory *float64 `json:"memory"`
	GPU    *float64 `json:"gpu"`
	Custom *float64 `json:"custom"`
	Cost   *float64 `json:"cost"`
}

type Catalog struct {
	UUID    string  `json:"uuid"`
	Name    *string `json:"name"`
	Version *string `json:"version"`
	URL     *string `json:"url"`
}

type ModelReference struct {
	Owner   *string `json:"owner"`
	Project *string `json:"project"`
	Name    *string `json:"name"`
	State   *string `json:"state"`
}

type Settings struct {
	Namespace      *string          `json:"namespace"`
	Agent          *Catalog         `json:"agent"`
	Queue          *Catalog         `json:"queue"`
	ArtifactsStore *Catalog         `json:"artifacts_store"`
	Tensorboard    json.RawMessage  `json:"tensorboard"`
	Build          json.RawMessage  `json:"build"`
	Component      json.RawMessage  `json:"component"`
	Models         []ModelReference `json:"models"`
	Artifacts      []ModelReference `json:"artifacts"`
}

type Condition struct {
	Type               *string         `json:"type"`
	Status             json.RawMessage `json:"status"` // a bool or the text "True"
	Reason             *string         `json:"reason"`
	Message            *string         `json:"message"`
	LastUpdateTime     *time.Time      `json:"last_update_time"`
	LastTransitionTime *time.Time      `json:"last_transition_time"`
	MetaInfo           json.RawMessage `json:"meta_info"`
}

// Run has the 38 fields of a run; free-form objects stay JSON text.
type Run struct {
	UUID             string            `json:"uuid"`
	Name             *string           `json:"name"`
	Description      *string           `json:"description"`
	Tags             []string          `json:"tags"`
	User             *string           `json:"user"`
	Owner            *string           `json:"owner"`
	Project          *string           `json:"project"`
	ScheduleAt       *time.Time        `json:"schedule_at"`
	CreatedAt        *time.Time        `json:"created_at"`
	UpdatedAt        *time.Time        `json:"updated_at"`
	StartedAt        *time.Time        `json:"started_at"`
	FinishedAt       *time.Time        `json:"finished_at"`
	WaitTime         *float64          `json:"wait_time"`
	Duration         *float64          `json:"duration"`
	ManagedBy        *string           `json:"managed_by"`
	IsManaged        *bool             `json:"is_managed"`
	IsApproved       *bool             `json:"is_approved"`
	Pending          *string           `json:"pending"`
	Content          *string           `json:"content"`
	RawContent       *string           `json:"raw_content"`
	Status           *string           `json:"status"`
	Bookmarked       *bool             `json:"bookmarked"`
	LiveState        *int              `json:"live_state"`
	Readme           *string           `json:"readme"`
	MetaInfo         json.RawMessage   `json:"meta_info"`
	Kind             *string           `json:"kind"`
	Runtime          *string           `json:"runtime"`
	Inputs           json.RawMessage   `json:"inputs"`
	Outputs          json.RawMessage   `json:"outputs"`
	Original         *Reference        `json:"original"`
	Pipeline         *Reference        `json:"pipeline"`
	StatusConditions []Condition       `json:"status_conditions"`
	Role             *string           `json:"role"`
	Contributors     []json.RawMessage `json:"contributors"`
	Settings         *Settings         `json:"settings"`
	Resources        *Resources        `json:"resources"`
	Graph            json.RawMessage   `json:"graph"`
	Merge            *bool             `json:"merge"`
}

type Page struct {
	Count    *int64  `json:"count"`
	Next     *string `json:"next"`
	Previous *string `json:"previous"`
	Results  []Run   `json:"results"`
}
