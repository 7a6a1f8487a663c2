#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/experiment_job.hpp>
#include <polyaxon/resources/v0/status.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_experiment_job =
    resources::get<experiment_job, "/{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/">;
inline constexpr auto get_experiment_job_statuses =
    resources::get<page<experiment_job_status>,
                   "/{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/statuses/">;
inline constexpr auto watch_experiment_job_resources =
    resources::get<resources::none,
                   "/{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/resources/">;
inline constexpr auto watch_experiment_job_logs =
    resources::get<resources::none,
                   "/{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/logs/stream/">;
inline constexpr auto get_experiment_job_logs =
    resources::get<response, "/{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/logs/">;

inline constexpr resources::endpoint_row experiment_job_table[] = {
    resources::describe("experiment_job.get_job", get_experiment_job),
    resources::describe("experiment_job.get_statuses", get_experiment_job_statuses),
    resources::describe("experiment_job.resources", watch_experiment_job_resources),
    resources::describe("experiment_job.logs", watch_experiment_job_logs),
};

}  // namespace polyaxon::v0::rows
