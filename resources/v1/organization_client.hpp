#pragma once
#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/organization.hpp>
#include <polyaxon/resources/v1/project_list_options.hpp>
#include <polyaxon/resources/v1/project_version.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/run_batch.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// Which organization. An unset owner comes from the context: the user's organization, else `default`. Views only; who takes one copies.
struct organization_ref {
    std::optional<std::string_view> owner = {};  ///< "acme", or "acme/team"
    std::optional<bool> is_offline = {};         ///< true: nothing is sent
    std::optional<bool> no_op = {};              ///< true: every method returns empty at once
};
static_assert(std::is_trivially_destructible_v<organization_ref>);

/// What list_teams and list_runs_artifacts_lineage may be told beside the list's own options. Views only; what is empty is not sent.
struct organization_list_options {
    std::string_view name = {};          ///< of the artifacts (list_runs_artifacts_lineage alone)
    std::string_view query = {};         ///< as in list_options
    std::string_view sort = {};          ///< "-created_at"
    std::optional<int> limit = {};       ///< 20 when unset
    std::optional<int> offset = {};      ///< elements to leave out at the start
    std::optional<bool> bookmarks = {};  ///< only bookmarked ones
    std::string_view mode = {};          ///< how much of each element comes
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<organization_list_options>);

/// One organization, or one team of it, with the methods of Python's OrganizationClient; those of many runs at once stand in run_batch. With an
/// owner "acme/team" what is asked of runs and versions is asked of the team. The owner is found by the first awaited call; making
/// one does no I/O. A copy is the same organization. Offline and no_op: every method returns empty and sends nothing.
///
/// All of it is the commercial platform's, but get_run: the community edition answers `not_found`. Errors are those of runs_api, and before
/// anything is sent `context`, its detail beginning with `no_owner` or `invalid_owner`. Arguments are copied before a method returns.
/// Used by one coroutine at a time. R is /api/v1/orgs/{owner}, or with a team T /api/v1/orgs/{owner}/teams/{team}.
///
///     polyaxon::v1::organization_client acme(client, {.owner = "acme"});
///     auto running = co_await acme.list_runs({.query = "status:running"});
class organization_client : public run_batch {
 public:
    explicit organization_client(client c, const organization_ref& ref = {});

    /// GETs the organization; it replaces the local data. GET R.
    ///
    ///     auto now = co_await acme.refresh_data();
    awaitable<organization> refresh_data(const call_options& = {});
    /// The organizations of the user. GET /api/v1/orgs/list.
    ///
    ///     auto page = co_await acme.list();
    awaitable<page<organization>> list(const project_list_options& = {});

    /// Members of the organization, 20 unless a limit is set. GET R/members.
    ///
    ///     auto page = co_await acme.list_members({.query = "role:admin"});
    awaitable<page<organization_member>> list_members(const project_list_options& = {});
    /// One member. GET R/members/{user}.
    ///
    ///     auto ada = co_await acme.get_member("ada");
    awaitable<organization_member> get_member(std::string_view user, const call_options& = {});
    /// Adds a member, or invites `email`. POST R/members.
    ///
    ///     co_await acme.create_member(body, "ada@example.com");                          // organization_member_body body
    awaitable<organization_member> create_member(const organization_member_body&, std::string_view email = {},
                                                 const call_options& = {});
    awaitable<organization_member> create_member(const json& body, std::string_view email = {},
                                                 const call_options& = {});
    /// Replaces what a member is. PUT R/members/{user}.
    ///
    ///     co_await acme.update_member("ada", body);
    awaitable<organization_member> update_member(std::string_view user, const organization_member_body&,
                                                 const call_options& = {});
    awaitable<organization_member> update_member(std::string_view user, const json& body,
                                                 const call_options& = {});
    /// Changes what is sent. PATCH R/members/{user}.
    ///
    ///     co_await acme.patch_member("ada", polyaxon::json::object().set("role", "admin"));
    awaitable<organization_member> patch_member(std::string_view user, const organization_member_body&,
                                                const call_options& = {});
    awaitable<organization_member> patch_member(std::string_view user, const json& body,
                                                const call_options& = {});
    /// Takes a member out. DELETE R/members/{user}.
    ///
    ///     co_await acme.delete_member("ada");
    awaitable<void> delete_member(std::string_view user, const call_options& = {});

    /// Teams of the organization. GET R/teams.
    ///
    ///     auto page = co_await acme.list_teams();
    awaitable<page<v1::team>> list_teams(const organization_list_options& = {});

    /// Runs of all projects, 20 unless a limit is set. GET R/runs, or T/runs.
    ///
    ///     auto page = co_await acme.list_runs({.query = "status:running", .limit = 100});
    awaitable<page<run>> list_runs(const project_list_options& = {});
    /// One run of any project. GET R/runs/{uuid}, or T/runs/{uuid}. The community edition serves it without a team.
    ///
    ///     auto run = co_await acme.get_run(uuid);
    awaitable<run> get_run(std::string_view uuid, const call_options& = {});

    /// Versions of a kind in all projects, 20 unless a limit is set. GET R/versions/{kind}, or T/versions/{kind}.
    ///
    ///     auto page = co_await acme.list_versions(version_kind::model);
    awaitable<page<project_version>> list_versions(version_kind, const project_list_options& = {});
    /// list_versions of components.
    ///
    ///     auto page = co_await acme.list_component_versions();
    awaitable<page<project_version>> list_component_versions(const project_list_options& = {});
    /// list_versions of models.
    ///
    ///     auto page = co_await acme.list_model_versions();
    awaitable<page<project_version>> list_model_versions(const project_list_options& = {});
    /// list_versions of artifacts.
    ///
    ///     auto page = co_await acme.list_artifact_versions();
    awaitable<page<project_version>> list_artifact_versions(const project_list_options& = {});

    /// What the runs of all projects read and made. GET R/runs/lineage/artifacts, or T/runs/lineage/artifacts.
    ///
    ///     auto page = co_await acme.list_runs_artifacts_lineage({.name = "net"});
    awaitable<page<run_artifact>> list_runs_artifacts_lineage(const organization_list_options& = {});

    /// Of the target; empty before the first awaited call has found it.
    std::string owner() const;
    std::string team() const;
    /// The organization as it was last seen.
    const organization& organization_data() const;
    bool is_offline() const;

    /// Another owner from now on. Throws `context` when the target was found already and the new one is no name.
    ///
    ///     acme.set_owner("acme/research");
    void set_owner(std::string_view owner);

    const client& get_client() const;

 private:
    struct state;
    explicit organization_client(std::shared_ptr<state> state);
    std::shared_ptr<state> state_;
};

}  // namespace polyaxon::v1
