#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/v1/uuid_list.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::v1 {

class run_scope;

/// What can be done to many runs at once: the part that project_client and organization_client have in common. R is
/// /api/v1/{owner}/{project}/runs, /api/v1/orgs/{owner}/runs, or /api/v1/orgs/{owner}/teams/{team}/runs; the last two are the
/// commercial platform's. Each is one request with the body `{"uuids": […]}`, which changes those of the runs that are there. Arguments are
/// copied before a method returns; errors are those of runs_api. Offline and no_op: nothing is sent.
class run_batch {
 public:
    /// Approves runs that wait for it. POST R/approve.
    ///
    ///     co_await project.approve_runs(uuids);
    awaitable<void> approve_runs(const uuid_list& uuids, const call_options& = {});
    /// Puts runs into the archive. POST R/archive.
    ///
    ///     co_await project.archive_runs(uuids);
    awaitable<void> archive_runs(const uuid_list& uuids, const call_options& = {});
    /// Takes runs out of the archive. POST R/restore.
    ///
    ///     co_await project.restore_runs(uuids);
    awaitable<void> restore_runs(const uuid_list& uuids, const call_options& = {});
    /// Marks runs as to be deleted. DELETE R/delete, with a body.
    ///
    ///     co_await project.delete_runs(uuids);
    awaitable<void> delete_runs(const uuid_list& uuids, const call_options& = {});
    /// Stops runs; those that have ended stay as they are. POST R/stop.
    ///
    ///     co_await project.stop_runs(uuids);
    awaitable<void> stop_runs(const uuid_list& uuids, const call_options& = {});
    /// Skips runs that have not begun. POST R/skip; of an organization or a team R/Skip.
    ///
    ///     co_await project.skip_runs(uuids);
    awaitable<void> skip_runs(const uuid_list& uuids, const call_options& = {});
    /// Takes runs out of the server's cache. POST R/invalidate.
    ///
    ///     co_await project.invalidate_runs(uuids);
    awaitable<void> invalidate_runs(const uuid_list& uuids, const call_options& = {});
    /// Bookmarks runs. POST R/bookmark.
    ///
    ///     co_await project.bookmark_runs(uuids);
    awaitable<void> bookmark_runs(const uuid_list& uuids, const call_options& = {});
    /// Adds tags, a comma list, to runs. POST R/tag with `tags` in the body too.
    ///
    ///     co_await project.tag_runs(uuids, "nightly,best");
    awaitable<void> tag_runs(const uuid_list& uuids, std::string_view tags, const call_options& = {});
    /// Moves runs to another project of the owner. POST R/transfer with `project` in the body too.
    ///
    ///     co_await project.transfer_runs(uuids, "speech");
    awaitable<void> transfer_runs(const uuid_list& uuids, std::string_view to_project,
                                  const call_options& = {});

 protected:
    explicit run_batch(std::shared_ptr<run_scope> scope);
    run_batch(const run_batch&);
    run_batch(run_batch&&) noexcept;
    run_batch& operator=(const run_batch&);
    run_batch& operator=(run_batch&&) noexcept;
    ~run_batch();

 private:
    std::shared_ptr<run_scope> scope_;
};

}  // namespace polyaxon::v1
