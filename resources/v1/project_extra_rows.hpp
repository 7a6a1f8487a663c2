#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>

// What the server keeps about a project beside its data (ProjectsV1). Names are the Python SDK's; a test holds verbs and paths against the
// recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::post;

inline constexpr auto archive_project = post<none, "/api/v1/{owner}/{name}/archive">;
inline constexpr auto restore_project = post<none, "/api/v1/{owner}/{name}/restore">;
inline constexpr auto bookmark_project = post<none, "/api/v1/{owner}/{name}/bookmark">;
inline constexpr auto unbookmark_project = del<none, "/api/v1/{owner}/{name}/unbookmark">;
inline constexpr auto get_project_stats = get<json, "/api/v1/{owner}/{name}/stats">;

}  // namespace polyaxon::v1::rows
