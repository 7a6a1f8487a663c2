//! The 38 fields of a run, free-form objects kept as their JSON text.
#![allow(dead_code)]

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;

type Text = Option<String>;
type Moment = Option<DateTime<Utc>>;
type Raw = Option<Box<RawValue>>;

#[derive(Deserialize)]
pub struct Reference {
    pub uuid: String,
    pub name: Text,
    pub kind: Text,
}

#[derive(Deserialize)]
pub struct Resources {
    pub cpu: Option<f64>,
    pub memory: Option<f64>,
    pub gpu: Option<f64>,
    pub custom: Option<f64>,
    pub cost: Option<f64>,
}

#[derive(Deserialize)]
pub struct Catalog {
    pub uuid: String,
    pub name: Text,
    pub version: Text,
    pub url: Text,
}

#[derive(Deserialize)]
pub struct ModelReference {
    pub owner: Text,
    pub project: Text,
    pub name: Text,
    pub state: Text,
}

#[derive(Deserialize)]
pub struct Settings {
    pub namespace: Text,
    pub agent: Option<Catalog>,
    pub queue: Option<Catalog>,
    pub artifacts_store: Option<Catalog>,
    pub tensorboard: Raw,
    pub build: Raw,
    pub component: Raw,
    pub models: Option<Vec<ModelReference>>,
    pub artifacts: Option<Vec<ModelReference>>,
}

#[derive(Deserialize)]
pub struct Condition {
    #[serde(rename = "type")]
    pub kind: Text,
    pub status: Raw,
    pub reason: Text,
    pub message: Text,
    pub last_update_time: Moment,
    pub last_transition_time: Moment,
    pub meta_info: Raw,
}

#[derive(Deserialize)]
pub struct Run {
    pub uuid: String,
    pub name: Text,
    pub description: Text,
    pub tags: Option<Vec<String>>,
    pub user: Text,
    pub owner: Text,
    pub project: Text,
    pub schedule_at: Moment,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub started_at: Moment,
    pub finished_at: Moment,
    pub wait_time: Option<f64>,
    pub duration: Option<f64>,
    pub managed_by: Text,
    pub is_managed: Option<bool>,
    pub is_approved: Option<bool>,
    pub pending: Text,
    pub content: Text,
    pub raw_content: Text,
    pub status: Text,
    pub bookmarked: Option<bool>,
    pub live_state: Option<i32>,
    pub readme: Text,
    pub meta_info: Raw,
    pub kind: Text,
    pub runtime: Text,
    pub inputs: Raw,
    pub outputs: Raw,
    pub original: Option<Reference>,
    pub pipeline: Option<Reference>,
    pub status_conditions: Option<Vec<Condition>>,
    pub role: Text,
    pub contributors: Option<Vec<Box<RawValue>>>,
    pub settings: Option<Settings>,
    pub resources: Option<Resources>,
    pub graph: Raw,
    pub merge: Option<bool>,
}

#[derive(Deserialize)]
pub struct Page {
    pub count: Option<i64>,
    pub next: Text,
    pub previous: Text,
    pub results: Vec<Run>,
}
