#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/organization.hpp>
#include <polyaxon/resources/v1/project_version.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/runs_streams_options.hpp>
#include <polyaxon/resources/v1/service_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

struct multi_run_events_answer;

/// TeamsV1: the teams of an organization, with the Python SDK's names. `teams()` of a client gives it; copying is cheap. The commercial
/// platform serves these; the community edition serves get_team_multi_run_events, and answers 404 to the rest. Arguments are copied before
/// a method returns; errors are those of runs_api. Thread-safe.
class teams_api {
 public:
    explicit teams_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the teams. GET /api/v1/orgs/{owner}/teams.
    ///
    ///     auto page = co_await client.teams().list_teams("acme");
    awaitable<page<team>> list_teams(std::string_view owner, const list_options& = {}) const;

    /// Makes a team. POST /api/v1/orgs/{owner}/teams.
    ///
    ///     auto it = co_await client.teams().create_team("acme", body);
    awaitable<team> create_team(std::string_view owner, const team_body& body,
                                const call_options& = {}) const;
    awaitable<team> create_team(std::string_view owner, const json& body, const call_options& = {}) const;

    /// The same page with nothing but names. GET /api/v1/orgs/{owner}/teams/names.
    ///
    ///     auto page = co_await client.teams().list_team_names("acme");
    awaitable<page<team>> list_team_names(std::string_view owner, const list_options& = {}) const;

    /// One run of a project of the team. GET /api/v1/orgs/{owner}/teams/{entity}/runs/{uuid}.
    ///
    ///     auto it = co_await client.teams().get_team_run("acme", "research", uuid);
    awaitable<run> get_team_run(std::string_view owner, std::string_view team, std::string_view uuid,
                                const call_options& = {}) const;

    /// One page of the versions of a kind in the team's projects. GET /api/v1/orgs/{owner}/teams/{entity}/versions/{kind}.
    ///
    ///     auto page = co_await client.teams().get_team_versions("acme", "research", "metric");
    awaitable<page<project_version>> get_team_versions(std::string_view owner, std::string_view team,
                                                       std::string_view kind, const list_options& = {}) const;

    /// Deletes a team. DELETE /api/v1/orgs/{owner}/teams/{name}.
    ///
    ///     co_await client.teams().delete_team("acme", "research");
    awaitable<void> delete_team(std::string_view owner, std::string_view team,
                                const call_options& = {}) const;

    /// One team. GET /api/v1/orgs/{owner}/teams/{name}.
    ///
    ///     auto it = co_await client.teams().get_team("acme", "research");
    awaitable<team> get_team(std::string_view owner, std::string_view team, const call_options& = {}) const;

    /// One page of what was done in a team. GET /api/v1/orgs/{owner}/teams/{name}/activities.
    ///
    ///     auto page = co_await client.teams().get_team_activities("acme", "research");
    awaitable<page<json>> get_team_activities(std::string_view owner, std::string_view team,
                                              const list_options& = {}) const;

    /// One page of the members of a team. GET /api/v1/orgs/{owner}/teams/{name}/members.
    ///
    ///     auto page = co_await client.teams().list_team_members("acme", "research");
    awaitable<page<organization_member>> list_team_members(std::string_view owner, std::string_view team,
                                                           const list_options& = {}) const;

    /// One page of the runs of the team's projects. GET /api/v1/orgs/{owner}/teams/{name}/runs.
    ///
    ///     auto page = co_await client.teams().get_team_runs("acme", "research");
    awaitable<page<run>> get_team_runs(std::string_view owner, std::string_view team,
                                       const list_options& = {}) const;

    /// Skips runs of the team's projects: `{"uuids"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/Skip.
    ///
    ///     co_await client.teams().skip_team_runs("acme", "research", body);
    awaitable<void> skip_team_runs(std::string_view owner, std::string_view team, const json& body,
                                   const call_options& = {}) const;

    /// Approves runs of the team's projects: `{"uuids"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/approve.
    ///
    ///     co_await client.teams().approve_team_runs("acme", "research", body);
    awaitable<void> approve_team_runs(std::string_view owner, std::string_view team, const json& body,
                                      const call_options& = {}) const;

    /// Archives runs of the team's projects: `{"uuids"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/archive.
    ///
    ///     co_await client.teams().archive_team_runs("acme", "research", body);
    awaitable<void> archive_team_runs(std::string_view owner, std::string_view team, const json& body,
                                      const call_options& = {}) const;

    /// Bookmarks runs of the team's projects: `{"uuids"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/bookmark.
    ///
    ///     co_await client.teams().bookmark_team_runs("acme", "research", body);
    awaitable<void> bookmark_team_runs(std::string_view owner, std::string_view team, const json& body,
                                       const call_options& = {}) const;

    /// Marks runs as to be deleted of the team's projects: `{"uuids"}`. DELETE /api/v1/orgs/{owner}/teams/{name}/runs/delete.
    ///
    ///     co_await client.teams().delete_team_runs("acme", "research", body);
    awaitable<void> delete_team_runs(std::string_view owner, std::string_view team, const json& body,
                                     const call_options& = {}) const;

    /// Makes the server forget the states of runs of the team's projects: `{"uuids"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/invalidate.
    ///
    ///     co_await client.teams().invalidate_team_runs("acme", "research", body);
    awaitable<void> invalidate_team_runs(std::string_view owner, std::string_view team, const json& body,
                                         const call_options& = {}) const;

    /// One page of the lineage of the team's runs. GET /api/v1/orgs/{owner}/teams/{name}/runs/lineage/artifacts.
    ///
    ///     auto page = co_await client.teams().get_team_runs_artifacts_lineage("acme", "research");
    awaitable<page<run_artifact>> get_team_runs_artifacts_lineage(std::string_view owner,
                                                                  std::string_view team,
                                                                  const list_options& = {}) const;

