#include "conformance/v1_method_rows.hpp"

// ProjectsV1Api and VersionsV1Api.

namespace conformance::v1 {
namespace {

constexpr auto projects = [](const api::client& c) { return c.projects(); };
constexpr auto versions = [](const api::client& c) { return c.versions(); };

constexpr method methods[] = {
    sdk<&api::projects_api::list_archived_projects>("ProjectsV1Api.list_archived_projects", projects),
    sdk<&api::projects_api::list_bookmarked_projects>("ProjectsV1Api.list_bookmarked_projects", projects),
    sdk<json_1(&api::projects_api::create_project)>("ProjectsV1Api.create_project", projects),
    sdk<&api::projects_api::list_projects>("ProjectsV1Api.list_projects", projects),
    sdk<&api::projects_api::list_project_names>("ProjectsV1Api.list_project_names", projects),
    sdk<&api::projects_api::list_versions>("ProjectsV1Api.list_versions", projects),
    sdk<&api::projects_api::list_version_names>("ProjectsV1Api.list_version_names", projects),
    sdk<&api::projects_api::delete_version>("ProjectsV1Api.delete_version", projects),
    sdk<&api::projects_api::get_version>("ProjectsV1Api.get_version", projects),
    sdk<&api::projects_api::get_version_stages>("ProjectsV1Api.get_version_stages", projects),
    sdk<&api::projects_api::create_version_stage>("ProjectsV1Api.create_version_stage", projects),
    sdk<&api::projects_api::delete_project>("ProjectsV1Api.delete_project", projects),
    sdk<&api::projects_api::get_project>("ProjectsV1Api.get_project", projects),
    sdk<&api::projects_api::get_project_activities>("ProjectsV1Api.get_project_activities", projects),
    sdk<&api::projects_api::archive_project>("ProjectsV1Api.archive_project", projects),
    sdk<&api::projects_api::bookmark_project>("ProjectsV1Api.bookmark_project", projects),
    sdk<&api::projects_api::disable_project_ci>("ProjectsV1Api.disable_project_ci", projects),
    sdk<&api::projects_api::enable_project_ci>("ProjectsV1Api.enable_project_ci", projects),
    sdk<&api::projects_api::restore_project>("ProjectsV1Api.restore_project", projects),
    sdk<&api::projects_api::get_project_settings>("ProjectsV1Api.get_project_settings", projects),
    sdk<&api::projects_api::get_project_stats>("ProjectsV1Api.get_project_stats", projects),
    sdk<&api::projects_api::unbookmark_project>("ProjectsV1Api.unbookmark_project", projects),
    sdk<json_2(&api::projects_api::patch_project)>("ProjectsV1Api.patch_project", projects),
    sdk<json_2(&api::projects_api::update_project)>("ProjectsV1Api.update_project", projects),
    sdk<&api::projects_api::patch_project_settings>("ProjectsV1Api.patch_project_settings", projects),
    sdk<&api::projects_api::update_project_settings>("ProjectsV1Api.update_project_settings", projects),
    sdk<json_3(&api::projects_api::create_version)>("ProjectsV1Api.create_version", projects),
    sdk<json_4(&api::projects_api::patch_version)>("ProjectsV1Api.patch_version", projects),
    sdk<json_4(&api::projects_api::update_version)>("ProjectsV1Api.update_version", projects),
    sdk<&api::projects_api::transfer_version>("ProjectsV1Api.transfer_version", projects),
    sdk<json_2(&api::projects_api::create_team_project)>("ProjectsV1Api.create_team_project", projects),
    sdk<&api::versions_api::get_compatibility>("VersionsV1Api.get_compatibility", versions),
    sdk<&api::versions_api::get_installation>("VersionsV1Api.get_installation", versions),
    sdk<&api::versions_api::get_log_handler>("VersionsV1Api.get_log_handler", versions),
};

}  // namespace

table projects_table() { return methods; }

}  // namespace conformance::v1
