#include "conformance/v1_method_rows.hpp"

// OrganizationsV1Api and TeamsV1Api.

namespace conformance::v1 {
namespace {

constexpr auto organizations = [](const api::client& c) { return c.organizations(); };
constexpr auto teams = [](const api::client& c) { return c.teams(); };

constexpr method methods[] = {
    sdk<&api::organizations_api::create_organization>("OrganizationsV1Api.create_organization",
                                                      organizations),
    sdk<&api::organizations_api::list_organizations>("OrganizationsV1Api.list_organizations", organizations),
    sdk<&api::organizations_api::list_organization_names>("OrganizationsV1Api.list_organization_names",
                                                          organizations),
    sdk<&api::organizations_api::delete_organization>("OrganizationsV1Api.delete_organization",
                                                      organizations),
    sdk<&api::organizations_api::get_organization>("OrganizationsV1Api.get_organization", organizations),
    sdk<&api::organizations_api::patch_organization>("OrganizationsV1Api.patch_organization", organizations),
    sdk<&api::organizations_api::update_organization>("OrganizationsV1Api.update_organization",
                                                      organizations),
    sdk<&api::organizations_api::get_organization_activities>(
        "OrganizationsV1Api.get_organization_activities", organizations),
    sdk<&api::organizations_api::delete_organization_invitation>(
        "OrganizationsV1Api.delete_organization_invitation", organizations),
    sdk<&api::organizations_api::get_organization_invitation>(
        "OrganizationsV1Api.get_organization_invitation", organizations),
    sdk<json_1(&api::organizations_api::patch_organization_invitation)>(
        "OrganizationsV1Api.patch_organization_invitation", organizations),
    sdk<json_1(&api::organizations_api::resend_organization_invitation)>(
        "OrganizationsV1Api.resend_organization_invitation", organizations),
    sdk<json_1(&api::organizations_api::update_organization_invitation)>(
        "OrganizationsV1Api.update_organization_invitation", organizations),
    sdk<&api::organizations_api::organization_license>("OrganizationsV1Api.organization_license",
                                                       organizations),
    sdk<&api::organizations_api::list_organization_members>("OrganizationsV1Api.list_organization_members",
                                                            organizations),
    sdk<json_1(&api::organizations_api::create_organization_member)>(
        "OrganizationsV1Api.create_organization_member", organizations),
    sdk<&api::organizations_api::list_organization_member_names>(
        "OrganizationsV1Api.list_organization_member_names", organizations),
    sdk<json_2(&api::organizations_api::patch_organization_member)>(
        "OrganizationsV1Api.patch_organization_member", organizations),
    sdk<json_2(&api::organizations_api::update_organization_member)>(
        "OrganizationsV1Api.update_organization_member", organizations),
    sdk<&api::organizations_api::delete_organization_member>("OrganizationsV1Api.delete_organization_member",
                                                             organizations),
    sdk<&api::organizations_api::get_organization_member>("OrganizationsV1Api.get_organization_member",
                                                          organizations),
    sdk<&api::organizations_api::organization_plan>("OrganizationsV1Api.organization_plan", organizations),
    sdk<&api::organizations_api::get_organization_runs>("OrganizationsV1Api.get_organization_runs",
                                                        organizations),
    sdk<&api::organizations_api::skip_organization_runs>("OrganizationsV1Api.skip_organization_runs",
                                                         organizations),
    sdk<&api::organizations_api::approve_organization_runs>("OrganizationsV1Api.approve_organization_runs",
                                                            organizations),
    sdk<&api::organizations_api::archive_organization_runs>("OrganizationsV1Api.archive_organization_runs",
                                                            organizations),
    sdk<&api::organizations_api::bookmark_organization_runs>("OrganizationsV1Api.bookmark_organization_runs",
                                                             organizations),
    sdk<&api::organizations_api::delete_organization_runs>("OrganizationsV1Api.delete_organization_runs",
                                                           organizations),
    sdk<&api::organizations_api::invalidate_organization_runs>(
        "OrganizationsV1Api.invalidate_organization_runs", organizations),
    sdk<&api::organizations_api::get_organization_runs_artifacts_lineage>(
        "OrganizationsV1Api.get_organization_runs_artifacts_lineage", organizations),
    sdk<&api::organizations_api::restore_organization_runs>("OrganizationsV1Api.restore_organization_runs",
                                                            organizations),
    sdk<&api::organizations_api::stop_organization_runs>("OrganizationsV1Api.stop_organization_runs",
                                                         organizations),
    sdk<&api::organizations_api::tag_organization_runs>("OrganizationsV1Api.tag_organization_runs",
                                                        organizations),
    sdk<&api::organizations_api::transfer_organization_runs>("OrganizationsV1Api.transfer_organization_runs",
                                                             organizations),
    sdk<&api::organizations_api::get_organization_run>("OrganizationsV1Api.get_organization_run",
                                                       organizations),
    sdk<&api::organizations_api::get_organization_settings>("OrganizationsV1Api.get_organization_settings",
                                                            organizations),
    sdk<&api::organizations_api::patch_organization_settings>(
        "OrganizationsV1Api.patch_organization_settings", organizations),
    sdk<&api::organizations_api::update_organization_settings>(
        "OrganizationsV1Api.update_organization_settings", organizations),
    sdk<&api::organizations_api::get_organization_stats>("OrganizationsV1Api.get_organization_stats",
                                                         organizations),
    sdk<&api::organizations_api::get_organization_versions>("OrganizationsV1Api.get_organization_versions",
                                                            organizations),
    sdk<&api::organizations_api::get_organization_multi_run_events>(
        "OrganizationsV1Api.get_organization_multi_run_events", organizations),
    sdk<&api::organizations_api::get_organization_multi_run_importance>(
        "OrganizationsV1Api.get_organization_multi_run_importance", organizations),
    sdk<&api::teams_api::list_teams>("TeamsV1Api.list_teams", teams),
    sdk<json_1(&api::teams_api::create_team)>("TeamsV1Api.create_team", teams),
    sdk<&api::teams_api::list_team_names>("TeamsV1Api.list_team_names", teams),
    sdk<&api::teams_api::get_team_run>("TeamsV1Api.get_team_run", teams),
    sdk<&api::teams_api::get_team_versions>("TeamsV1Api.get_team_versions", teams),
    sdk<&api::teams_api::delete_team>("TeamsV1Api.delete_team", teams),
    sdk<&api::teams_api::get_team>("TeamsV1Api.get_team", teams),
    sdk<&api::teams_api::get_team_activities>("TeamsV1Api.get_team_activities", teams),
    sdk<&api::teams_api::list_team_members>("TeamsV1Api.list_team_members", teams),
    sdk<&api::teams_api::get_team_runs>("TeamsV1Api.get_team_runs", teams),
    sdk<&api::teams_api::skip_team_runs>("TeamsV1Api.skip_team_runs", teams),
    sdk<&api::teams_api::approve_team_runs>("TeamsV1Api.approve_team_runs", teams),
    sdk<&api::teams_api::archive_team_runs>("TeamsV1Api.archive_team_runs", teams),
    sdk<&api::teams_api::bookmark_team_runs>("TeamsV1Api.bookmark_team_runs", teams),
    sdk<&api::teams_api::delete_team_runs>("TeamsV1Api.delete_team_runs", teams),
    sdk<&api::teams_api::invalidate_team_runs>("TeamsV1Api.invalidate_team_runs", teams),
    sdk<&api::teams_api::get_team_runs_artifacts_lineage>("TeamsV1Api.get_team_runs_artifacts_lineage",
                                                          teams),
    sdk<&api::teams_api::restore_team_runs>("TeamsV1Api.restore_team_runs", teams),
    sdk<&api::teams_api::stop_team_runs>("TeamsV1Api.stop_team_runs", teams),
    sdk<&api::teams_api::tag_team_runs>("TeamsV1Api.tag_team_runs", teams),
    sdk<&api::teams_api::transfer_team_runs>("TeamsV1Api.transfer_team_runs", teams),
    sdk<&api::teams_api::get_team_stats>("TeamsV1Api.get_team_stats", teams),
    sdk<json_2(&api::teams_api::patch_team)>("TeamsV1Api.patch_team", teams),
    sdk<json_2(&api::teams_api::update_team)>("TeamsV1Api.update_team", teams),
    sdk<json_2(&api::teams_api::create_team_member)>("TeamsV1Api.create_team_member", teams),
    sdk<json_3(&api::teams_api::patch_team_member)>("TeamsV1Api.patch_team_member", teams),
    sdk<json_3(&api::teams_api::update_team_member)>("TeamsV1Api.update_team_member", teams),
    sdk<&api::teams_api::delete_team_member>("TeamsV1Api.delete_team_member", teams),
    sdk<&api::teams_api::get_team_member>("TeamsV1Api.get_team_member", teams),
    sdk<&api::teams_api::get_team_multi_run_events>("TeamsV1Api.get_team_multi_run_events", teams),
    sdk<&api::teams_api::get_team_multi_run_importance>("TeamsV1Api.get_team_multi_run_importance", teams),
};

}  // namespace

table organizations_table() { return methods; }

}  // namespace conformance::v1
