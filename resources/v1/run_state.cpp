#include <polyaxon/resources/v1/run_state.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/event_calls.hpp>
#include <polyaxon/resources/v1/lineage_calls.hpp>
#include <polyaxon/resources/v1/local_run.hpp>
#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/run_rows.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <algorithm>

namespace polyaxon::v1 {

again_request::again_request(const restart_options& o)
    : changes_(json::object()),
      recompile_(o.recompile),
      dirs_(resources::split_list(o.copy_dirs)),
      files_(resources::split_list(o.copy_files)) {
    const auto add = [this](std::string_view key, std::string_view text) {
        if (!text.empty()) changes_.set(key, text);
    };
    add("content", o.content);
    add("name", o.name);
    add("description", o.description);
    if (const auto tags = resources::split_list(o.tags); !tags.empty()) changes_.set("tags", as_json(tags));
}

json again_request::body(const std::string& uuid) const {
    auto meta = json::object(), copies = json::object();
    const auto add = [&](std::string_view key, const std::vector<std::string>& paths) {
        auto list = json::array();
        for (const auto& p : paths) list.push(uuid + "/" + p);
        if (!paths.empty()) copies.set(key, list);
    };
    add("dirs", dirs_);
    add("files", files_);
    if (copies.size() > 0) meta.set("copy_artifacts", copies);
    if (recompile_) meta.set("recompile", true);
    auto body = changes_;
    if (meta.size() > 0) body.set("meta_info", meta);
    return body;
}

namespace {

context::v1_reference reference(const run_ref& ref) {
    context::v1_reference r;
    r.owner = owned(ref.owner);
    r.project = owned(ref.project);
    r.run_uuid = owned(ref.run_uuid);
    r.is_offline = ref.is_offline;
    r.no_op = ref.no_op;
    return r;
}

}  // namespace

run_state::run_state(client c, const run_ref& ref)
    : where(c, reference(ref), &context::resolve_run), api(c.runs()) {}

void run_state::forget() {
    data = run();
    lineage.clear();
    metrics.clear();
    progress = {};
}

void run_state::create_locally(const operation_body& body) {
    const auto& t = where.found();
    data = run();
    data.uuid = t.run_uuid.value_or("");
    data.owner = t.owner;
    data.project = t.project;
    data.name = body.name;
    data.description = body.description;
    data.tags = body.tags;
    data.content = body.content;
    data.is_managed = body.is_managed.value_or(false);
    data.managed_by = body.managed_by.value_or("user");
    data.kind = data.runtime = "job";  // what the server makes of a run without content
    data.pending = body.pending;
    data.meta_info = body.meta_info;
    data.created_at = timestamp::now();
    status_condition created;
    created.type = "created";
    created.status = true;
    created.reason = "PolyaxonClient";
    created.message = "Operation is created";
    created.last_transition_time = created.last_update_time = data.created_at;
    enter(data, created);
    data.status_conditions.push_back(std::move(created));
}

awaitable<run> run_state::create(self s, operation_body body, std::string meta_info,
                                 resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op) co_return run();
    if (!meta_info.empty()) body.meta_info = json::parse(meta_info);
    if (!body.content) {
        if (!body.is_managed) body.is_managed = false;
        if (!body.managed_by) body.managed_by = "user";
    }
    if (t.is_offline) {
        s->create_locally(body);
        co_return s->data;
    }
    auto made = co_await s->api.create_run(t.owner.value_or(""), s->where.project(), body, call.view());
    s->where.adopt_run(made.uuid);
    s->data = made;
    s->lineage.clear();
    s->metrics.clear();
    if (!s->data.status) s->data.status = "created";
    co_return made;
}

awaitable<run> run_state::refresh(self s, bool conditions, resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op) co_return run();
    if (t.is_offline) co_return s->data;
    const auto owner = t.owner.value_or(""), project = s->where.project(), uuid = s->where.run();
    auto now = co_await s->api.get_run(owner, project, uuid, call.view());
    if (conditions) {
        auto history = co_await s->api.get_run_statuses(owner, project, uuid, call.view());
        now.status_conditions = std::move(history.status_conditions);
    }
    s->data = std::move(now);
    co_return s->data;
}

awaitable<run> run_state::update(self s, json changes, resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op) co_return run();
    if (t.is_offline) {
        apply(s->data, changes);
        co_return s->data;
    }
    s->data = co_await s->api.patch_run(t.owner.value_or(""), s->where.project(), s->where.run(), changes,
                                        call.view());
    co_return s->data;
}

awaitable<void> run_state::patch(self s, json changes, resources::owned_call call) {
    co_await update(std::move(s), std::move(changes), std::move(call));
}

awaitable<void> run_state::log_values(self s, std::string_view member, json values, bool reset,
                                      resources::owned_call call) {
    if (s->where.found().no_op) co_return;
    auto body = json::object();
    body.set(member, tidy_keys(values, member));
    if (!reset) body.set("merge", true);
    co_await update(std::move(s), std::move(body), std::move(call));
}

