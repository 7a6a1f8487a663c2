#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// ProjectDashboardsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto delete_project_dashboard = del<none, "/api/v1/{owner}/{entity}/dashboards/{uuid}">;
inline constexpr auto get_project_dashboard = get<json, "/api/v1/{owner}/{entity}/dashboards/{uuid}">;
inline constexpr auto promote_project_dashboard =
    post<none, "/api/v1/{owner}/{entity}/dashboards/{uuid}/promote">;
inline constexpr auto list_project_dashboards = get<page<json>, "/api/v1/{owner}/{name}/dashboards">;
inline constexpr auto list_project_dashboard_names =
    get<page<json>, "/api/v1/{owner}/{name}/dashboards/names">;
inline constexpr auto create_project_dashboard = post<json, "/api/v1/{owner}/{project}/dashboards", json>;
inline constexpr auto patch_project_dashboard =
    patch<json, "/api/v1/{owner}/{project}/dashboards/{dashboard.uuid}", json>;
inline constexpr auto update_project_dashboard =
    put<json, "/api/v1/{owner}/{project}/dashboards/{dashboard.uuid}", json>;

}  // namespace polyaxon::v1::rows
