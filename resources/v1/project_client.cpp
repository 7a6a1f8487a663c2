#include <polyaxon/resources/v1/project_client.hpp>

#include <polyaxon/resources/v1/project_extra_rows.hpp>
#include <polyaxon/resources/v1/project_rows.hpp>
#include <polyaxon/resources/v1/project_state.hpp>
#include <polyaxon/resources/v1/send.hpp>

namespace polyaxon::v1 {

using found = v1::project;

namespace {

template <class Row>
awaitable<void> command(std::shared_ptr<project_state> s, const Row& row, const call_options& o) {
    return project_state::command(std::move(s), resources::describe("", row), resources::owned_call(o));
}

resources::message query_of(const project_stats_options& o) {
    auto m = query_of(listed(o.list).view());
    m.query_if("mode", o.mode).query_if("kind", o.kind).query_if("aggregate", o.aggregate);
    m.query_if("groupby", o.groupby).query_if("trunc", o.trunc).query_if("start_date", o.start_date);
    m.query_if("end_date", o.end_date).query_if("boundary", o.boundary);
    return m;
}

}  // namespace

project_client::project_client(client c, const project_ref& ref)
    : project_client(std::make_shared<project_state>(std::move(c), ref)) {}
project_client::project_client(std::shared_ptr<project_state> state)
    : project_handle(state), run_batch(state) {}

awaitable<found> project_client::create(const project_body& body, const call_options& o) {
    return project_state::create(state_, as_json(body), resources::owned_call(o));
}
awaitable<found> project_client::create(const json& body, const call_options& o) {
    return project_state::create(state_, body, resources::owned_call(o));
}
awaitable<found> project_client::refresh_data(const call_options& o) {
    return project_state::refresh(state_, resources::owned_call(o));
}
awaitable<found> project_client::get_or_create(const call_options& o) {
    return project_state::get_or_create(state_, json::object(), resources::owned_call(o));
}
awaitable<found> project_client::get_or_create(const project_body& body, const call_options& o) {
    return project_state::get_or_create(state_, as_json(body), resources::owned_call(o));
}
awaitable<page<found>> project_client::list(const project_list_options& o) {
    return project_state::list(state_, listed(o));
}
awaitable<page<found>> project_client::list_names(const project_list_options& o) {
    return project_state::list_names(state_, listed(o));
}
awaitable<found> project_client::update(const json& changes, const call_options& o) {
    return project_state::update(state_, changes, resources::owned_call(o));
}
awaitable<found> project_client::update(const project_body& changes, const call_options& o) {
    return project_state::update(state_, as_json(changes), resources::owned_call(o));
}
awaitable<void> project_client::delete_project(const call_options& o) {
    return command(state_, rows::delete_project, o);
}
awaitable<void> project_client::archive(const call_options& o) {
    return command(state_, rows::archive_project, o);
}
awaitable<void> project_client::restore(const call_options& o) {
    return command(state_, rows::restore_project, o);
}
awaitable<void> project_client::bookmark(const call_options& o) {
    return command(state_, rows::bookmark_project, o);
}
awaitable<void> project_client::unbookmark(const call_options& o) {
    return command(state_, rows::unbookmark_project, o);
}
awaitable<json> project_client::stats(const project_stats_options& o) {
    return project_state::stats(state_, query_of(o), resources::owned_call(o.list.call));
}
awaitable<page<run>> project_client::list_runs(const project_list_options& o) {
    return project_state::list_runs(state_, listed(o, 20));
}

std::string project_client::owner() const { return state_->known(&context::v1_target::owner); }
std::string project_client::team() const { return state_->known(&context::v1_target::team); }
std::string project_client::project() const { return state_->known(&context::v1_target::project); }
const found& project_client::project_data() const { return state_->data; }
bool project_client::is_offline() const {
    const auto* t = state_->where.if_found();
    return t && t->is_offline;
}
void project_client::set_owner(std::string_view owner) {
    state_->where.change(std::string(owner), std::nullopt);
}
void project_client::set_project(std::string_view project) {
    state_->where.change(std::nullopt, std::string(project));
}
const client& project_client::get_client() const { return state_->where.of(); }

}  // namespace polyaxon::v1
