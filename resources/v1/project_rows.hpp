#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/installation.hpp>
#include <polyaxon/resources/v1/project.hpp>

// ProjectsV1 and VersionsV1 as tables. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto create_project = post<project, "/api/v1/{owner}/projects/create", project_body>;
inline constexpr auto create_team_project =
    post<project, "/api/v1/{owner}/{team}/projects/create", project_body>;
inline constexpr auto list_projects = get<page<project>, "/api/v1/{owner}/projects/list">;
inline constexpr auto list_project_names = get<page<project>, "/api/v1/{owner}/projects/names">;
inline constexpr auto get_project = get<project, "/api/v1/{owner}/{name}">;
inline constexpr auto patch_project = patch<project, "/api/v1/{owner}/{project.name}", project_body>;
inline constexpr auto update_project = put<project, "/api/v1/{owner}/{project.name}", project_body>;
inline constexpr auto delete_project = del<none, "/api/v1/{owner}/{name}">;

/// Not in the interface document.
inline constexpr auto check_health = get<none, "/healthz/">;
inline constexpr auto get_installation = get<installation, "/api/v1/installation">;
inline constexpr auto get_compatibility =
    get<compatibility, "/api/v1/compatibility/{uuid}/{version}/{service}">;
inline constexpr auto get_log_handler = get<json, "/api/v1/log_handler">;

}  // namespace polyaxon::v1::rows
