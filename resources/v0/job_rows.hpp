#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/code_reference.hpp>
#include <polyaxon/resources/v0/job.hpp>
#include <polyaxon/resources/v0/status.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_job = resources::get<job, "/{username}/{project_name}/jobs/{job_id}/">;
inline constexpr auto update_job = resources::patch<job, "/{username}/{project_name}/jobs/{job_id}/">;
inline constexpr auto delete_job = resources::del<response, "/{username}/{project_name}/jobs/{job_id}/">;
inline constexpr auto get_job_statuses =
    resources::get<page<job_status>, "/{username}/{project_name}/jobs/{job_id}/statuses/">;
inline constexpr auto create_job_status =
    resources::post<job_status, "/{username}/{project_name}/jobs/{job_id}/statuses/">;
inline constexpr auto get_job_code_reference =
    resources::get<code_reference, "/{username}/{project_name}/jobs/{job_id}/coderef/">;
inline constexpr auto create_job_code_reference =
    resources::post<code_reference, "/{username}/{project_name}/jobs/{job_id}/coderef/">;
inline constexpr auto send_job_logs =
    resources::post<response, "/{username}/{project_name}/jobs/{job_id}/logs/">;
inline constexpr auto restart_job = resources::post<job, "/{username}/{project_name}/jobs/{job_id}/restart/">;
inline constexpr auto resume_job = resources::post<job, "/{username}/{project_name}/jobs/{job_id}/resume/">;
inline constexpr auto copy_job = resources::post<job, "/{username}/{project_name}/jobs/{job_id}/copy/">;
inline constexpr auto stop_job = resources::post<response, "/{username}/{project_name}/jobs/{job_id}/stop/">;
inline constexpr auto watch_job_resources =
    resources::get<resources::none, "/{username}/{project_name}/jobs/{job_id}/resources/">;
inline constexpr auto watch_job_logs =
    resources::get<resources::none, "/{username}/{project_name}/jobs/{job_id}/logs/stream/">;
inline constexpr auto get_job_logs =
    resources::get<response, "/{username}/{project_name}/jobs/{job_id}/logs/">;
inline constexpr auto bookmark_job =
    resources::post<response, "/{username}/{project_name}/jobs/{job_id}/bookmark/">;
inline constexpr auto unbookmark_job =
    resources::del<response, "/{username}/{project_name}/jobs/{job_id}/unbookmark/">;
inline constexpr auto download_job_outputs =
    resources::get<resources::none, "/{username}/{project_name}/jobs/{job_id}/outputs/download/">;
inline constexpr auto beat_job =
    resources::post<resources::none, "/{username}/{project_name}/jobs/{job_id}/_heartbeat/">;

inline constexpr resources::endpoint_row job_table[] = {
    resources::describe("job.get_job", get_job),
    resources::describe("job.update_job", update_job),
    resources::describe("job.delete_job", delete_job),
    resources::describe("job.get_statuses", get_job_statuses),
    resources::describe("job.create_status", create_job_status),
    resources::describe("job.get_code_reference", get_job_code_reference),
    resources::describe("job.create_code_reference", create_job_code_reference),
    resources::describe("job.send_logs", send_job_logs),
    resources::describe("job.restart", restart_job),
    resources::describe("job.resume", resume_job),
    resources::describe("job.copy", copy_job),
    resources::describe("job.stop", stop_job),
    resources::describe("job.resources", watch_job_resources),
    resources::describe("job.logs", watch_job_logs),
    resources::describe("job.bookmark", bookmark_job),
    resources::describe("job.unbookmark", unbookmark_job),
    resources::describe("job.download_outputs", download_job_outputs),
    resources::describe("job.get_heartbeat_url", beat_job),
};

}  // namespace polyaxon::v0::rows
