#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/lineage_options.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace polyaxon::v1 {

/// A run that this one took from or gave to.
struct run_edge {
    std::string run;           ///< its uuid
    bool is_upstream = false;  ///< it came before this one
    json values;               ///< an object: what was passed
};

/// What a run read and made: the part of run_client that keeps its lineage. Errors as of run_client. Offline the log_ methods change
/// artifacts_lineage() alone, and the others do nothing.
class run_lineage : public virtual run_handle {
 public:
    /// Adds items, or changes those of the same name and state. POST /api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts with
    /// `{"artifacts": […]}`, all in one request. An item without name or kind is `invalid_argument`, and nothing is sent. No items: nothing.
    ///
    ///     co_await run.log_artifact_lineage(items);        // std::vector<run_artifact> items
    awaitable<void> log_artifact_lineage(std::span<const run_artifact> items, const call_options& = {});
    awaitable<void> log_artifact_lineage(const run_artifact& item, const call_options& = {});

    /// One page of the run's items. GET /api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts. There is no upper limit.
    ///
    ///     auto models = co_await run.get_artifacts_lineage({.query = "kind:model"});
    awaitable<page<run_artifact>> get_artifacts_lineage(const lineage_list_options& = {});
    /// One page of the items of the project's runs. GET /api/v1/{owner}/{project}/runs/lineage/artifacts.
    ///
    ///     auto page = co_await run.get_runs_artifacts_lineage({.query = "kind:model", .limit = 100});
    awaitable<page<run_artifact>> get_runs_artifacts_lineage(const lineage_list_options& = {});

    /// An item of this kind for `path`, which need not be on this machine. POST …/lineage/artifacts. The summary gets `path`, and `hash`,
    /// the first 12 hex digits of an MD5: the given one, else that of `content`, else that of the file or folder at `path`, which is read for
    /// it piece by piece. The item's path is below the run's artifacts where `path` is (or says so by the run's uuid), else it is `path`
    /// made absolute. Names become tidy, as of log_inputs. A file that cannot be read is `invalid_argument`.
    ///
    ///     co_await run.log_artifact_ref("outputs/x.bin", "file", {.name = "x", .rel_path = "outputs/x.bin"});
    awaitable<void> log_artifact_ref(std::string_view path, std::string_view kind,
                                     const reference_options& = {});
    /// log_artifact_ref of kind `data`: an input, by its name. POST …/lineage/artifacts.
    ///
    ///     co_await run.log_data_ref("raw", {.path = "s3://bucket/raw"});
    awaitable<void> log_data_ref(std::string_view name, const data_reference_options& = {});
    /// log_artifact_ref of kind `file`.
    ///
    ///     co_await run.log_file_ref("outputs/report.txt");
    awaitable<void> log_file_ref(std::string_view path, const reference_options& = {});
    /// log_artifact_ref of kind `dir`.
    ///
    ///     co_await run.log_dir_ref("outputs/pictures");
    awaitable<void> log_dir_ref(std::string_view path, const reference_options& = {});
    /// log_artifact_ref of kind `model`, and once for a run meta_info `has_model`, by which the UI shows its tab (PATCH of the run).
    ///
    ///     co_await run.log_model_ref("outputs/net.pt", {.name = "net", .framework = "torch"});
    awaitable<void> log_model_ref(std::string_view path, const model_reference_options& = {});
    /// log_artifact_ref of kind `tensorboard` without a hash, then meta_info `has_tensorboard`; both once for a run.
    ///
    ///     co_await run.log_tensorboard_ref("outputs/tb");
    awaitable<void> log_tensorboard_ref(std::string_view path, const tensorboard_reference_options& = {});
    /// An item of kind `coderef` named after the commit; `reference` is an object with `commit`, `branch` and `url`. Without `commit` nothing is
    /// sent. The first form looks the reference up in the git repository that the working directory lies in, without its user and password.
    ///
    ///     co_await run.log_code_ref();
    awaitable<void> log_code_ref(const code_reference_options& = {});
    awaitable<void> log_code_ref(const json& reference, const code_reference_options& = {});

    /// Replaces the edges between this run and others. POST /api/v1/{owner}/{project}/runs/{uuid}/lineage/edges with
    /// `{"edges": [{"run", "is_upstream", "values"}]}`. None removes all. Offline: nothing.
    ///
    ///     co_await run.set_run_edges_lineage(edges);       // std::vector<run_edge> edges
    awaitable<void> set_run_edges_lineage(std::span<const run_edge> edges, const call_options& = {});

    /// The items as they were last refreshed (refresh_data with load_artifacts_lineage), loaded or, offline, logged: one of each name. Valid
    /// until the next awaited call.
    const std::vector<run_artifact>& artifacts_lineage() const;

 protected:
    run_lineage() = default;
};

}  // namespace polyaxon::v1
