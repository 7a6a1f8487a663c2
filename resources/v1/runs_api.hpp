#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/runs_streams_api.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::v1 {

/// RunsV1: the runs of any project, with the Python SDK's names. `runs()` of a client gives it; copying is cheap.
///
/// Every method copies its arguments before it returns, so they may be temporaries and the awaitable may be kept. Every call may end as
/// an `error`: `context` or `invalid_argument` (nothing was sent), `network`, `tls`, `timeout`, `canceled`, `protocol`, `decode`,
/// or the status: `unauthenticated` 401, `forbidden` 403, `not_found` 404 (no such project or run), `client_error` (400 carries
/// the server's complaint), `server_error`. A 405 of a write whose detail says so hides a 404 or a 500. `uuid` is 32 hex digits.
/// Thread-safe. The classes that it derives from have the rest of the service: commands to many runs, lineage, streams.
class runs_api : public runs_streams_api {
 public:
    explicit runs_api(std::shared_ptr<resources::core> core) : runs_streams_api(std::move(core)) {}

    /// One page of a project's runs, newest first unless sorted. GET /api/v1/{owner}/{project}/runs. A query that the server does not
    /// understand is a `client_error` with its words.
    ///
    ///     auto page = co_await client.runs().list_runs("acme", "vision", {.limit = 100, .query = "status:running"});
    awaitable<page<run>> list_runs(std::string_view owner, std::string_view project,
                                   const list_options& = {}) const;

    /// All runs of a project from `offset` on, by pages of `limit` (100 when unset), the next one asked for ahead. Errors as list_runs.
    ///
    ///     auto all = client.runs().iter_runs("acme", "vision", {.query = "tags:nightly"});
    ///     while (auto run = co_await all.next()) std::cout << run->uuid << '\n';
    pager<run> iter_runs(std::string_view owner, std::string_view project, const list_options& = {}) const;

    /// Makes a run. POST /api/v1/{owner}/{project}/runs. The answer has eleven members and no status. Without `content` the body must say
    /// `is_managed = false`, else it is a `client_error`.
    ///
    ///     auto made = co_await client.runs().create_run("acme", "vision", body);        // operation_body body
    awaitable<run> create_run(std::string_view owner, std::string_view project, const operation_body&,
                              const call_options& = {}) const;
    awaitable<run> create_run(std::string_view owner, std::string_view project, const json& body,
                              const call_options& = {}) const;

    /// One run. GET /api/v1/{owner}/{project}/runs/{uuid}. `not_found` when there is none.
    ///
    ///     auto run = co_await client.runs().get_run("acme", "vision", "8aac02e3a62a4f0aaa257c59da5eab80");
    awaitable<run> get_run(std::string_view owner, std::string_view project, std::string_view uuid,
                           const call_options& = {}) const;

    /// Changes the members that are sent; `merge = true` adds to inputs, outputs, meta_info and tags instead of replacing them.
    /// PATCH /api/v1/{owner}/{project}/runs/{uuid}. Unknown members are taken and do nothing. The answer is the whole run.
    ///
    ///     co_await client.runs().patch_run("acme", "vision", uuid, polyaxon::json::object().set("description", "v2"));
    awaitable<run> patch_run(std::string_view owner, std::string_view project, std::string_view uuid,
                             const json& body, const call_options& = {}) const;
    awaitable<run> patch_run(std::string_view owner, std::string_view project, std::string_view uuid,
                             const run_body&, const call_options& = {}) const;

    /// Replaces a run; the server wants `kind`. PUT /api/v1/{owner}/{project}/runs/{uuid}.
    ///
    ///     co_await client.runs().update_run("acme", "vision", uuid, body);               // run_body with kind
    awaitable<run> update_run(std::string_view owner, std::string_view project, std::string_view uuid,
                              const json& body, const call_options& = {}) const;
    awaitable<run> update_run(std::string_view owner, std::string_view project, std::string_view uuid,
                              const run_body&, const call_options& = {}) const;

    /// Marks a run as to be deleted. DELETE /api/v1/{owner}/{project}/runs/{uuid}. It can still be fetched, with `live_state` -1, until
    /// the server has carried it out.
    ///
    ///     co_await client.runs().delete_run("acme", "vision", uuid);
    awaitable<void> delete_run(std::string_view owner, std::string_view project, std::string_view uuid,
                               const call_options& = {}) const;

