#include "conformance/v1_method_rows.hpp"

#include <polyaxon/resources/v1/organization_client.hpp>

// OrganizationClient.

namespace conformance::v1 {
namespace {

using oc = api::organization_client;

oc organization_of(const api::client& client, const recorded_call& c) {
    const auto owner = c.team.empty() ? c.owner : c.owner + "/" + c.team;
    return oc(client, {.owner = owner});
}

auto refresh_data(const api::client& c, const recorded_call& r, arguments&) {
    return organization_of(c, r).refresh_data();
}
template <auto Method>
auto list(const api::client& c, const recorded_call& r, arguments& a) {
    return (organization_of(c, r).*Method)(short_paging<api::project_list_options>(a));
}
template <auto Method>
auto list_more(const api::client& c, const recorded_call& r, arguments& a) {
    auto o = short_paging<api::organization_list_options>(a);
    o.name = a.text("name");
    o.bookmarks = a.flag("bookmarks");
    o.mode = a.text("mode");
    return (organization_of(c, r).*Method)(o);
}
template <auto Method>
auto one(const api::client& c, const recorded_call& r, arguments& a) {
    const auto named = a.take("uuid");
    return (organization_of(c, r).*Method)(
        named.is_null() ? a.either_text(0, "user") : a.keep(named.as<std::string>()), {});
}
auto create_member(const api::client& c, const recorded_call& r, arguments& a) {
    const auto email = a.text("email");
    return with_body<api::organization_member_body>(a.either(0, "data"), [&](const auto& body) {
        return organization_of(c, r).create_member(body, email);
    });
}
auto update_member(const api::client& c, const recorded_call& r, arguments& a) {
    const auto user = a.either_text(0, "user");
    return with_body<api::organization_member_body>(a.either(1, "data"), [&](const auto& body) {
        return organization_of(c, r).update_member(user, body);
    });
}
auto patch_member(const api::client& c, const recorded_call& r, arguments& a) {
    const auto user = a.either_text(0, "user");
    return with_body<api::organization_member_body>(a.either(1, "data"), [&](const auto& body) {
        return organization_of(c, r).patch_member(user, body);
    });
}
auto list_versions(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = api::version_kind_of(a.either_text(0, "kind"));
    return organization_of(c, r).list_versions(kind, short_paging<api::project_list_options>(a));
}
template <auto Method>
auto many(const api::client& c, const recorded_call& r, arguments& a) {
    return (organization_of(c, r).*Method)(a.either_list(0, "uuids"), {});
}
auto tag_runs(const api::client& c, const recorded_call& r, arguments& a) {
    const auto uuids = a.either_list(0, "uuids");
    return organization_of(c, r).tag_runs(uuids, a.either_list(1, "tags"));
}
auto transfer_runs(const api::client& c, const recorded_call& r, arguments& a) {
    const auto uuids = a.either_list(0, "uuids");
    return organization_of(c, r).transfer_runs(uuids, a.either_text(1, "to_project"));
}

constexpr method methods[] = {
    row<refresh_data>("OrganizationClient.refresh_data"),
    row<list<&oc::list>>("OrganizationClient.list"),
    row<list<&oc::list_members>>("OrganizationClient.list_members"),
    row<one<&oc::get_member>>("OrganizationClient.get_member"),
    row<create_member>("OrganizationClient.create_member"),
    row<update_member>("OrganizationClient.update_member"),
    row<patch_member>("OrganizationClient.patch_member"),
    row<one<&oc::delete_member>>("OrganizationClient.delete_member"),
    row<list_more<&oc::list_teams>>("OrganizationClient.list_teams"),
    row<list<&oc::list_runs>>("OrganizationClient.list_runs"),
    row<one<&oc::get_run>>("OrganizationClient.get_run"),
    row<list_versions>("OrganizationClient.list_versions"),
    row<list<&oc::list_component_versions>>("OrganizationClient.list_component_versions"),
    row<list<&oc::list_model_versions>>("OrganizationClient.list_model_versions"),
    row<list<&oc::list_artifact_versions>>("OrganizationClient.list_artifact_versions"),
    row<list_more<&oc::list_runs_artifacts_lineage>>("OrganizationClient.list_runs_artifacts_lineage"),
    row<many<&oc::approve_runs>>("OrganizationClient.approve_runs"),
    row<many<&oc::archive_runs>>("OrganizationClient.archive_runs"),
    row<many<&oc::restore_runs>>("OrganizationClient.restore_runs"),
    row<many<&oc::delete_runs>>("OrganizationClient.delete_runs"),
    row<many<&oc::stop_runs>>("OrganizationClient.stop_runs"),
    row<many<&oc::skip_runs>>("OrganizationClient.skip_runs"),
    row<many<&oc::invalidate_runs>>("OrganizationClient.invalidate_runs"),
    row<many<&oc::bookmark_runs>>("OrganizationClient.bookmark_runs"),
    row<tag_runs>("OrganizationClient.tag_runs"),
    row<transfer_runs>("OrganizationClient.transfer_runs"),
};

}  // namespace

table organization_client_table() { return methods; }

}  // namespace conformance::v1
