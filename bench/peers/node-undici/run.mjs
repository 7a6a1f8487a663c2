// The 38 fields of a run; free-form objects stay what JSON.parse made of them. Time stamps become dates.

const moment = (text) => (text == null ? null : new Date(text));
const all = (Type, values) => (values ?? []).map((v) => new Type(v));
const some = (Type, value) => (value == null ? null : new Type(value));

class Reference {
  constructor(v) {
    this.uuid = v.uuid;
    this.name = v.name ?? null;
    this.kind = v.kind ?? null;
  }
}

class Resources {
  constructor(v) {
    this.cpu = v.cpu ?? null;
    this.memory = v.memory ?? null;
    this.gpu = v.gpu ?? null;
    this.custom = v.custom ?? null;
    this.cost = v.cost ?? null;
  }
}

class Catalog {
  constructor(v) {
    this.uuid = v.uuid;
    this.name = v.name ?? null;
    this.version = v.version ?? null;
    this.url = v.url ?? null;
  }
}

class ModelReference {
  constructor(v) {
    this.owner = v.owner ?? null;
    this.project = v.project ?? null;
    this.name = v.name ?? null;
    this.state = v.state ?? null;
  }
}

class Settings {
  constructor(v) {
    this.namespace = v.namespace ?? null;
    this.agent = some(Catalog, v.agent);
    this.queue = some(Catalog, v.queue);
    this.artifactsStore = some(Catalog, v.artifacts_store);
    this.tensorboard = v.tensorboard ?? null;
    this.build = v.build ?? null;
    this.component = v.component ?? null;
    this.models = all(ModelReference, v.models);
    this.artifacts = all(ModelReference, v.artifacts);
  }
}

class Condition {
  constructor(v) {
    this.type = v.type ?? null;
    this.status = v.status ?? null;
    this.reason = v.reason ?? null;
    this.message = v.message ?? null;
    this.lastUpdateTime = moment(v.last_update_time);
    this.lastTransitionTime = moment(v.last_transition_time);
    this.metaInfo = v.meta_info ?? null;
  }
}

export class Run {
  constructor(v) {
    this.uuid = v.uuid;
    this.name = v.name ?? null;
    this.description = v.description ?? null;
    this.tags = v.tags ?? [];
    this.user = v.user ?? null;
    this.owner = v.owner ?? null;
    this.project = v.project ?? null;
    this.scheduleAt = moment(v.schedule_at);
    this.createdAt = moment(v.created_at);
    this.updatedAt = moment(v.updated_at);
    this.startedAt = moment(v.started_at);
    this.finishedAt = moment(v.finished_at);
    this.waitTime = v.wait_time ?? null;
    this.duration = v.duration ?? null;
    this.managedBy = v.managed_by ?? null;
    this.isManaged = v.is_managed ?? null;
    this.isApproved = v.is_approved ?? null;
    this.pending = v.pending ?? null;
    this.content = v.content ?? null;
    this.rawContent = v.raw_content ?? null;
    this.status = v.status ?? null;
    this.bookmarked = v.bookmarked ?? null;
    this.liveState = v.live_state ?? null;
    this.readme = v.readme ?? null;
    this.metaInfo = v.meta_info ?? null;
    this.kind = v.kind ?? null;
    this.runtime = v.runtime ?? null;
    this.inputs = v.inputs ?? null;
    this.outputs = v.outputs ?? null;
    this.original = some(Reference, v.original);
    this.pipeline = some(Reference, v.pipeline);
    this.statusConditions = all(Condition, v.status_conditions);
    this.role = v.role ?? null;
    this.contributors = v.contributors ?? [];
    this.settings = some(Settings, v.settings);
    this.resources = some(Resources, v.resources);
    this.graph = v.graph ?? null;
    this.merge = v.merge ?? null;
  }
}

export class Page {
  constructor(v) {
    this.count = v.count ?? null;
    this.next = v.next ?? null;
    this.previous = v.previous ?? null;
    this.results = v.results.map((r) => new Run(r));
  }
}
