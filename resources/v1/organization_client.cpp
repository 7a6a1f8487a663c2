#include <polyaxon/resources/v1/organization_state.hpp>

#include <polyaxon/resources/v1/organization_rows.hpp>
#include <polyaxon/resources/v1/run_rows.hpp>
#include <polyaxon/resources/v1/send.hpp>

namespace polyaxon::v1 {

using resources::message;
using resources::owned_call;
using text = std::string_view;
using member = organization_member;

namespace {

/// A message with the options of its call.
struct asked {
    asked(message m, const call_options& o) : sent(std::move(m)), call(o) {}
    message sent;
    owned_call call;
};

message query_of(const project_list_options& o, std::optional<int> limit) {
    return v1::query_of(listed(o, limit).view());
}

message query_of(const organization_list_options& o) {
    list_options page;
    page.limit = o.limit ? o.limit : 20;
    if (o.offset.value_or(0) != 0) page.offset = o.offset;
    page.query = o.query, page.sort = o.sort, page.mode = o.mode;
    if (o.bookmarks.value_or(false)) page.bookmarks = true;
    return v1::query_of(page);
}

/// A call on R and what lies below it.
template <class State, class Row>
awaitable<typename Row::out> of_owner(std::shared_ptr<State> s, const Row* row, asked a) {
    if (s->idle()) co_return typename Row::out();
    const auto owner = s->owner();
    auto answer = resources::send(s->core(), *row, {owner}, std::move(a.sent), a.call.view());
    co_return co_await std::move(answer);
}

/// The same with one more path argument.
template <class State, class Row>
awaitable<typename Row::out> of_owner(std::shared_ptr<State> s, const Row* row, std::string last, asked a) {
    if (s->idle()) co_return typename Row::out();
    const auto owner = s->owner();
    auto answer = resources::send(s->core(), *row, {owner, last}, std::move(a.sent), a.call.view());
    co_return co_await std::move(answer);
}

/// A call that goes to T where there is a team.
template <class State, class Row, class TeamRow>
awaitable<typename Row::out> of_either(std::shared_ptr<State> s, const Row* row, const TeamRow* team_row,
                                       asked a) {
    if (s->idle()) co_return typename Row::out();
    const auto owner = s->owner(), team = s->team();
    auto answer =
        team.empty() ? resources::send(s->core(), *row, {owner}, std::move(a.sent), a.call.view())
                     : resources::send(s->core(), *team_row, {owner, team}, std::move(a.sent), a.call.view());
    co_return co_await std::move(answer);
}

template <class State, class Row, class TeamRow>
awaitable<typename Row::out> of_either(std::shared_ptr<State> s, const Row* row, const TeamRow* team_row,
                                       std::string last, asked a) {
    if (s->idle()) co_return typename Row::out();
    const auto owner = s->owner(), team = s->team();
    auto answer =
        team.empty()
            ? resources::send(s->core(), *row, {owner, last}, std::move(a.sent), a.call.view())
            : resources::send(s->core(), *team_row, {owner, team, last}, std::move(a.sent), a.call.view());
    co_return co_await std::move(answer);
}

template <class State>
awaitable<organization> refresh(std::shared_ptr<State> s, owned_call call) {
    if (s->idle()) co_return organization();
    const auto owner = s->owner();
    s->data = co_await resources::send(s->core(), rows::get_organization, owner, call.view());
    if (!s->data.name) s->data.name = owner;
    co_return s->data;
}

template <class State>
awaitable<page<organization>> list_all(std::shared_ptr<State> s, asked a) {
    if (s->idle()) co_return page<organization>();
    auto answer = resources::send(s->core(), rows::list_organizations, {}, std::move(a.sent), a.call.view());
    co_return co_await std::move(answer);
}

template <class State>
awaitable<void> remove_member(std::shared_ptr<State> s, std::string user, owned_call call) {
    if (s->idle()) co_return;
    const auto owner = s->owner();
    auto answer = resources::send(s->core(), rows::delete_organization_member, {owner, user}, call.view());
    co_await std::move(answer);
}

context::v1_reference reference(const organization_ref& ref) {
    context::v1_reference r;
    r.owner = owned(ref.owner);
    r.is_offline = ref.is_offline;
    r.no_op = ref.no_op;
    return r;
}

}  // namespace

organization_client::state::state(client c, const organization_ref& ref)
    : where(std::move(c), reference(ref), &context::resolve_project) {}

organization_client::organization_client(client c, const organization_ref& ref)
    : organization_client(std::make_shared<state>(std::move(c), ref)) {}
organization_client::organization_client(std::shared_ptr<state> s) : run_batch(s), state_(std::move(s)) {}

awaitable<organization> organization_client::refresh_data(const call_options& o) {
    return refresh(state_, owned_call(o));
}
awaitable<page<organization>> organization_client::list(const project_list_options& o) {
    return list_all(state_, asked(query_of(o, {}), o.call));
}

awaitable<page<member>> organization_client::list_members(const project_list_options& o) {
    return of_owner(state_, &rows::list_organization_members, asked(query_of(o, 20), o.call));
}
awaitable<member> organization_client::get_member(text user, const call_options& o) {
    return of_owner(state_, &rows::get_organization_member, std::string(user), asked(message(), o));
}
awaitable<member> organization_client::create_member(const organization_member_body& body, text email,
                                                     const call_options& o) {
    return create_member(as_json(body), email, o);
}
awaitable<member> organization_client::create_member(const json& body, text email, const call_options& o) {
    auto m = body_of(body);
    m.query_if("email", email);
    return of_owner(state_, &rows::create_organization_member, asked(std::move(m), o));
}
awaitable<member> organization_client::update_member(text user, const organization_member_body& body,
                                                     const call_options& o) {
    return update_member(user, as_json(body), o);
}
awaitable<member> organization_client::update_member(text user, const json& body, const call_options& o) {
    return of_owner(state_, &rows::update_organization_member, std::string(user), asked(body_of(body), o));
}
awaitable<member> organization_client::patch_member(text user, const organization_member_body& body,
                                                    const call_options& o) {
    return patch_member(user, as_json(body), o);
}
awaitable<member> organization_client::patch_member(text user, const json& body, const call_options& o) {
    return of_owner(state_, &rows::patch_organization_member, std::string(user), asked(body_of(body), o));
}
awaitable<void> organization_client::delete_member(text user, const call_options& o) {
    return remove_member(state_, std::string(user), owned_call(o));
}

awaitable<page<v1::team>> organization_client::list_teams(const organization_list_options& o) {
    return of_owner(state_, &rows::list_teams, asked(query_of(o), o.call));
}

awaitable<page<run>> organization_client::list_runs(const project_list_options& o) {
    return of_either(state_, &rows::get_organization_runs, &rows::get_team_runs,
                     asked(query_of(o, 20), o.call));
}
awaitable<run> organization_client::get_run(text uuid, const call_options& o) {
    return of_either(state_, &rows::get_organization_run, &rows::get_team_run, std::string(uuid),
                     asked(message(), o));
}

awaitable<page<project_version>> organization_client::list_versions(version_kind kind,
                                                                    const project_list_options& o) {
    return of_either(state_, &rows::get_organization_versions, &rows::get_team_versions,
                     std::string(name(kind)), asked(query_of(o, 20), o.call));
}
awaitable<page<project_version>> organization_client::list_component_versions(const project_list_options& o) {
    return list_versions(version_kind::component, o);
}
awaitable<page<project_version>> organization_client::list_model_versions(const project_list_options& o) {
    return list_versions(version_kind::model, o);
}
awaitable<page<project_version>> organization_client::list_artifact_versions(const project_list_options& o) {
    return list_versions(version_kind::artifact, o);
}

awaitable<page<run_artifact>> organization_client::list_runs_artifacts_lineage(
    const organization_list_options& o) {
    auto m = query_of(o);
    m.query_if("name", o.name);
    return of_either(state_, &rows::get_organization_runs_artifacts_lineage,
                     &rows::get_team_runs_artifacts_lineage, asked(std::move(m), o.call));
}

static std::string known(const target& where, std::optional<std::string> context::v1_target::*part) {
    const auto* t = where.if_found();
    return t ? (t->*part).value_or("") : std::string();
}

std::string organization_client::owner() const { return known(state_->where, &context::v1_target::owner); }
std::string organization_client::team() const { return known(state_->where, &context::v1_target::team); }
const organization& organization_client::organization_data() const { return state_->data; }
bool organization_client::is_offline() const {
    const auto* t = state_->where.if_found();
    return t && t->is_offline;
}
void organization_client::set_owner(text owner) { state_->where.change(std::string(owner), std::nullopt); }
const client& organization_client::get_client() const { return state_->where.of(); }

}  // namespace polyaxon::v1
