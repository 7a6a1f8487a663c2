#include <polyaxon/resources/v1/run_batch.hpp>

#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/run_batch_rows.hpp>
#include <polyaxon/resources/v1/run_scope.hpp>
#include <polyaxon/resources/v1/send.hpp>

#include <array>
#include <span>

namespace polyaxon::v1 {

namespace {

/// One operation: the row of a project, of an organization, of a team, in the order of run_place::whose.
struct operation {
    std::array<resources::endpoint_row, 3> rows;
};

template <class Project, class Organization, class Team>
constexpr operation on(const Project& project, const Organization& organization, const Team& team) {
    using resources::describe;
    return {{describe("", project), describe("", organization), describe("", team)}};
}

constexpr auto approve = on(rows::approve_runs, rows::approve_organization_runs, rows::approve_team_runs);
constexpr auto archive = on(rows::archive_runs, rows::archive_organization_runs, rows::archive_team_runs);
constexpr auto restore = on(rows::restore_runs, rows::restore_organization_runs, rows::restore_team_runs);
constexpr auto remove = on(rows::delete_runs, rows::delete_organization_runs, rows::delete_team_runs);
constexpr auto stop = on(rows::stop_runs, rows::stop_organization_runs, rows::stop_team_runs);
constexpr auto skip = on(rows::skip_runs, rows::skip_organization_runs, rows::skip_team_runs);
constexpr auto invalidate =
    on(rows::invalidate_runs, rows::invalidate_organization_runs, rows::invalidate_team_runs);
constexpr auto bookmark = on(rows::bookmark_runs, rows::bookmark_organization_runs, rows::bookmark_team_runs);
constexpr auto tag = on(rows::tag_runs, rows::tag_organization_runs, rows::tag_team_runs);
constexpr auto transfer = on(rows::transfer_runs, rows::transfer_organization_runs, rows::transfer_team_runs);

json body_of_runs(const uuid_list& uuids) { return json::object().set("uuids", as_json(uuids.copy())); }

awaitable<void> apply_to(std::shared_ptr<run_scope> scope, const operation* what, json body,
                         resources::owned_call call) {
    const auto where = scope->runs();
    if (where.idle) co_return;
    const auto& row = what->rows[where.level];
    const id both[] = {id(where.owner), id(where.name)};
    const std::span<const id> path(both, where.level == run_place::of_organization ? 1 : 2);
    const auto core = scope->core();
    resources::outgoing request(core->how(), row.method, row.path, path, body_of(body), call.view());
    co_await resources::perform<resources::none>(core, std::move(request));
}

}  // namespace

run_batch::run_batch(std::shared_ptr<run_scope> scope) : scope_(std::move(scope)) {}
run_batch::run_batch(const run_batch&) = default;
run_batch::run_batch(run_batch&&) noexcept = default;
run_batch& run_batch::operator=(const run_batch&) = default;
run_batch& run_batch::operator=(run_batch&&) noexcept = default;
run_batch::~run_batch() = default;

awaitable<void> run_batch::approve_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &approve, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::archive_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &archive, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::restore_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &restore, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::delete_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &remove, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::stop_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &stop, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::skip_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &skip, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::invalidate_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &invalidate, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::bookmark_runs(const uuid_list& uuids, const call_options& o) {
    return apply_to(scope_, &bookmark, body_of_runs(uuids), resources::owned_call(o));
}
awaitable<void> run_batch::tag_runs(const uuid_list& uuids, std::string_view tags, const call_options& o) {
    auto body = body_of_runs(uuids).set("tags", as_json(resources::split_list(tags)));
    return apply_to(scope_, &tag, std::move(body), resources::owned_call(o));
}
awaitable<void> run_batch::transfer_runs(const uuid_list& uuids, std::string_view to_project,
                                         const call_options& o) {
    auto body = body_of_runs(uuids).set("project", to_project);
    return apply_to(scope_, &transfer, std::move(body), resources::owned_call(o));
}

}  // namespace polyaxon::v1
