#pragma once
#include <polyaxon/resources/endpoint.hpp>

// The operations on many runs at once, of a project, an organization and a team. Names are the Python SDK's; a test holds verbs and paths
// against the recorded list. The body is `{"uuids": [...]}`, with `tags` or `project` where the operation says what to do.

namespace polyaxon::v1::rows {

using resources::del;
using resources::none;
using resources::post;

inline constexpr auto approve_runs = post<none, "/api/v1/{owner}/{name}/runs/approve">;
inline constexpr auto archive_runs = post<none, "/api/v1/{owner}/{name}/runs/archive">;
inline constexpr auto restore_runs = post<none, "/api/v1/{owner}/{name}/runs/restore">;
inline constexpr auto delete_runs = del<none, "/api/v1/{owner}/{name}/runs/delete">;
inline constexpr auto stop_runs = post<none, "/api/v1/{owner}/{name}/runs/stop">;
inline constexpr auto skip_runs = post<none, "/api/v1/{owner}/{name}/runs/skip">;
inline constexpr auto invalidate_runs = post<none, "/api/v1/{owner}/{name}/runs/invalidate">;
inline constexpr auto bookmark_runs = post<none, "/api/v1/{owner}/{name}/runs/bookmark">;
inline constexpr auto tag_runs = post<none, "/api/v1/{owner}/{name}/runs/tag">;
inline constexpr auto transfer_runs = post<none, "/api/v1/{owner}/{name}/runs/transfer">;

inline constexpr auto approve_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/approve">;
inline constexpr auto archive_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/archive">;
inline constexpr auto restore_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/restore">;
inline constexpr auto delete_organization_runs = del<none, "/api/v1/orgs/{owner}/runs/delete">;
inline constexpr auto stop_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/stop">;
inline constexpr auto skip_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/Skip">;
inline constexpr auto invalidate_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/invalidate">;
inline constexpr auto bookmark_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/bookmark">;
inline constexpr auto tag_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/tag">;
inline constexpr auto transfer_organization_runs = post<none, "/api/v1/orgs/{owner}/runs/transfer">;

inline constexpr auto approve_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/approve">;
inline constexpr auto archive_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/archive">;
inline constexpr auto restore_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/restore">;
inline constexpr auto delete_team_runs = del<none, "/api/v1/orgs/{owner}/teams/{name}/runs/delete">;
inline constexpr auto stop_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/stop">;
inline constexpr auto skip_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/Skip">;
inline constexpr auto invalidate_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/invalidate">;
inline constexpr auto bookmark_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/bookmark">;
inline constexpr auto tag_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/tag">;
inline constexpr auto transfer_team_runs = post<none, "/api/v1/orgs/{owner}/teams/{name}/runs/transfer">;

}  // namespace polyaxon::v1::rows