    /// The status of a run and its conditions, oldest first. GET /api/v1/{owner}/{project}/runs/{uuid}/statuses.
    ///
    ///     auto now = co_await client.runs().get_run_statuses("acme", "vision", uuid);
    awaitable<status> get_run_statuses(std::string_view owner, std::string_view project,
                                       std::string_view uuid, const call_options& = {}) const;

    /// Adds a condition. POST /api/v1/{owner}/{project}/runs/{uuid}/statuses with `{"condition": …}`; the json form is the whole body. The
    /// server replaces the last condition when type and status are the same; on a run that has ended it changes nothing. The
    /// members of the answer are all empty.
    ///
    ///     co_await client.runs().create_run_status("acme", "vision", uuid, condition);   // status_condition_body
    awaitable<status> create_run_status(std::string_view owner, std::string_view project,
                                        std::string_view uuid, const status_condition_body&,
                                        const call_options& = {}) const;
    awaitable<status> create_run_status(std::string_view owner, std::string_view project,
                                        std::string_view uuid, const json& body,
                                        const call_options& = {}) const;

    /// Stops a run; one that has ended stays as it is. POST /api/v1/{owner}/{project}/runs/{uuid}/stop.
    ///
    ///     co_await client.runs().stop_run("acme", "vision", uuid);
    awaitable<void> stop_run(std::string_view owner, std::string_view project, std::string_view uuid,
                             const call_options& = {}) const;
    /// Approves a run that waits for it. POST /api/v1/{owner}/{project}/runs/{uuid}/approve.
    ///
    ///     co_await client.runs().approve_run("acme", "vision", uuid);
    awaitable<void> approve_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                const call_options& = {}) const;
    /// Skips a run that has not begun. POST /api/v1/{owner}/{project}/runs/{uuid}/skip.
    ///
    ///     co_await client.runs().skip_run("acme", "vision", uuid);
    awaitable<void> skip_run(std::string_view owner, std::string_view project, std::string_view uuid,
                             const call_options& = {}) const;
    /// Makes the server forget a run's state for its cache. POST /api/v1/{owner}/{project}/runs/{uuid}/invalidate.
    ///
    ///     co_await client.runs().invalidate_run("acme", "vision", uuid);
    awaitable<void> invalidate_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                   const call_options& = {}) const;

    /// A new run from the same operation; content, name, description, tags and meta_info may be changed by the body.
    /// POST /api/v1/{owner}/{project}/runs/{uuid}/restart. A run without content is a `client_error`.
    ///
    ///     auto again = co_await client.runs().restart_run("acme", "vision", uuid, polyaxon::v1::run_body());
    awaitable<run> restart_run(std::string_view owner, std::string_view project, std::string_view uuid,
                               const json& body, const call_options& = {}) const;
    awaitable<run> restart_run(std::string_view owner, std::string_view project, std::string_view uuid,
                               const run_body&, const call_options& = {}) const;
    /// Goes on with a run that has ended; otherwise it is a `client_error`. POST /api/v1/{owner}/{project}/runs/{uuid}/resume.
    ///
    ///     co_await client.runs().resume_run("acme", "vision", uuid, polyaxon::v1::run_body());
    awaitable<run> resume_run(std::string_view owner, std::string_view project, std::string_view uuid,
                              const json& body, const call_options& = {}) const;
    awaitable<run> resume_run(std::string_view owner, std::string_view project, std::string_view uuid,
                              const run_body&, const call_options& = {}) const;
    /// Restarts with a copy of the artifacts. POST /api/v1/{owner}/{project}/runs/{uuid}/copy.
    ///
    ///     auto copy = co_await client.runs().copy_run("acme", "vision", uuid, body);     // run_body
    awaitable<run> copy_run(std::string_view owner, std::string_view project, std::string_view uuid,
                            const json& body, const call_options& = {}) const;
    awaitable<run> copy_run(std::string_view owner, std::string_view project, std::string_view uuid,
                            const run_body&, const call_options& = {}) const;

    /// Moves a run to another project of the same owner. POST /api/v1/{owner}/{project}/runs/{uuid}/transfer with `{"project": …}`. An
    /// unknown target is a `client_error`.
    ///
    ///     co_await client.runs().transfer_run("acme", "vision", uuid, polyaxon::json::object().set("project", "speech"));
    awaitable<void> transfer_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                 const json& body, const call_options& = {}) const;
    awaitable<void> transfer_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                 const run_body&, const call_options& = {}) const;
};

}  // namespace polyaxon::v1
