#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/project.hpp>

// What projects_registry_api asks beside the rows of project_extra_rows, version_rows. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto get_project_settings = get<json, "/api/v1/{owner}/{name}/settings">;
inline constexpr auto patch_project_settings = patch<json, "/api/v1/{owner}/{project}/settings", json>;
inline constexpr auto update_project_settings = put<json, "/api/v1/{owner}/{project}/settings", json>;
inline constexpr auto get_project_activities = get<page<json>, "/api/v1/{owner}/{name}/activities">;
inline constexpr auto enable_project_ci = post<none, "/api/v1/{owner}/{name}/ci">;
inline constexpr auto disable_project_ci = del<none, "/api/v1/{owner}/{name}/ci">;
inline constexpr auto list_archived_projects = get<page<project>, "/api/v1/archives/{user}/projects">;
inline constexpr auto list_bookmarked_projects = get<page<json>, "/api/v1/bookmarks/{user}/projects">;

}  // namespace polyaxon::v1::rows
