#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/organization.hpp>
#include <polyaxon/resources/v1/project_version.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>

// What organization_client asks of OrganizationsV1 and TeamsV1; get_organization_runs stands in run_rows.hpp, the batch operations in
// run_batch_rows.hpp. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_organizations = get<page<organization>, "/api/v1/orgs/list">;
inline constexpr auto get_organization = get<organization, "/api/v1/orgs/{owner}">;

inline constexpr auto list_organization_members =
    get<page<organization_member>, "/api/v1/orgs/{owner}/members">;
inline constexpr auto create_organization_member =
    post<organization_member, "/api/v1/orgs/{owner}/members", organization_member_body>;
inline constexpr auto get_organization_member =
    get<organization_member, "/api/v1/orgs/{owner}/members/{name}">;
inline constexpr auto update_organization_member =
    put<organization_member, "/api/v1/orgs/{owner}/members/{member.user}", organization_member_body>;
inline constexpr auto patch_organization_member =
    patch<organization_member, "/api/v1/orgs/{owner}/members/{member.user}", organization_member_body>;
inline constexpr auto delete_organization_member = del<none, "/api/v1/orgs/{owner}/members/{name}">;

inline constexpr auto list_teams = get<page<team>, "/api/v1/orgs/{owner}/teams">;

inline constexpr auto get_organization_run = get<run, "/api/v1/orgs/{owner}/runs/{uuid}">;
inline constexpr auto get_organization_versions =
    get<page<project_version>, "/api/v1/orgs/{owner}/versions/{kind}">;
inline constexpr auto get_organization_runs_artifacts_lineage =
    get<page<run_artifact>, "/api/v1/orgs/{owner}/runs/lineage/artifacts">;

inline constexpr auto get_team_runs = get<page<run>, "/api/v1/orgs/{owner}/teams/{name}/runs">;
inline constexpr auto get_team_run = get<run, "/api/v1/orgs/{owner}/teams/{entity}/runs/{uuid}">;
inline constexpr auto get_team_versions =
    get<page<project_version>, "/api/v1/orgs/{owner}/teams/{entity}/versions/{kind}">;
inline constexpr auto get_team_runs_artifacts_lineage =
    get<page<run_artifact>, "/api/v1/orgs/{owner}/teams/{name}/runs/lineage/artifacts">;

}  // namespace polyaxon::v1::rows
