#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// DashboardsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_dashboards = get<page<json>, "/api/v1/orgs/{owner}/dashboards">;
inline constexpr auto create_dashboard = post<json, "/api/v1/orgs/{owner}/dashboards", json>;
inline constexpr auto list_dashboard_names = get<page<json>, "/api/v1/orgs/{owner}/dashboards/names">;
inline constexpr auto patch_dashboard = patch<json, "/api/v1/orgs/{owner}/dashboards/{dashboard.uuid}", json>;
inline constexpr auto update_dashboard = put<json, "/api/v1/orgs/{owner}/dashboards/{dashboard.uuid}", json>;
inline constexpr auto delete_dashboard = del<none, "/api/v1/orgs/{owner}/dashboards/{uuid}">;
inline constexpr auto get_dashboard = get<json, "/api/v1/orgs/{owner}/dashboards/{uuid}">;

}  // namespace polyaxon::v1::rows
