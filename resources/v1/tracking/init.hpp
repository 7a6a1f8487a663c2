#pragma once
#include <polyaxon/async/time_source.hpp>
#include <polyaxon/resources/v1/tracking/run.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1::tracking {

/// Which run is tracked and how, in Python's order. What is unset comes from the context. Views only; init copies.
struct init_options {
    std::optional<std::string_view> owner = {};    ///< "acme", or "acme/team"
    std::optional<std::string_view> project = {};  ///< "vision", or "acme/vision"
    std::optional<std::string_view> run_uuid =
        {};                  ///< of a run that is there already; offline the uuid of the new one
    bool track_code = true;  ///< adds the git commit around the working directory to the lineage of a new run
    bool track_env = true;   ///< writes outputs/env.json for a new run
    bool track_logs = true;  ///< forward_log and forward_logs keep what they are given, and upload it
    bool refresh_data = false;             ///< GETs a run that goes on; a managed one is always fetched
    std::string_view artifacts_path = {};  ///< folder of the run's files; see init for the default
    std::optional<bool> collect_artifacts =
        {};  ///< write events: else POLYAXON_COLLECT_ARTIFACTS, else for new and offline runs
    std::optional<bool> collect_resources =
        {};                               ///< system metrics: else POLYAXON_COLLECT_RESOURCES, else likewise
    std::optional<bool> is_offline = {};  ///< nothing is sent, files are written for push_offline_run
    bool is_new = false;                  ///< a new run although one is known
    std::string_view name = {}, description = {};  ///< of a new run
    std::string_view tags = {};                    ///< of a new run: comma list

    // Beyond Python:
    std::optional<bool> no_op = {};        ///< true: everything does nothing
    bool end_on_signals = false;           ///< SIGTERM and SIGINT end the run as failed, and then the process
    std::chrono::milliseconds interval{};  ///< between looks at the files; 0: POLYAXON_INTERVAL (5 s)
    std::size_t max_waiting =
        64 * 1024 * 1024;  ///< bytes that may wait in memory; what comes then is dropped and counted
    std::chrono::milliseconds max_outage{3'600'000};  ///< for so long a server that is away is waited for
    const std::shared_ptr<async::time_source>* time = {};  ///< for tests; null: the real one
    call_options call = {};                                ///< of the calls that init makes
};
static_assert(std::is_trivially_destructible_v<init_options>);

/// Begins to track a run. A known one (given, this pod's, or the cached one of the CLI) goes on; without one, and with is_new, a new run
/// is made: POST /api/v1/{owner}/{project}/runs with `managed_by: user`, then POST …/statuses "running". A run that goes on costs no request unless it
/// is refreshed.
///
/// Files of the run lie in the first of: `artifacts_path`; for a managed run {POLYAXON_CONTEXT_ROOT}/artifacts/{uuid}, below _related_runs for a new run out of
/// a managed one; offline {POLYAXON_OFFLINE_ROOT}/runs/{uuid} (/tmp/plx/offline); {POLYAXON_ARTIFACTS_ROOT}/{uuid} (/tmp/plx/artifacts). They are
/// sent unless the run is offline or managed, or where POLYAXON_HAS_PROCESS_SIDECAR is set.
///
/// Fails as run_client::create does; as `context` with `no_project`, `no_run` (managed, and nothing says which run), `run_conflict`; what is
/// found wrong with code or environment is only told.
///
///     auto run = co_await polyaxon::v1::tracking::init(client, {.project = "vision", .name = "first"});
///     for (int step = 0; step < 1000; ++step) run.log_metrics({{"loss", train(step)}}, {.step = step});
///     const auto end = co_await run.end();
awaitable<run> init(const client& c, const init_options& = {});
/// The same for the run that a run_client stands for, or a new one in its project. Owner, project, is_offline and no_op are those of the
/// run_client; the options' are not looked at.
awaitable<run> init(const run_client& of, const init_options& = {});

}  // namespace polyaxon::v1::tracking