awaitable<void> run_state::log_progress(self s, double value, resources::owned_call call) {
    if (s->where.found().no_op) co_return;
    if (!(value >= 0 && value <= 1)) throw refused("progress: give a number from 0 to 1");
    const auto& meta = s->data.meta_info;
    const auto sent = meta.is_object() && meta.contains("progress") ? meta.at("progress") : json();
    double last = 0;
    try {
        if (!sent.is_null()) last = sent.as<double>();
    } catch (const error&) {  // somebody put something else there: this replaces it
    }
    const auto now = std::chrono::time_point_cast<std::chrono::seconds>(timestamp::now().time());
    if (!s->progress.pass(value, last, now)) co_return;
    auto values = json::object();
    values.set("progress", value);
    co_await log_values(std::move(s), "meta_info", std::move(values), false, std::move(call));
}

awaitable<run> run_state::refresh_all(self s, bool conditions, bool lineage, bool metrics,
                                      resources::owned_call call) {
    co_await refresh(s, conditions, call);
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return s->data;
    if (lineage) co_await load_lineage(s, call);
    if (auto names = metrics ? known_metrics(*s) : std::string(); !names.empty())
        co_await load_metrics(s, std::move(names), true, call);
    co_return s->data;
}

awaitable<page<run>> run_state::list_children(self s, owned_list_options options) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return page<run>();
    auto o = options.view();
    const auto query = (o.query.empty() ? "" : std::string(o.query) + ",") + "pipeline:" + s->where.run();
    o.query = query;
    co_return co_await s->api.list_runs(t.owner.value_or(""), s->where.project(), o);
}

awaitable<page<run>> run_state::list(self s, owned_list_options options, bool all_projects) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return page<run>();
    const auto o = options.view();
    if (!all_projects) co_return co_await s->api.list_runs(t.owner.value_or(""), s->where.project(), o);
    co_return co_await resources::send(s->where.core(), rows::get_organization_runs, t.owner.value_or(""),
                                       query_of(o), o.call);
}

awaitable<status> run_state::get_statuses(self s, std::string last_status, resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return status();
    auto now = co_await s->api.get_run_statuses(t.owner.value_or(""), s->where.project(), s->where.run(),
                                                call.view());
    s->data.status = now.status;
    if (last_status.empty()) co_return now;
    auto& all = now.status_conditions;
    if (now.status == last_status) {
        all.clear();
        co_return now;
    }
    const auto known = [&](const status_condition& c) { return c.type == last_status; };
    const auto last = std::find_if(all.rbegin(), all.rend(), known);
    all.erase(all.begin(), last.base());
    co_return now;
}

awaitable<status> run_state::log_status(self s, status_condition c, resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op) co_return status();
    if (!is_known_status(*c.type))
        throw refused("\"" + *c.type + "\" is no status: use one like running, failed, stopped or succeeded");
    c.status = true;
    const auto now = timestamp::now();
    if (!c.last_update_time) c.last_update_time = now;
    if (!c.last_transition_time) c.last_transition_time = now;
    status answer;
    if (t.is_offline) {
        s->data.status_conditions.push_back(c);
        answer.uuid = t.run_uuid.value_or("");
        answer.status = c.type;
        answer.status_conditions = s->data.status_conditions;
    } else {
        status_condition_body body;
        static_cast<status_condition&>(body) = c;
        answer = co_await s->api.create_run_status(t.owner.value_or(""), s->where.project(), s->where.run(),
                                                   body, call.view());
    }
    enter(s->data, c);
    co_return answer;
}

awaitable<void> run_state::start(self s, status_condition c, resources::owned_call call) {
    co_await log_status(std::move(s), std::move(c), std::move(call));
}

awaitable<void> run_state::end_as(self s, status_condition c, resources::owned_call call) {
    if (s->data.status && is_done(*s->data.status)) co_return;
    co_await log_status(std::move(s), std::move(c), std::move(call));
}

awaitable<void> run_state::command(self s, command_method method, resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return;
    co_await (s->api.*method)(t.owner.value_or(""), s->where.project(), s->where.run(), call.view());
}

awaitable<run> run_state::again(self s, again_method method, again_request request,
                                resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return run();
    const auto uuid = s->where.run();
    const auto body = request.body(uuid);
    co_return co_await (s->api.*method)(t.owner.value_or(""), s->where.project(), uuid, body, call.view());
}

awaitable<void> run_state::transfer(self s, std::string to_project, resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op) co_return;
    if (!t.is_offline) {
        const auto body = json::object().set("project", to_project);
        co_await s->api.transfer_run(t.owner.value_or(""), s->where.project(), s->where.run(), body,
                                     call.view());
        s->where.adopt_run(s->where.run());
    }
    s->where.change(std::nullopt, to_project);
    s->data.project = std::move(to_project);
}

}  // namespace polyaxon::v1
