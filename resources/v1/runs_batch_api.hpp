#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/service_handle.hpp>
#include <polyaxon/resources/v1/service_options.hpp>
#include <polyaxon/resources/v1/user.hpp>

#include <string_view>

namespace polyaxon::v1 {

/// Commands to single runs and to many at once; the body for many is `{"uuids": […]}`. A part of runs_api, which says what holds for all of
/// them.
class runs_batch_api : public service_handle {
 public:
    /// Archives a run. POST /api/v1/{owner}/{entity}/runs/{uuid}/archive.
    ///
    ///     co_await client.runs().archive_run("acme", "vision", uuid);
    awaitable<void> archive_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                const call_options& = {}) const;

    /// Brings an archived run back. POST /api/v1/{owner}/{entity}/runs/{uuid}/restore.
    ///
    ///     co_await client.runs().restore_run("acme", "vision", uuid);
    awaitable<void> restore_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                const call_options& = {}) const;

    /// Bookmarks a run. POST /api/v1/{owner}/{entity}/runs/{uuid}/bookmark.
    ///
    ///     co_await client.runs().bookmark_run("acme", "vision", uuid);
    awaitable<void> bookmark_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                 const call_options& = {}) const;

    /// Takes a bookmark back. DELETE /api/v1/{owner}/{entity}/runs/{uuid}/unbookmark.
    ///
    ///     co_await client.runs().unbookmark_run("acme", "vision", uuid);
    awaitable<void> unbookmark_run(std::string_view owner, std::string_view project, std::string_view uuid,
                                   const call_options& = {}) const;

    /// The namespace of the cluster that a run is in. GET /api/v1/{owner}/{entity}/runs/{uuid}/namespace.
    ///
    ///     auto it = co_await client.runs().get_run_namespace("acme", "vision", uuid);
    awaitable<run_settings> get_run_namespace(std::string_view owner, std::string_view project,
                                              std::string_view uuid, const call_options& = {}) const;

    /// Where a run went (commercial platform). GET /api/v1/{owner}/{entity}/runs/{uuid}/settings.
    ///
    ///     auto it = co_await client.runs().get_run_settings("acme", "vision", uuid);
    awaitable<run_settings> get_run_settings(std::string_view owner, std::string_view project,
                                             std::string_view uuid, const call_options& = {}) const;

    /// Counts over a run. The community edition lets only its own UI in (403). GET /api/v1/{owner}/{entity}/runs/{uuid}/stats.
    ///
    ///     auto it = co_await client.runs().get_run_stats("acme", "vision", uuid);
    awaitable<json> get_run_stats(std::string_view owner, std::string_view project, std::string_view uuid,
                                  const stats_options& = {}) const;

    /// Puts a run there as it is, with its uuid, times and status: what was tracked offline. POST /api/v1/{owner}/{project}/runs/sync.
    ///
    ///     co_await client.runs().sync_run("acme", "vision", body);
    awaitable<void> sync_run(std::string_view owner, std::string_view project, const json& body,
                             const call_options& = {}) const;

    /// Approves runs. POST /api/v1/{owner}/{name}/runs/approve.
    ///
    ///     co_await client.runs().approve_runs("acme", "vision", body);
    awaitable<void> approve_runs(std::string_view owner, std::string_view project, const json& body,
                                 const call_options& = {}) const;

    /// Stops runs. POST /api/v1/{owner}/{name}/runs/stop.
    ///
    ///     co_await client.runs().stop_runs("acme", "vision", body);
    awaitable<void> stop_runs(std::string_view owner, std::string_view project, const json& body,
                              const call_options& = {}) const;

    /// Skips runs that have not begun. POST /api/v1/{owner}/{name}/runs/skip.
    ///
    ///     co_await client.runs().skip_runs("acme", "vision", body);
    awaitable<void> skip_runs(std::string_view owner, std::string_view project, const json& body,
                              const call_options& = {}) const;

    /// Makes the server forget the runs' states for its cache. POST /api/v1/{owner}/{name}/runs/invalidate.
    ///
    ///     co_await client.runs().invalidate_runs("acme", "vision", body);
    awaitable<void> invalidate_runs(std::string_view owner, std::string_view project, const json& body,
                                    const call_options& = {}) const;

    /// Archives runs. POST /api/v1/{owner}/{name}/runs/archive.
    ///
    ///     co_await client.runs().archive_runs("acme", "vision", body);
    awaitable<void> archive_runs(std::string_view owner, std::string_view project, const json& body,
                                 const call_options& = {}) const;

    /// Brings archived runs back. POST /api/v1/{owner}/{name}/runs/restore.
    ///
    ///     co_await client.runs().restore_runs("acme", "vision", body);
    awaitable<void> restore_runs(std::string_view owner, std::string_view project, const json& body,
                                 const call_options& = {}) const;

    /// Bookmarks runs. POST /api/v1/{owner}/{name}/runs/bookmark.
    ///
    ///     co_await client.runs().bookmark_runs("acme", "vision", body);
    awaitable<void> bookmark_runs(std::string_view owner, std::string_view project, const json& body,
                                  const call_options& = {}) const;

    /// Marks runs as to be deleted: a DELETE with a body. DELETE /api/v1/{owner}/{name}/runs/delete.
    ///
    ///     co_await client.runs().delete_runs("acme", "vision", body);
    awaitable<void> delete_runs(std::string_view owner, std::string_view project, const json& body,
                                const call_options& = {}) const;

    /// Adds tags to runs: `{"uuids", "tags"}`. POST /api/v1/{owner}/{name}/runs/tag.
    ///
    ///     co_await client.runs().tag_runs("acme", "vision", body);
    awaitable<void> tag_runs(std::string_view owner, std::string_view project, const json& body,
                             const call_options& = {}) const;

    /// Moves runs to another project of the owner: `{"uuids", "project"}`. POST /api/v1/{owner}/{name}/runs/transfer.
    ///
    ///     co_await client.runs().transfer_runs("acme", "vision", body);
    awaitable<void> transfer_runs(std::string_view owner, std::string_view project, const json& body,
                                  const call_options& = {}) const;

    /// One page of a user's archived runs (commercial platform). GET /api/v1/archives/{user}/runs.
    ///
    ///     auto page = co_await client.runs().list_archived_runs("ada");
    awaitable<page<run>> list_archived_runs(std::string_view user, const list_options& = {}) const;

    /// One page of a user's bookmarks (commercial platform). GET /api/v1/bookmarks/{user}/runs.
    ///
    ///     auto page = co_await client.runs().list_bookmarked_runs("ada");
    awaitable<page<json>> list_bookmarked_runs(std::string_view user, const list_options& = {}) const;

    /// A token that acts for a run (commercial platform). POST /api/v1/{owner}/{entity}/runs/{uuid}/impersonate.
    ///
    ///     auto it = co_await client.runs().impersonate_token("acme", "vision", uuid);
    awaitable<auth> impersonate_token(std::string_view owner, std::string_view project, std::string_view uuid,
                                      const call_options& = {}) const;

 protected:
    using service_handle::service_handle;
};

}  // namespace polyaxon::v1
