#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// How a run is read from a folder. Views only.
struct load_run_options {
    bool reset_project = false;       ///< keep this client's owner and project instead of taking the run's
    bool reset_uuid = false;          ///< give the run a new uuid
    std::string_view name = {};       ///< a new name for the run
    bool raise_if_not_found = false;  ///< no such run is an error
};
static_assert(std::is_trivially_destructible_v<load_run_options>);

struct pull_run_options {
    std::string_view path =
        {};  ///< the run's folder is made in its `runs`; else POLYAXON_OFFLINE_ROOT, /tmp/plx/offline
    bool download_artifacts = true;  ///< the files too
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<pull_run_options>);

struct push_run_options {
    bool upload_artifacts = true;  ///< the files too
    bool clean = false;            ///< remove the folder when all its files were sent, see push_offline_run
    std::string_view agent = {};   ///< uuid of the agent to send the files to, instead of the run's own
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<push_run_options>);

/// A run in a folder: the part of run_client that keeps runs on disk and brings them to the server later. The folder has `run.plx.json`,
/// `lineages.plx.json` when there is a lineage, and the run's files; the Python client reads and writes the same. Files that cannot be read or written
/// are `invalid_argument`. The two files are small and read and written at once.
class run_offline : public virtual run_handle {
 public:
    /// Writes the run and its lineage as they are known here. Sends nothing.
    ///
    ///     co_await run.persist_run("/data/runs/probe");
    awaitable<void> persist_run(std::string_view path);

    /// Takes over the run that a folder keeps: its data and lineage, and unless told otherwise its owner and project. Where its files are (run_settings) is
    /// not taken over: the server is asked again. Sends nothing. False, or with
    /// `raise_if_not_found` `invalid_argument`, when the folder has no run.
    ///
    ///     if (co_await run.load_offline_run("/data/runs/probe")) …
    awaitable<bool> load_offline_run(std::string_view path, const load_run_options& = {});

    /// Fetches the run with its conditions and lineage, and its files (GET S/artifacts), into {path}/runs/{uuid}, and gives that folder. One
    /// that is there is replaced once everything has come, and left alone (`invalid_argument`) if it is none of a run. A run without files is fine. Offline: the run is written there as it is known here.
    ///
    ///     auto folder = co_await run.pull_remote_run({.path = "/data"});
    awaitable<std::string> pull_remote_run(const pull_run_options& = {});

    /// Brings the run to the server: POST /api/v1/{owner}/{project}/runs/sync, its lineage if there is one (POST …/lineage/artifacts), and all files
    /// in `path` (POST S/artifacts). It sends although the client is offline, which it is again afterwards. What a push that broke off has brought
    /// already does not hinder the next. An empty path: no files. With `clean` the folder is removed then, but only if all its files but the
    /// client's own (*.plx.json, *.plx.index, .polyaxon/) were sent: when some were not, since .polyaxonignore or its defaults left them out, they are
    /// links, came meanwhile, or `upload_artifacts` is off, it stays as it is and the observer's on_warning names them.
    ///
    ///     co_await run.load_offline_run(folder);
    ///     co_await run.push_offline_run(folder, {.clean = true});
    awaitable<void> push_offline_run(std::string_view path, const push_run_options& = {});

 protected:
    run_offline() = default;
};

}  // namespace polyaxon::v1
