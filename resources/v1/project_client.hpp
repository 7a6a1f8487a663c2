#pragma once
#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/kind_versions.hpp>
#include <polyaxon/resources/v1/project.hpp>
#include <polyaxon/resources/v1/project_list_options.hpp>
#include <polyaxon/resources/v1/run_batch.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// Which project. An unset owner comes from the context: the user's organization, else `default`. The project is as given: the
/// cached one is not looked at. Views only; who takes one copies.
struct project_ref {
    std::optional<std::string_view> owner = {};    ///< "acme", or "acme/team"
    std::optional<std::string_view> project = {};  ///< "vision", or "acme/vision"
    std::optional<bool> is_offline = {};           ///< true: nothing is sent
    std::optional<bool> no_op = {};                ///< true: every method returns empty at once
};
static_assert(std::is_trivially_destructible_v<project_ref>);

/// What project_client::stats may be told. Views only; what is empty is not sent.
struct project_stats_options {
    project_list_options list = {};   ///< which runs, and the call itself
    std::string_view mode = {};       ///< "stats" or "analytics"
    std::string_view kind = {};       ///< what is counted: "annotations", "tracking_time", …
    std::string_view aggregate = {};  ///< comma list: "count,avg"
    std::string_view groupby = {};    ///< comma list of fields
    std::string_view trunc = {};      ///< "day", "week", "month"
    std::string_view start_date = {}, end_date = {};
    std::string_view boundary = {};
};
static_assert(std::is_trivially_destructible_v<project_stats_options>);

/// One project, with the methods of Python's ProjectClient: its own here, those of its versions in kind_versions and project_versions, those
/// of many of its runs at once in run_batch. Owner and project are found by the first awaited call; making one does no
/// I/O. A copy is the same project. Offline and no_op: every method returns empty and sends nothing.
///
/// Errors are those of runs_api, and before anything is sent `context`, its detail beginning with a code: `no_project`, `no_owner`,
/// `invalid_owner`, `invalid_project`. Arguments are copied before a method returns. Used by one coroutine at a time.
///
///     polyaxon::v1::project_client project(client, {.owner = "acme", .project = "vision"});
///     auto vision = co_await project.get_or_create();
class project_client : public kind_versions, public run_batch {
 public:
    explicit project_client(client c, const project_ref& ref = {});

    /// Makes a project of the owner, or of the team of an owner "acme/team"; it becomes the current one.
    /// POST /api/v1/{owner}/projects/create or /api/v1/{owner}/{team}/projects/create.
    ///
    ///     co_await project.create(body);                                                  // project_body with its name
    awaitable<v1::project> create(const project_body&, const call_options& = {});
    awaitable<v1::project> create(const json& body, const call_options& = {});

    /// GETs the project; it replaces the local data. GET /api/v1/{owner}/{project}.
    ///
    ///     auto now = co_await project.refresh_data();
    awaitable<v1::project> refresh_data(const call_options& = {});

    /// GETs the project; when there is none (404 and nothing else) it is created, by its name or from `body`.
    ///
    ///     auto vision = co_await project.get_or_create();
    awaitable<v1::project> get_or_create(const call_options& = {});
    awaitable<v1::project> get_or_create(const project_body& body, const call_options& = {});

    /// Projects of the owner, 20 unless a limit is set. GET /api/v1/{owner}/projects/list.
    ///
    ///     auto page = co_await project.list({.sort = "-updated_at", .limit = 50});
    awaitable<page<v1::project>> list(const project_list_options& = {});

    /// The same page with nothing but names. GET /api/v1/{owner}/projects/names.
    ///
    ///     auto names = co_await project.list_names();
    awaitable<page<v1::project>> list_names(const project_list_options& = {});

    /// Changes members of the project; a new name is the current one from then on. PATCH /api/v1/{owner}/{project}.
    ///
    ///     co_await project.update(polyaxon::json::object().set("description", "all cameras"));
    awaitable<v1::project> update(const json& changes, const call_options& = {});
    awaitable<v1::project> update(const project_body& changes, const call_options& = {});

    /// `delete` in Python: the project with all its runs. DELETE /api/v1/{owner}/{project}.
    ///
    ///     co_await project.delete_project();
    awaitable<void> delete_project(const call_options& = {});

    /// Puts the project into the archive, with its runs. POST /api/v1/{owner}/{project}/archive.
    ///
    ///     co_await project.archive();
    awaitable<void> archive(const call_options& = {});
    /// Takes the project out of the archive. POST /api/v1/{owner}/{project}/restore.
    ///
    ///     co_await project.restore();
    awaitable<void> restore(const call_options& = {});
    /// Bookmarks the project. POST /api/v1/{owner}/{project}/bookmark.
    ///
    ///     co_await project.bookmark();
    awaitable<void> bookmark(const call_options& = {});
    /// Takes the bookmark away. DELETE /api/v1/{owner}/{project}/unbookmark.
    ///
    ///     co_await project.unbookmark();
    awaitable<void> unbookmark(const call_options& = {});

    /// Numbers about the project's runs, as the server's page asks for them. GET /api/v1/{owner}/{project}/stats. The community edition
    /// answers `forbidden` unless the client sends the header X-POLYAXON-SERVICE: ui (`header` and `header_service` of its configuration).
    ///
    ///     auto numbers = co_await project.stats({.mode = "stats", .kind = "annotations", .aggregate = "count"});
    awaitable<json> stats(const project_stats_options& = {});

    /// Runs of the project, 20 unless a limit is set. GET /api/v1/{owner}/{project}/runs.
    ///
    ///     auto page = co_await project.list_runs({.query = "status:running"});
    awaitable<page<run>> list_runs(const project_list_options& = {});

    /// Of the target; empty before the first awaited call has found it.
    std::string owner() const;
    std::string team() const;
    std::string project() const;
    /// The project as it was last seen.
    const v1::project& project_data() const;
    bool is_offline() const;

    /// Another owner or project from now on. Throws `context` when the target was found already and the new one is no name.
    ///
    ///     project.set_project("speech");
    void set_owner(std::string_view owner);
    void set_project(std::string_view project);

    const client& get_client() const;

 private:
    explicit project_client(std::shared_ptr<project_state> state);
};

}  // namespace polyaxon::v1
