#pragma once
#include <polyaxon/resources/v0/client.hpp>
#include <polyaxon/resources/v0/tracking/tracker.hpp>

#include <initializer_list>
#include <span>

namespace polyaxon::v0::tracking {

/// An experiment that this program runs, or tells about.
///
///     asio::awaitable<void> train(polyaxon::v0::client client) {
///         tracking::experiment e(client, {.project = "adam/mnist"});
///         co_await e.create({.name = "first", .framework = "libtorch"});
///         e.log_params({{"lr", 0.1}, {"batch", 64}});
///         for (int step = 0; step < 1000; ++step) e.log_metrics({{"loss", 1.0 / (step + 1)}});
///         co_await e.end();
///     }
class experiment : public running_tracker {
 public:
    experiment() = default;  ///< of no use until one is moved into it
    explicit experiment(client owner, experiment_options options = {});

    /// Creates it: POST /{username}/{project_name}/experiments/. Then, in the background: the code it runs from (git is run and waited for, some
    /// milliseconds, at most 5 s), and, unless managed, the status "running" and heartbeats.
    /// `call.timeout` bounds opening and creating together. One object creates one run.
    /// Fails as of open(), as the server refuses it, and as `invalid_argument` for a body that cannot be sent, and for an object that has created
    /// a run already.
    ///
    ///     co_await e.create({.name = "first", .tags = "baseline, small"});
    awaitable<void> create(create_options options = {});
    /// The experiment with all its fields. GET; with POLYAXON_NO_OP or POLYAXON_IS_OFFLINE a default value. Fails as `not_found`.
    ///
    ///     auto now = co_await e.get_entity_data();
    awaitable<v0::experiment> get_entity_data(call_options options = {});

    /// Values of one moment. Sent in batches of up to 200, once a second; costs well under a microsecond. NaN and infinite values are left out, counted
    /// (end_result::refused) and told once.
    ///
    ///     e.log_metrics({{"loss", 0.02}, {"accuracy", 0.99}});
    void log_metrics(std::initializer_list<metric_value> metrics, log_metrics_options options = {});
    void log_metrics(std::span<const metric_value> metrics, log_metrics_options options = {});
    /// Adds parameters, or replaces all. PATCH. Throws `invalid_argument` for NaN and infinities.
    ///
    ///     e.log_params({{"lr", 0.1}, {"optimizer", "adam"}});
    void log_params(std::initializer_list<param> params, update_options options = {});
    void log_params(std::span<const param> params, update_options options = {});
    void log_params(const json& params, update_options options = {});
    /// Names what it learns from, by the beginning of a hash (MD5, POLYAXON_HASH_LENGTH digits) of `data`. PATCH {"data_refs"}.
    ///
    ///     e.log_data_ref(bytes, {.data_name = "train"});
    void log_data_ref(std::string_view data, log_data_ref_options options = {});
    /// PATCH {"backend"}.
    ///
    ///     e.log_backend("mpi");
    void log_backend(std::string_view backend);
    /// PATCH {"framework"}.
    ///
    ///     e.log_framework("libtorch");
    void log_framework(std::string_view framework);
    /// Tells where it runs. PATCH {"run_env"}. The command line goes with it: keep secrets out of that.
    ///
    ///     e.log_run_env();
    void log_run_env();
    /// The build whose image it runs. PATCH {"build_id"}.
    ///
    ///     e.log_build(3);
    void log_build(polyaxon::id build_id);

    /// Where outputs go: a local folder. Throws `invalid_argument` for an empty path.
    ///
    ///     e.set_outputs_store("/data/outputs");
    void set_outputs_store(std::string_view outputs_path);
    /// Outputs that lie below a local store are there already: nothing is done. Throw `invalid_argument` without a store, and for one that is not
    /// local.
    ///
    ///     e.log_artifact("model.pt");
    void log_artifact(std::string_view file_path);
    void log_artifacts(std::string_view dir_path);
    void log_output(std::string_view file_path) { log_artifact(file_path); }
    void log_outputs(std::string_view dirname) { log_artifacts(dirname); }
    /// {base}/{user}/{project}/{id}, with the group before the id in a group; what the platform says in a managed run.
    ///
    ///     const std::filesystem::path folder = e.get_outputs_path().value_or("outputs");
    std::optional<std::string> get_outputs_path() const;

    std::optional<std::string> experiment_id() const { return id(); }
    std::optional<std::string> group_id() const;
};

}  // namespace polyaxon::v0::tracking
