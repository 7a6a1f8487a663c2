#include <polyaxon/resources/v1/run_client.hpp>

#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/as_json.hpp>
#include <polyaxon/resources/v1/local_run.hpp>
#include <polyaxon/resources/v1/names.hpp>
#include <polyaxon/resources/v1/polyaxonfile.hpp>
#include <polyaxon/resources/v1/project_client.hpp>
#include <polyaxon/resources/v1/run_state.hpp>

#include <exception>

namespace polyaxon::v1 {

namespace {

json text_member(std::string_view key, std::string_view text) { return json::object().set(key, text); }

status_condition ending(std::string_view type, const end_options& o, std::string_view sentence) {
    status_condition c;
    c.type = type;
    c.reason = std::string(o.reason);
    c.message = std::string(o.message.empty() ? sentence : o.message);
    return c;
}

/// The short forms of create_run_options, or why they cannot be.
class in_line {
 public:
    explicit in_line(const create_run_options& o) {
        try {
            members = inline_members(o);
        } catch (const error&) {
            refused = std::current_exception();
        }
    }
    inline_members members;
    std::exception_ptr refused;
};

awaitable<run> create_with(std::shared_ptr<run_state> s, operation_body body, std::string meta_info,
                           in_line more, resources::owned_call call) {
    if (s->where.found().no_op) co_return run();
    if (more.refused) std::rethrow_exception(more.refused);
    const auto& members = more.members.value();
    if (members.is_object()) {
        auto content = json::object();
        if (body.content) content = operation_of(parse_polyaxonfile(*body.content, "content"), {});
        content = with_inline(std::move(content), members);
        body.content = std::string(content.text());
    }
    co_return co_await run_state::create(std::move(s), std::move(body), std::move(meta_info),
                                         std::move(call));
}

owned_list_options some_runs(const some_runs_options& o, std::optional<int> limit) {
    list_options page;
    page.query = o.query;
    page.sort = o.sort;
    page.limit = limit;
    if (o.offset.value_or(0) != 0) page.offset = o.offset;
    page.call = o.call;
    return owned_list_options(page);
}

awaitable<std::vector<run_io>> io_of(std::shared_ptr<run_state> s, owned_list_options options) {
    const auto page = co_await run_state::list(std::move(s), std::move(options), false);
    std::vector<run_io> all;
    for (const auto& r : page.results) {
        auto& one = all.emplace_back();
        one.uid = r.uuid;
        one.values = json::object();
        for (const auto& values : {r.inputs, r.outputs})
            for (auto& [key, value] : values.items()) one.values.set(key, std::move(value));
    }
    co_return all;
}

awaitable<json> values_of(std::shared_ptr<run_state> s, json run::*member, resources::owned_call call) {
    if (!s->where.found().no_op && (s->data.*member).size() == 0)
        co_await run_state::refresh(s, false, std::move(call));
    const auto& values = (*s).data.*member;
    co_return values.is_object() ? values : json::object();
}

/// Owned form of promote_options.
class promotion {
 public:
    promotion(version_kind k, std::string_view v, const promote_options& o)
        : kind(k),
          version(v),
          call(o.call),
          description_(owned(o.description)),
          tags_(o.tags),
          content_(o.content),
          connection_(owned(o.connection)),
          artifacts_(owned(o.artifacts)),
          force_(o.force) {}

    register_version_options of(const std::string& run) const {
        register_version_options o;
        o.description = description_;
        o.tags = tags_;
        o.content = content_;
        o.run = run;
        o.connection = connection_;
        o.artifacts = artifacts_;
        o.force = force_;
        o.call = call.view();
        return o;
    }

    version_kind kind;
    std::string version;
    resources::owned_call call;

 private:
    std::optional<std::string> description_;
    std::string tags_, content_;
    std::optional<std::string> connection_, artifacts_;
    bool force_;
};

awaitable<project_version> promote(std::shared_ptr<run_state> s, promotion p) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return project_version();
    const auto owner = t.owner.value_or(""), project = s->where.project(), uuid = s->where.run();
    project_ref ref;
    ref.owner = owner;
    ref.project = project;
    project_client registry(s->where.of(), ref);
    const auto o = p.of(uuid);
    co_return co_await registry.register_version(p.kind, p.version, o);
}

awaitable<void> at_once() { co_return; }

}  // namespace

run_client::run_client(client c, const run_ref& ref)
    : run_handle(std::make_shared<run_state>(std::move(c), ref)) {}

