"""The 38 fields of a run; free-form objects stay what orjson made of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Optional


@dataclass(slots=True)
class Reference:
    uuid: str
    name: Optional[str] = None
    kind: Optional[str] = None


@dataclass(slots=True)
class Resources:
    cpu: Optional[float] = None
    memory: Optional[float] = None
    gpu: Optional[float] = None
    custom: Optional[float] = None
    cost: Optional[float] = None


@dataclass(slots=True)
class Catalog:
    uuid: str
    name: Optional[str] = None
    version: Optional[str] = None
    url: Optional[str] = None


@dataclass(slots=True)
class ModelReference:
    owner: Optional[str] = None
    project: Optional[str] = None
    name: Optional[str] = None
    state: Optional[str] = None


@dataclass(slots=True)
class Settings:
    namespace: Optional[str] = None
    agent: Optional[Catalog] = None
    queue: Optional[Catalog] = None
    artifacts_store: Optional[Catalog] = None
    tensorboard: Any = None
    build: Any = None
    component: Any = None
    models: list = field(default_factory=list)
    artifacts: list = field(default_factory=list)


@dataclass(slots=True)
class Condition:
    type: Optional[str] = None
    status: Any = None
    reason: Optional[str] = None
    message: Optional[str] = None
    last_update_time: Optional[datetime] = None
    last_transition_time: Optional[datetime] = None
    meta_info: Any = None


@dataclass(slots=True)
class Run:
    uuid: str
    name: Optional[str]
    description: Optional[str]
    tags: list
    user: Optional[str]
    owner: Optional[str]
    project: Optional[str]
    schedule_at: Optional[datetime]
    created_at: Optional[datetime]
    updated_at: Optional[datetime]
    started_at: Optional[datetime]
    finished_at: Optional[datetime]
    wait_time: Optional[float]
    duration: Optional[float]
    managed_by: Optional[str]
    is_managed: Optional[bool]
    is_approved: Optional[bool]
    pending: Optional[str]
    content: Optional[str]
    raw_content: Optional[str]
    status: Optional[str]
    bookmarked: Optional[bool]
    live_state: Optional[int]
    readme: Optional[str]
    meta_info: Any
    kind: Optional[str]
    runtime: Optional[str]
    inputs: Any
    outputs: Any
    original: Optional[Reference]
    pipeline: Optional[Reference]
    status_conditions: list
    role: Optional[str]
    contributors: list
    settings: Optional[Settings]
    resources: Optional[Resources]
    graph: Any
    merge: Optional[bool]


@dataclass(slots=True)
class Page:
    count: Optional[int]
    next: Optional[str]
    previous: Optional[str]
    results: list


def _moment(text):
    return datetime.fromisoformat(text) if text else None


def _some(make, value):
    """Members that the type does not know are left out."""
    if value is None:
        return None
    known = make.__slots__
    return make(**{k: v for k, v in value.items() if k in known})


def _all(make, values):
    return [_some(make, v) for v in values or ()]


def _settings(value):
    out = _some(Settings, value)
    if out is not None:
        out.agent = _some(Catalog, out.agent)
        out.queue = _some(Catalog, out.queue)
        out.artifacts_store = _some(Catalog, out.artifacts_store)
        out.models = _all(ModelReference, out.models)
        out.artifacts = _all(ModelReference, out.artifacts)
    return out


def _condition(value):
    out = _some(Condition, value)
    out.last_update_time = _moment(out.last_update_time)
    out.last_transition_time = _moment(out.last_transition_time)
    return out


def run_of(value):
    get = value.get
    return Run(
        value["uuid"],
        get("name"),
        get("description"),
        get("tags") or [],
        get("user"),
        get("owner"),
        get("project"),
        _moment(get("schedule_at")),
        _moment(get("created_at")),
        _moment(get("updated_at")),
        _moment(get("started_at")),
        _moment(get("finished_at")),
        get("wait_time"),
        get("duration"),
        get("managed_by"),
        get("is_managed"),
        get("is_approved"),
        get("pending"),
        get("content"),
        get("raw_content"),
        get("status"),
        get("bookmarked"),
        get("live_state"),
        get("readme"),
        get("meta_info"),
        get("kind"),
        get("runtime"),
        get("inputs"),
        get("outputs"),
        _some(Reference, get("original")),
        _some(Reference, get("pipeline")),
        [_condition(c) for c in get("status_conditions") or ()],
        get("role"),
        get("contributors") or [],
        _settings(get("settings")),
        _some(Resources, get("resources")),
        get("graph"),
        get("merge"),
    )


def page_of(value):
    return Page(
        value.get("count"), value.get("next"), value.get("previous"), [run_of(r) for r in value["results"]]
    )
