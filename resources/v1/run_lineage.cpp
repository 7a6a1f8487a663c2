#include <polyaxon/resources/v1/run_lineage.hpp>

#include <polyaxon/resources/v1/code_reference.hpp>
#include <polyaxon/resources/v1/lineage_calls.hpp>
#include <polyaxon/resources/v1/lineage_rows.hpp>
#include <polyaxon/resources/v1/send.hpp>

namespace polyaxon::v1 {

namespace {

using self = std::shared_ptr<run_state>;

owned_list_options owned_options(const lineage_list_options& o) {
    list_options page;
    page.query = o.query;
    page.sort = o.sort;
    page.limit = o.limit.value_or(0) > 0 ? o.limit : std::optional<int>(20);
    if (o.offset.value_or(0) != 0) page.offset = o.offset;
    page.call = o.call;
    return owned_list_options(page);
}

reference_request request_of(std::string_view path, std::string_view kind, const reference_options& o) {
    reference_request r;
    r.kind = kind;
    r.path = path;
    r.name = o.name;
    r.hash = o.hash;
    if (o.content) r.content = std::string(*o.content);
    r.summary = o.summary;
    r.is_input = o.is_input;
    r.rel_path = o.rel_path;
    r.skip_hash = o.skip_hash_calculation;
    return r;
}

awaitable<page<run_artifact>> list_of_run(self s, owned_list_options options) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return page<run_artifact>();
    const auto o = options.view();
    auto asked =
        resources::send(s->where.core(), rows::get_run_artifacts_lineage,
                        {t.owner.value_or(""), s->where.project(), s->where.run()}, query_of(o), o.call);
    co_return co_await std::move(asked);
}

awaitable<page<run_artifact>> list_of_project(self s, owned_list_options options) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return page<run_artifact>();
    const auto o = options.view();
    auto asked = resources::send(s->where.core(), rows::get_runs_artifacts_lineage,
                                 {t.owner.value_or(""), s->where.project()}, query_of(o), o.call);
    co_return co_await std::move(asked);
}

/// Whether meta_info says so already: anything but missing, null and false.
bool has_meta(const run& data, std::string_view key) {
    if (!data.meta_info.is_object() || !data.meta_info.contains(key)) return false;
    const auto value = data.meta_info.at(key);
    return !value.is_null() && value.text() != "false";
}

awaitable<void> set_meta(self s, std::string_view key, resources::owned_call call) {
    auto meta = json::object();
    meta.set(key, true);
    co_await run_state::log_values(std::move(s), "meta_info", std::move(meta), false, std::move(call));
}

awaitable<void> log_model(self s, reference_request r, resources::owned_call call) {
    if (s->where.found().no_op) co_return;
    if (!has_meta(s->data, "has_model")) co_await set_meta(s, "has_model", call.part("meta"));
    co_await log_reference(std::move(s), std::move(r), std::move(call));
}

awaitable<void> log_tensorboard(self s, reference_request r, resources::owned_call call) {
    if (s->where.found().no_op || has_meta(s->data, "has_tensorboard")) co_return;
    co_await log_reference(s, std::move(r), call);
    co_await set_meta(std::move(s), "has_tensorboard", call.part("meta"));
}

awaitable<void> log_code(self s, json reference, bool look_up, bool is_input, resources::owned_call call) {
    if (s->where.found().no_op) co_return;
    if (look_up) reference = code_reference_of(s->where.core()->machine().working_directory());
    const auto commit = reference.is_object() ? reference.value_or("commit", "") : std::string();
    if (commit.empty()) co_return;
    run_artifact item;
    item.name = commit;
    item.kind = "coderef";
    item.summary = std::move(reference);
    item.is_input = is_input;
    std::vector<run_artifact> items(1, item);
    co_await log_lineage(std::move(s), std::move(items), std::move(call));
}

awaitable<void> set_edges(self s, json body, resources::owned_call call) {
    const auto& t = s->where.found();
    if (t.no_op || t.is_offline) co_return;
    auto sent = resources::send(s->where.core(), rows::set_run_edges_lineage,
                                {t.owner.value_or(""), s->where.project(), s->where.run()}, body_of(body),
                                call.view());
    co_await std::move(sent);
}

}  // namespace

awaitable<void> run_lineage::log_artifact_lineage(std::span<const run_artifact> items,
                                                  const call_options& o) {
    return log_lineage(state_, {items.begin(), items.end()}, resources::owned_call(o));
}
awaitable<void> run_lineage::log_artifact_lineage(const run_artifact& item, const call_options& o) {
    return log_artifact_lineage(std::span(&item, 1), o);
}

awaitable<page<run_artifact>> run_lineage::get_artifacts_lineage(const lineage_list_options& o) {
    return list_of_run(state_, owned_options(o));
}
awaitable<page<run_artifact>> run_lineage::get_runs_artifacts_lineage(const lineage_list_options& o) {
    return list_of_project(state_, owned_options(o));
}

awaitable<void> run_lineage::log_artifact_ref(std::string_view path, std::string_view kind,
                                              const reference_options& o) {
    return log_reference(state_, request_of(path, kind, o), resources::owned_call(o.call));
}
awaitable<void> run_lineage::log_data_ref(std::string_view name, const data_reference_options& o) {
    reference_options all;
    all.name = name;
    all.hash = o.hash;
    all.content = o.content;
    all.summary = o.summary;
    all.is_input = o.is_input;
    all.skip_hash_calculation = o.skip_hash_calculation;
    all.call = o.call;
    return log_artifact_ref(o.path, "data", all);
}
awaitable<void> run_lineage::log_file_ref(std::string_view path, const reference_options& o) {
    return log_artifact_ref(path, "file", o);
}
awaitable<void> run_lineage::log_dir_ref(std::string_view path, const reference_options& o) {
    return log_artifact_ref(path, "dir", o);
}
awaitable<void> run_lineage::log_model_ref(std::string_view path, const model_reference_options& o) {
    reference_options all;
    all.name = o.name;
    all.summary = o.summary;
    all.is_input = o.is_input;
    all.rel_path = o.rel_path;
    all.skip_hash_calculation = o.skip_hash_calculation;
    auto r = request_of(path, "model", all);
    r.framework = o.framework;
    return log_model(state_, std::move(r), resources::owned_call(o.call));
}
awaitable<void> run_lineage::log_tensorboard_ref(std::string_view path,
                                                 const tensorboard_reference_options& o) {
    reference_options all;
    all.name = o.name;
    all.is_input = o.is_input;
    all.rel_path = o.rel_path;
    all.skip_hash_calculation = true;
    return log_tensorboard(state_, request_of(path, "tensorboard", all), resources::owned_call(o.call));
}
awaitable<void> run_lineage::log_code_ref(const code_reference_options& o) {
    return log_code(state_, json(), true, o.is_input, resources::owned_call(o.call));
}
awaitable<void> run_lineage::log_code_ref(const json& reference, const code_reference_options& o) {
    return log_code(state_, reference, false, o.is_input, resources::owned_call(o.call));
}

awaitable<void> run_lineage::set_run_edges_lineage(std::span<const run_edge> edges, const call_options& o) {
    auto list = json::array();
    for (const auto& e : edges) {
        auto one = json::object().set("is_upstream", e.is_upstream);
        if (!e.values.is_null()) one.set("values", e.values);
        list.push(one.set("run", e.run));
    }
    auto body = json::object();
    body.set("edges", list);
    return set_edges(state_, std::move(body), resources::owned_call(o));
}

const std::vector<run_artifact>& run_lineage::artifacts_lineage() const { return state_->lineage.items(); }

}  // namespace polyaxon::v1