awaitable<run> run_client::create(const create_run_options& o) {
    const auto set = [](std::string_view v) {
        return v.empty() ? std::nullopt : std::optional(std::string(v));
    };
    operation_body body;
    body.name = set(o.name);
    body.description = set(o.description);
    body.tags = resources::split_list(o.tags);
    body.content = set(o.content);
    body.managed_by = set(o.managed_by);
    body.is_managed = o.is_managed;
    body.pending = set(o.pending);
    if (!body.managed_by && o.is_managed) body.managed_by = *o.is_managed ? "agent" : "user";
    return create_with(state_, std::move(body), std::string(o.meta_info), in_line(o),
                       resources::owned_call(o.call));
}
awaitable<run> run_client::create(const operation_body& body, const call_options& o) {
    return run_state::create(state_, body, std::string(), resources::owned_call(o));
}

awaitable<run> run_client::refresh_data(const refresh_options& o) {
    return run_state::refresh_all(state_, o.load_conditions, o.load_artifacts_lineage, o.load_metrics,
                                  resources::owned_call(o.call));
}
awaitable<run> run_client::update(const json& changes, const call_options& o) {
    return run_state::update(state_, changes, resources::owned_call(o));
}
awaitable<run> run_client::update(const run_body& changes, const call_options& o) {
    return run_state::update(state_, as_json(changes), resources::owned_call(o));
}
awaitable<page<run>> run_client::list(const run_list_options& o) {
    list_options page;
    page.query = o.query;
    page.sort = o.sort;
    page.limit = o.limit;
    if (o.offset.value_or(0) != 0) page.offset = o.offset;
    page.call = o.call;
    return run_state::list(state_, owned_list_options(page), o.all_projects);
}

awaitable<page<run>> run_client::list_children(const some_runs_options& o) {
    return run_state::list_children(state_, some_runs(o, o.limit));
}
awaitable<std::vector<run_io>> run_client::get_runs_io(const some_runs_options& o) {
    return io_of(state_, some_runs(o, o.limit ? o.limit : std::optional<int>(20)));
}

awaitable<status> run_client::get_statuses(const get_statuses_options& o) {
    return run_state::get_statuses(state_, std::string(o.last_status), resources::owned_call(o.call));
}
awaitable<status> run_client::log_status(std::string_view word, const status_options& o) {
    status_condition c;
    c.type = word;
    c.reason = std::string(o.reason);
    if (!o.message.empty()) c.message = std::string(o.message);
    c.last_transition_time = o.last_transition_time;
    c.last_update_time = o.last_update_time;
    return run_state::log_status(state_, std::move(c), resources::owned_call(o.call));
}
awaitable<void> run_client::start(const call_options& o) {
    return run_state::start(state_, ending("running", {}, "Operation is running"), resources::owned_call(o));
}
awaitable<void> run_client::log_succeeded(const end_options& o) {
    return run_state::end_as(state_, ending("succeeded", o, "Operation has succeeded"),
                             resources::owned_call(o.call));
}
awaitable<void> run_client::log_failed(const end_options& o) {
    return run_state::end_as(state_, ending("failed", o, "Operation has failed"),
                             resources::owned_call(o.call));
}
awaitable<void> run_client::log_stopped(const end_options& o) {
    return run_state::end_as(state_, ending("stopped", o, "Operation is stopped"),
                             resources::owned_call(o.call));
}

awaitable<void> run_client::stop(const call_options& o) {
    return run_state::command(state_, &runs_api::stop_run, resources::owned_call(o));
}
awaitable<void> run_client::approve(const call_options& o) {
    return run_state::command(state_, &runs_api::approve_run, resources::owned_call(o));
}
awaitable<void> run_client::skip(const call_options& o) {
    return run_state::command(state_, &runs_api::skip_run, resources::owned_call(o));
}
awaitable<void> run_client::invalidate(const call_options& o) {
    return run_state::command(state_, &runs_api::invalidate_run, resources::owned_call(o));
}
awaitable<void> run_client::delete_run(const call_options& o) {
    return run_state::command(state_, &runs_api::delete_run, resources::owned_call(o));
}

awaitable<run> run_client::restart(const restart_options& o) {
    const bool copies = o.copy || !o.copy_dirs.empty() || !o.copy_files.empty();
    return run_state::again(state_, copies ? run_state::copy_it : run_state::restart_it, again_request(o),
                            resources::owned_call(o.call));
}
awaitable<run> run_client::resume(const restart_options& o) {
    return run_state::again(state_, run_state::resume_it, again_request(o), resources::owned_call(o.call));
}
awaitable<void> run_client::transfer(std::string_view to_project, const call_options& o) {
    return run_state::transfer(state_, std::string(to_project), resources::owned_call(o));
}

