#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/run.hpp>

// RunsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_runs = get<page<run>, "/api/v1/{owner}/{name}/runs">;
inline constexpr auto create_run = post<run, "/api/v1/{owner}/{project}/runs", operation_body>;
inline constexpr auto get_run = get<run, "/api/v1/{owner}/{entity}/runs/{uuid}">;
inline constexpr auto patch_run = patch<run, "/api/v1/{owner}/{project}/runs/{run.uuid}", run_body>;
inline constexpr auto update_run = put<run, "/api/v1/{owner}/{project}/runs/{run.uuid}", run_body>;
inline constexpr auto delete_run = del<none, "/api/v1/{owner}/{entity}/runs/{uuid}">;
inline constexpr auto get_run_statuses = get<status, "/api/v1/{owner}/{entity}/runs/{uuid}/statuses">;
inline constexpr auto create_run_status =
    post<status, "/api/v1/{owner}/{project}/runs/{uuid}/statuses", status_condition_body>;
inline constexpr auto stop_run = post<none, "/api/v1/{owner}/{entity}/runs/{uuid}/stop">;
inline constexpr auto approve_run = post<none, "/api/v1/{owner}/{entity}/runs/{uuid}/approve">;
inline constexpr auto skip_run = post<none, "/api/v1/{owner}/{entity}/runs/{uuid}/skip">;
inline constexpr auto invalidate_run = post<none, "/api/v1/{owner}/{entity}/runs/{uuid}/invalidate">;
inline constexpr auto restart_run = post<run, "/api/v1/{owner}/{project}/runs/{run.uuid}/restart", run_body>;
inline constexpr auto resume_run = post<run, "/api/v1/{owner}/{project}/runs/{run.uuid}/resume", run_body>;
inline constexpr auto copy_run = post<run, "/api/v1/{owner}/{project}/runs/{run.uuid}/copy", run_body>;
inline constexpr auto transfer_run =
    post<none, "/api/v1/{owner}/{project}/runs/{run.uuid}/transfer", run_body>;

/// Of OrganizationsV1, for run_client::list over all projects.
inline constexpr auto get_organization_runs = get<page<run>, "/api/v1/orgs/{owner}/runs">;

}  // namespace polyaxon::v1::rows
