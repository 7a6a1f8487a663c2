#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/context/system.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

// What the platform tells a run by its environment. All but get_base_outputs_path need a managed run or POLYAXON_IN_CLUSTER, and fail as
// `context` elsewhere; with POLYAXON_NO_OP each gives nothing. A variable that is unset or no JSON gives null, with a line on standard error.
// Settings and variables are read anew by each call; no request is sent. `on` is another machine, for tests.

namespace polyaxon::v0::tracking {

/// Addresses of a distributed run, by role: POLYAXON_CLUSTER.
///
///     for (const auto& [role, hosts] : tracking::get_cluster_def().items()) std::cout << role << ' ' << hosts.size() << '\n';
json get_cluster_def(const context::system& on = *context::real_system());
/// Role and index of this process: POLYAXON_TASK_INFO.
///
///     const auto index = tracking::get_task_info().value_or("index", 0);
json get_task_info(const context::system& on = *context::real_system());
/// What the run was started with: POLYAXON_PARAMS.
///
///     const double lr = tracking::get_params().value_or("lr", 0.1);
json get_params(const context::system& on = *context::real_system());
/// The old name of get_params.
json get_declarations(const context::system& on = *context::real_system());
/// Names and uuids of project, group and experiment: POLYAXON_EXPERIMENT_INFO.
///
///     const auto name = tracking::get_experiment_info().value_or("experiment_name", "");
json get_experiment_info(const context::system& on = *context::real_system());
/// The same of a job or build: POLYAXON_JOB_INFO.
///
///     const auto name = tracking::get_job_info().value_or("job_name", "");
json get_job_info(const context::system& on = *context::real_system());
/// Folders of data by name: POLYAXON_RUN_DATA_PATHS.
///
///     const auto folder = tracking::get_data_paths().at("train").as<std::string>();
json get_data_paths(const context::system& on = *context::real_system());
/// Outputs of the jobs and experiments that this run refers to: POLYAXON_REFS_OUTPUTS_PATHS.
///
///     const auto experiments = tracking::get_outputs_refs_paths().at("experiments");
json get_outputs_refs_paths(const context::system& on = *context::real_system());
/// Where the run's outputs go: POLYAXON_RUN_OUTPUTS_PATH.
///
///     const std::filesystem::path folder = tracking::get_outputs_path().value_or("outputs");
std::optional<std::string> get_outputs_path(const context::system& on = *context::real_system());
/// POLYAXON_LOG_LEVEL as it is: "DEBUG".
///
///     if (tracking::get_log_level() == "DEBUG") verbose = true;
std::optional<std::string> get_log_level(const context::system& on = *context::real_system());
/// The folder above all outputs: POLYAXON_BASE_OUTPUTS_PATH. Needs no platform.
///
///     const auto base = tracking::get_base_outputs_path();
std::optional<std::string> get_base_outputs_path(const context::system& on = *context::real_system());

struct tf_config_options {
    std::string_view envvar =
        "TF_CONFIG";  ///< where the text is put for children and TensorFlow; empty: nowhere
};
static_assert(std::is_trivially_destructible_v<tf_config_options>);

/// {"cluster", "task", "model_dir", "environment": "cloud"}, also put into the environment of this process: no other thread may read or
/// change the environment meanwhile.
///
///     tracking::get_tf_config();
json get_tf_config(tf_config_options options = {}, const context::system& on = *context::real_system());

}  // namespace polyaxon::v0::tracking
