#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/build_job.hpp>
#include <polyaxon/resources/v0/code_reference.hpp>
#include <polyaxon/resources/v0/status.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_build_job =
    resources::get<build_job, "/{username}/{project_name}/builds/{job_id}/">;
inline constexpr auto update_build_job =
    resources::patch<build_job, "/{username}/{project_name}/builds/{job_id}/">;
inline constexpr auto delete_build_job =
    resources::del<response, "/{username}/{project_name}/builds/{job_id}/">;
inline constexpr auto get_build_job_statuses =
    resources::get<page<job_status>, "/{username}/{project_name}/builds/{job_id}/statuses/">;
inline constexpr auto create_build_job_status =
    resources::post<job_status, "/{username}/{project_name}/builds/{job_id}/statuses/">;
inline constexpr auto get_build_job_code_reference =
    resources::get<code_reference, "/{username}/{project_name}/builds/{job_id}/coderef/">;
inline constexpr auto create_build_job_code_reference =
    resources::post<code_reference, "/{username}/{project_name}/builds/{job_id}/coderef/">;
inline constexpr auto send_build_job_logs =
    resources::post<response, "/{username}/{project_name}/builds/{job_id}/logs/">;
inline constexpr auto invalidate_build_job =
    resources::post<response, "/{username}/{project_name}/builds/{job_id}/invalidate/">;
inline constexpr auto stop_build_job =
    resources::post<response, "/{username}/{project_name}/builds/{job_id}/stop/">;
inline constexpr auto watch_build_job_resources =
    resources::get<resources::none, "/{username}/{project_name}/builds/{job_id}/resources/">;
inline constexpr auto watch_build_job_logs =
    resources::get<resources::none, "/{username}/{project_name}/builds/{job_id}/logs/stream/">;
inline constexpr auto get_build_job_logs =
    resources::get<response, "/{username}/{project_name}/builds/{job_id}/logs/">;
inline constexpr auto bookmark_build_job =
    resources::post<response, "/{username}/{project_name}/builds/{job_id}/bookmark/">;
inline constexpr auto unbookmark_build_job =
    resources::del<response, "/{username}/{project_name}/builds/{job_id}/unbookmark/">;
inline constexpr auto beat_build_job =
    resources::post<resources::none, "/{username}/{project_name}/builds/{job_id}/_heartbeat/">;

inline constexpr resources::endpoint_row build_job_table[] = {
    resources::describe("build_job.get_build", get_build_job),
    resources::describe("build_job.update_build", update_build_job),
    resources::describe("build_job.delete_build", delete_build_job),
    resources::describe("build_job.get_statuses", get_build_job_statuses),
    resources::describe("build_job.create_status", create_build_job_status),
    resources::describe("build_job.get_code_reference", get_build_job_code_reference),
    resources::describe("build_job.create_code_reference", create_build_job_code_reference),
    resources::describe("build_job.send_logs", send_build_job_logs),
    resources::describe("build_job.invalidate", invalidate_build_job),
    resources::describe("build_job.stop", stop_build_job),
    resources::describe("build_job.resources", watch_build_job_resources),
    resources::describe("build_job.logs", watch_build_job_logs),
    resources::describe("build_job.bookmark", bookmark_build_job),
    resources::describe("build_job.unbookmark", unbookmark_build_job),
    resources::describe("build_job.get_heartbeat_url", beat_build_job),
};

}  // namespace polyaxon::v0::rows
