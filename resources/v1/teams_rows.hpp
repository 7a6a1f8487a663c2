#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/organization.hpp>
#include <polyaxon/resources/v1/run_event.hpp>

// What teams_api asks beside the rows of organization_rows, run_batch_rows. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto create_team = post<team, "/api/v1/orgs/{owner}/teams", team_body>;
inline constexpr auto list_team_names = get<page<team>, "/api/v1/orgs/{owner}/teams/names">;
inline constexpr auto delete_team = del<none, "/api/v1/orgs/{owner}/teams/{name}">;
inline constexpr auto get_team = get<team, "/api/v1/orgs/{owner}/teams/{name}">;
inline constexpr auto get_team_activities = get<page<json>, "/api/v1/orgs/{owner}/teams/{name}/activities">;
inline constexpr auto list_team_members =
    get<page<organization_member>, "/api/v1/orgs/{owner}/teams/{name}/members">;
inline constexpr auto get_team_stats = get<json, "/api/v1/orgs/{owner}/teams/{name}/stats">;
inline constexpr auto patch_team = patch<team, "/api/v1/orgs/{owner}/teams/{team.name}", team_body>;
inline constexpr auto update_team = put<team, "/api/v1/orgs/{owner}/teams/{team.name}", team_body>;
inline constexpr auto create_team_member =
    post<organization_member, "/api/v1/orgs/{owner}/teams/{team}/members", organization_member_body>;
inline constexpr auto patch_team_member =
    patch<organization_member, "/api/v1/orgs/{owner}/teams/{team}/members/{member.user}",
          organization_member_body>;
inline constexpr auto update_team_member =
    put<organization_member, "/api/v1/orgs/{owner}/teams/{team}/members/{member.user}",
        organization_member_body>;
inline constexpr auto delete_team_member = del<none, "/api/v1/orgs/{owner}/teams/{team}/members/{user}">;
inline constexpr auto get_team_member =
    get<organization_member, "/api/v1/orgs/{owner}/teams/{team}/members/{user}">;
inline constexpr auto get_team_multi_run_events =
    get<multi_run_events_answer,
        "/streams/v1/{namespace}/orgs/{owner}/teams/{entity}/runs/multi/events/{kind}">;
inline constexpr auto get_team_multi_run_importance =
    post<json, "/streams/v1/{namespace}/orgs/{owner}/teams/{entity}/runs/multi/importance", json>;

}  // namespace polyaxon::v1::rows
