#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/code_reference.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/metric.hpp>
#include <polyaxon/resources/v0/status.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto list_all_experiments = resources::get<page<experiment>, "/experiments/">;
inline constexpr auto get_experiment =
    resources::get<experiment, "/{username}/{project_name}/experiments/{experiment_id}/">;
inline constexpr auto update_experiment =
    resources::patch<experiment, "/{username}/{project_name}/experiments/{experiment_id}/">;
inline constexpr auto delete_experiment =
    resources::del<response, "/{username}/{project_name}/experiments/{experiment_id}/">;
inline constexpr auto get_experiment_statuses =
    resources::get<page<experiment_status>,
                   "/{username}/{project_name}/experiments/{experiment_id}/statuses/">;
inline constexpr auto create_experiment_status =
    resources::post<experiment_status, "/{username}/{project_name}/experiments/{experiment_id}/statuses/">;
inline constexpr auto get_experiment_code_reference =
    resources::get<code_reference, "/{username}/{project_name}/experiments/{experiment_id}/coderef/">;
inline constexpr auto create_experiment_code_reference =
    resources::post<code_reference, "/{username}/{project_name}/experiments/{experiment_id}/coderef/">;
inline constexpr auto get_experiment_metrics =
    resources::get<page<experiment_metric>,
                   "/{username}/{project_name}/experiments/{experiment_id}/metrics/">;
inline constexpr auto create_experiment_metric =
    resources::post<experiment_metric, "/{username}/{project_name}/experiments/{experiment_id}/metrics/">;
inline constexpr auto send_experiment_logs =
    resources::post<response, "/{username}/{project_name}/experiments/{experiment_id}/logs/">;
inline constexpr auto list_experiment_jobs =
    resources::get<page<experiment_job>, "/{username}/{project_name}/experiments/{experiment_id}/jobs/">;
inline constexpr auto restart_experiment =
    resources::post<experiment, "/{username}/{project_name}/experiments/{experiment_id}/restart/">;
inline constexpr auto resume_experiment =
    resources::post<experiment, "/{username}/{project_name}/experiments/{experiment_id}/resume/">;
inline constexpr auto copy_experiment =
    resources::post<experiment, "/{username}/{project_name}/experiments/{experiment_id}/copy/">;
inline constexpr auto stop_experiment =
    resources::post<response, "/{username}/{project_name}/experiments/{experiment_id}/stop/">;
inline constexpr auto watch_experiment_resources =
    resources::get<resources::none, "/{username}/{project_name}/experiments/{experiment_id}/resources/">;
inline constexpr auto watch_experiment_logs =
    resources::get<resources::none, "/{username}/{project_name}/experiments/{experiment_id}/logs/stream/">;
inline constexpr auto get_experiment_logs =
    resources::get<response, "/{username}/{project_name}/experiments/{experiment_id}/logs/">;
inline constexpr auto start_experiment_tensorboard =
    resources::post<response, "/{username}/{project_name}/experiments/{experiment_id}/tensorboard/start/">;
inline constexpr auto stop_experiment_tensorboard =
    resources::post<response, "/{username}/{project_name}/experiments/{experiment_id}/tensorboard/stop/">;
inline constexpr auto bookmark_experiment =
    resources::post<response, "/{username}/{project_name}/experiments/{experiment_id}/bookmark/">;
inline constexpr auto unbookmark_experiment =
    resources::del<response, "/{username}/{project_name}/experiments/{experiment_id}/unbookmark/">;
inline constexpr auto download_experiment_outputs =
    resources::get<resources::none,
                   "/{username}/{project_name}/experiments/{experiment_id}/outputs/download/">;
inline constexpr auto beat_experiment =
    resources::post<resources::none, "/{username}/{project_name}/experiments/{experiment_id}/_heartbeat/">;

inline constexpr resources::endpoint_row experiment_table[] = {
    resources::describe("experiment.list_experiments", list_all_experiments),
    resources::describe("experiment.get_experiment", get_experiment),
    resources::describe("experiment.update_experiment", update_experiment),
    resources::describe("experiment.delete_experiment", delete_experiment),
    resources::describe("experiment.get_statuses", get_experiment_statuses),
    resources::describe("experiment.create_status", create_experiment_status),
    resources::describe("experiment.get_code_reference", get_experiment_code_reference),
    resources::describe("experiment.create_code_reference", create_experiment_code_reference),
    resources::describe("experiment.get_metrics", get_experiment_metrics),
    resources::describe("experiment.create_metric", create_experiment_metric),
    resources::describe("experiment.send_logs", send_experiment_logs),
    resources::describe("experiment.list_jobs", list_experiment_jobs),
    resources::describe("experiment.restart", restart_experiment),
    resources::describe("experiment.resume", resume_experiment),
    resources::describe("experiment.copy", copy_experiment),
    resources::describe("experiment.stop", stop_experiment),
    resources::describe("experiment.resources", watch_experiment_resources),
    resources::describe("experiment.logs", watch_experiment_logs),
    resources::describe("experiment.start_tensorboard", start_experiment_tensorboard),
    resources::describe("experiment.stop_tensorboard", stop_experiment_tensorboard),
    resources::describe("experiment.bookmark", bookmark_experiment),
    resources::describe("experiment.unbookmark", unbookmark_experiment),
    resources::describe("experiment.download_outputs", download_experiment_outputs),
    resources::describe("experiment.get_heartbeat_url", beat_experiment),
};

}  // namespace polyaxon::v0::rows