awaitable<void> run_client::set_name(std::string_view name, const call_options& o) {
    return run_state::patch(state_, text_member("name", name), resources::owned_call(o));
}
awaitable<void> run_client::set_description(std::string_view description, const call_options& o) {
    return run_state::patch(state_, text_member("description", description), resources::owned_call(o));
}
awaitable<void> run_client::set_readme(std::string_view readme, const call_options& o) {
    return run_state::patch(state_, text_member("readme", readme), resources::owned_call(o));
}

awaitable<void> run_client::log_inputs(const json& values, const log_options& o) {
    return run_state::log_values(state_, "inputs", values, o.reset, resources::owned_call(o.call));
}
awaitable<void> run_client::log_outputs(const json& values, const log_options& o) {
    return run_state::log_values(state_, "outputs", values, o.reset, resources::owned_call(o.call));
}
awaitable<void> run_client::log_meta(const json& values, const log_options& o) {
    return run_state::log_values(state_, "meta_info", values, o.reset, resources::owned_call(o.call));
}
awaitable<void> run_client::log_progress(double value, const call_options& o) {
    return run_state::log_progress(state_, value, resources::owned_call(o));
}
awaitable<json> run_client::get_inputs(const call_options& o) {
    return values_of(state_, &run::inputs, resources::owned_call(o));
}
awaitable<json> run_client::get_outputs(const call_options& o) {
    return values_of(state_, &run::outputs, resources::owned_call(o));
}
awaitable<void> run_client::log_tags(std::string_view tags, const log_options& o) {
    auto body = json::object().set("tags", as_json(resources::split_list(tags)));
    if (!o.reset) body.set("merge", true);
    return run_state::patch(state_, std::move(body), resources::owned_call(o.call));
}
awaitable<void> run_client::log_tags(std::span<const std::string_view> tags, const log_options& o) {
    auto body = json::object().set("tags", as_json(std::vector<std::string>(tags.begin(), tags.end())));
    if (!o.reset) body.set("merge", true);
    return run_state::patch(state_, std::move(body), resources::owned_call(o.call));
}

awaitable<project_version> run_client::promote_to_model_version(std::string_view version,
                                                                const promote_options& o) {
    return promote(state_, promotion(version_kind::model, version, o));
}
awaitable<project_version> run_client::promote_to_artifact_version(std::string_view version,
                                                                   const promote_options& o) {
    return promote(state_, promotion(version_kind::artifact, version, o));
}

awaitable<void> run_client::end(const call_options&) { return at_once(); }

std::string run_client::owner() const { return state_->known(&context::v1_target::owner); }
std::string run_client::team() const { return state_->known(&context::v1_target::team); }
std::string run_client::project() const { return state_->known(&context::v1_target::project); }
std::string run_client::run_uuid() const { return state_->known(&context::v1_target::run_uuid); }
const run& run_client::run_data() const { return state_->data; }
std::optional<std::string> run_client::run_status() const { return state_->data.status; }
const std::optional<run_settings>& run_client::settings() const { return state_->data.settings; }
std::string run_client::name_space() const {
    const auto& settings = state_->data.settings;
    const auto set = settings ? settings->namespace_.value_or("") : std::string();
    return set.empty() ? "polyaxon" : set;
}
std::optional<std::string> run_client::artifacts_store() const {
    const auto& settings = state_->data.settings;
    return settings && settings->artifacts_store ? settings->artifacts_store->name : std::nullopt;
}
bool run_client::is_offline() const {
    const auto* t = state_->where.if_found();
    return t && t->is_offline;
}

// Settings say where the run's files are, and so where the token goes: those of another target do not count.
void run_client::set_owner(std::string_view owner) {
    state_->where.change(std::string(owner), std::nullopt);
    state_->data.settings.reset();
}
void run_client::set_project(std::string_view project) {
    state_->where.change(std::nullopt, std::string(project));
    state_->data.settings.reset();
}
void run_client::set_run_uuid(std::string_view uuid) {
    const auto* t = state_->where.if_found();
    if (t && t->run_uuid != uuid) state_->forget();
    state_->where.adopt_run(std::string(uuid));
}
const client& run_client::get_client() const { return state_->where.of(); }
void run_client::reset_client(client c) {
    state_->api = c.runs();
    state_->where.use(std::move(c));
    state_->data.settings.reset();
}

}  // namespace polyaxon::v1