    /// Brings archived runs back, of the team's projects: `{"uuids"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/restore.
    ///
    ///     co_await client.teams().restore_team_runs("acme", "research", body);
    awaitable<void> restore_team_runs(std::string_view owner, std::string_view team, const json& body,
                                      const call_options& = {}) const;

    /// Stops runs of the team's projects: `{"uuids"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/stop.
    ///
    ///     co_await client.teams().stop_team_runs("acme", "research", body);
    awaitable<void> stop_team_runs(std::string_view owner, std::string_view team, const json& body,
                                   const call_options& = {}) const;

    /// Adds tags to runs of the team's projects: `{"uuids", "tags"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/tag.
    ///
    ///     co_await client.teams().tag_team_runs("acme", "research", body);
    awaitable<void> tag_team_runs(std::string_view owner, std::string_view team, const json& body,
                                  const call_options& = {}) const;

    /// Moves runs of the team's projects: `{"uuids", "project"}`. POST /api/v1/orgs/{owner}/teams/{name}/runs/transfer.
    ///
    ///     co_await client.teams().transfer_team_runs("acme", "research", body);
    awaitable<void> transfer_team_runs(std::string_view owner, std::string_view team, const json& body,
                                       const call_options& = {}) const;

    /// Counts over a team. GET /api/v1/orgs/{owner}/teams/{name}/stats.
    ///
    ///     auto it = co_await client.teams().get_team_stats("acme", "research");
    awaitable<json> get_team_stats(std::string_view owner, std::string_view team,
                                   const stats_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/teams/{team.name}.
    ///
    ///     auto it = co_await client.teams().patch_team("acme", "research", body);
    awaitable<team> patch_team(std::string_view owner, std::string_view team, const team_body& body,
                               const call_options& = {}) const;
    awaitable<team> patch_team(std::string_view owner, std::string_view team, const json& body,
                               const call_options& = {}) const;

    /// Replaces a team. PUT /api/v1/orgs/{owner}/teams/{team.name}.
    ///
    ///     auto it = co_await client.teams().update_team("acme", "research", body);
    awaitable<team> update_team(std::string_view owner, std::string_view team, const team_body& body,
                                const call_options& = {}) const;
    awaitable<team> update_team(std::string_view owner, std::string_view team, const json& body,
                                const call_options& = {}) const;

    /// Makes somebody a member of a team. POST /api/v1/orgs/{owner}/teams/{team}/members.
    ///
    ///     auto it = co_await client.teams().create_team_member("acme", "research", body);
    awaitable<organization_member> create_team_member(std::string_view owner, std::string_view team,
                                                      const organization_member_body& body,
                                                      const call_options& = {}) const;
    awaitable<organization_member> create_team_member(std::string_view owner, std::string_view team,
                                                      const json& body, const call_options& = {}) const;

    /// Changes a member. PATCH /api/v1/orgs/{owner}/teams/{team}/members/{member.user}.
    ///
    ///     auto it = co_await client.teams().patch_team_member("acme", "research", "ada", body);
    awaitable<organization_member> patch_team_member(std::string_view owner, std::string_view team,
                                                     std::string_view user,
                                                     const organization_member_body& body,
                                                     const call_options& = {}) const;
    awaitable<organization_member> patch_team_member(std::string_view owner, std::string_view team,
                                                     std::string_view user, const json& body,
                                                     const call_options& = {}) const;

    /// Replaces a member. PUT /api/v1/orgs/{owner}/teams/{team}/members/{member.user}.
    ///
    ///     auto it = co_await client.teams().update_team_member("acme", "research", "ada", body);
    awaitable<organization_member> update_team_member(std::string_view owner, std::string_view team,
                                                      std::string_view user,
                                                      const organization_member_body& body,
                                                      const call_options& = {}) const;
    awaitable<organization_member> update_team_member(std::string_view owner, std::string_view team,
                                                      std::string_view user, const json& body,
                                                      const call_options& = {}) const;

    /// Takes a member out of a team. DELETE /api/v1/orgs/{owner}/teams/{team}/members/{user}.
    ///
    ///     co_await client.teams().delete_team_member("acme", "research", "ada");
    awaitable<void> delete_team_member(std::string_view owner, std::string_view team, std::string_view user,
                                       const call_options& = {}) const;

    /// One member of a team. GET /api/v1/orgs/{owner}/teams/{team}/members/{user}.
    ///
    ///     auto it = co_await client.teams().get_team_member("acme", "research", "ada");
    awaitable<organization_member> get_team_member(std::string_view owner, std::string_view team,
                                                   std::string_view user, const call_options& = {}) const;

    /// Events of several runs of the team's projects: `{"data": {uuid: […]}}`; the community edition serves it. GET
    /// /streams/v1/{namespace}/orgs/{owner}/teams/{entity}/runs/multi/events/{kind}.
    ///
    ///     auto it = co_await client.teams().get_team_multi_run_events("polyaxon", "acme", "research", "metric", {.names = "loss", .runs = uuids});
    awaitable<multi_run_events_answer> get_team_multi_run_events(std::string_view namespace_,
                                                                 std::string_view owner,
                                                                 std::string_view team, std::string_view kind,
                                                                 const runs_events_options& = {}) const;

    /// How much each parameter matters for a metric. POST /streams/v1/{namespace}/orgs/{owner}/teams/{entity}/runs/multi/importance.
    ///
    ///     auto it = co_await client.teams().get_team_multi_run_importance("polyaxon", "acme", "research", body);
    awaitable<json> get_team_multi_run_importance(std::string_view namespace_, std::string_view owner,
                                                  std::string_view team, const json& body,
                                                  const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
