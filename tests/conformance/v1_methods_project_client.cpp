#include "conformance/v1_method_rows.hpp"

// ProjectClient: the project itself.

namespace conformance::v1 {
namespace {

auto create_project(const api::client& c, const recorded_call& r, arguments& a) {
    return with_body<api::project_body>(a.positional(0),
                                        [&](const auto& body) { return project_of(c, r).create(body); });
}
auto refresh_project(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).refresh_data();
}
auto get_or_create(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).get_or_create();
}
auto list_projects(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).list(short_paging<api::project_list_options>(a));
}
auto update_project(const api::client& c, const recorded_call& r, arguments& a) {
    return with_body<api::project_body>(a.positional(0),
                                        [&](const auto& body) { return project_of(c, r).update(body); });
}
auto delete_project(const api::client& c, const recorded_call& r, arguments&) {
    return project_of(c, r).delete_project();
}
auto list_project_runs(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).list_runs(short_paging<api::project_list_options>(a));
}

template <auto Method>
auto many(const api::client& c, const recorded_call& r, arguments& a) {
    return (project_of(c, r).*Method)(a.either_list(0, "uuids"), {});
}
auto tag_runs(const api::client& c, const recorded_call& r, arguments& a) {
    const auto uuids = a.either_list(0, "uuids");
    return project_of(c, r).tag_runs(uuids, a.either_list(1, "tags"));
}
auto transfer_runs(const api::client& c, const recorded_call& r, arguments& a) {
    const auto uuids = a.either_list(0, "uuids");
    return project_of(c, r).transfer_runs(uuids, a.either_text(1, "to_project"));
}

/// The community edition leaves the owner out of a project; the client knows it.
json owned(const recorded_call& r, std::string_view body) {
    auto project = expected_body<api::project>(body);
    if (!project.contains("owner")) project.set("owner", r.owner);
    return project;
}

constexpr method methods[] = {
    row<create_project>("ProjectClient.create", &owned),
    row<refresh_project>("ProjectClient.refresh_data", &owned),
    row<get_or_create>("ProjectClient.get_or_create", &owned),
    row<list_projects>("ProjectClient.list"),
    row<update_project>("ProjectClient.update", &owned),
    row<delete_project>("ProjectClient.delete"),
    row<list_project_runs>("ProjectClient.list_runs"),
    row<many<&api::project_client::approve_runs>>("ProjectClient.approve_runs"),
    row<many<&api::project_client::archive_runs>>("ProjectClient.archive_runs"),
    row<many<&api::project_client::restore_runs>>("ProjectClient.restore_runs"),
    row<many<&api::project_client::delete_runs>>("ProjectClient.delete_runs"),
    row<many<&api::project_client::stop_runs>>("ProjectClient.stop_runs"),
    row<many<&api::project_client::skip_runs>>("ProjectClient.skip_runs"),
    row<many<&api::project_client::invalidate_runs>>("ProjectClient.invalidate_runs"),
    row<many<&api::project_client::bookmark_runs>>("ProjectClient.bookmark_runs"),
    row<tag_runs>("ProjectClient.tag_runs"),
    row<transfer_runs>("ProjectClient.transfer_runs"),
};

}  // namespace

table project_client_table() { return methods; }

}  // namespace conformance::v1
