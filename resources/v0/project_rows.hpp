#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/build_job.hpp>
#include <polyaxon/resources/v0/job.hpp>
#include <polyaxon/resources/v0/project.hpp>
#include <polyaxon/resources/v0/tensorboard_job.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto list_projects = resources::get<page<project>, "/{username}/">;
inline constexpr auto get_project = resources::get<project, "/{username}/{project_name}/">;
inline constexpr auto create_project = resources::post<project, "/projects/", project>;
inline constexpr auto update_project = resources::patch<project, "/{username}/{project_name}/", json>;
inline constexpr auto delete_project = resources::del<response, "/{username}/{project_name}/">;
inline constexpr auto enable_ci = resources::post<response, "/{username}/{project_name}/ci/", json>;
inline constexpr auto disable_ci = resources::del<response, "/{username}/{project_name}/ci/">;
inline constexpr auto set_repo = resources::post<response, "/{username}/{project_name}/repo/external/", json>;
inline constexpr auto sync_repo = resources::post<response, "/{username}/{project_name}/repo/sync/">;
inline constexpr auto upload_repo = resources::put<response, "/{username}/{project_name}/repo/upload/">;
inline constexpr auto download_repo = resources::get<response, "/{username}/{project_name}/repo/download/">;
inline constexpr auto list_experiment_groups =
    resources::get<page<group>, "/{username}/{project_name}/groups/">;
inline constexpr auto create_experiment_group =
    resources::post<group, "/{username}/{project_name}/groups/", group>;
inline constexpr auto list_experiments =
    resources::get<page<experiment>, "/{username}/{project_name}/experiments/">;
inline constexpr auto create_experiment =
    resources::post<experiment, "/{username}/{project_name}/experiments/", experiment>;
inline constexpr auto list_jobs = resources::get<page<job>, "/{username}/{project_name}/jobs/">;
inline constexpr auto create_job = resources::post<job, "/{username}/{project_name}/jobs/", job>;
inline constexpr auto list_builds = resources::get<page<build_job>, "/{username}/{project_name}/builds/">;
inline constexpr auto invalidate_builds =
    resources::post<response, "/{username}/{project_name}/builds/invalidate/">;
inline constexpr auto create_build =
    resources::post<build_job, "/{username}/{project_name}/builds/", build_job>;
inline constexpr auto list_tensorboards =
    resources::get<page<tensorboard_job>, "/{username}/{project_name}/tensorboards/">;
inline constexpr auto start_project_tensorboard =
    resources::post<response, "/{username}/{project_name}/tensorboard/start/", json>;
inline constexpr auto stop_project_tensorboard =
    resources::post<response, "/{username}/{project_name}/tensorboard/stop/">;
inline constexpr auto start_notebook =
    resources::post<response, "/{username}/{project_name}/notebook/start/", json>;
inline constexpr auto stop_notebook =
    resources::post<response, "/{username}/{project_name}/notebook/stop/", json>;
inline constexpr auto bookmark_project = resources::post<response, "/{username}/{project_name}/bookmark/">;
inline constexpr auto unbookmark_project = resources::del<response, "/{username}/{project_name}/unbookmark/">;

inline constexpr resources::endpoint_row project_table[] = {
    resources::describe("project.list_projects", list_projects),
    resources::describe("project.get_project", get_project),
    resources::describe("project.create_project", create_project),
    resources::describe("project.update_project", update_project),
    resources::describe("project.delete_project", delete_project),
    resources::describe("project.enable_ci", enable_ci),
    resources::describe("project.disable_ci", disable_ci),
    resources::describe("project.set_repo", set_repo),
    resources::describe("project.sync_repo", sync_repo),
    resources::describe("project.upload_repo", upload_repo),
    resources::describe("project.download_repo", download_repo),
    resources::describe("project.list_experiment_groups", list_experiment_groups),
    resources::describe("project.create_experiment_group", create_experiment_group),
    resources::describe("project.list_experiments", list_experiments),
    resources::describe("project.create_experiment", create_experiment),
    resources::describe("project.list_jobs", list_jobs),
    resources::describe("project.create_job", create_job),
    resources::describe("project.list_builds", list_builds),
    resources::describe("project.invalidate_builds", invalidate_builds),
    resources::describe("project.create_build", create_build),
    resources::describe("project.list_tensorboards", list_tensorboards),
    resources::describe("project.start_tensorboard", start_project_tensorboard),
    resources::describe("project.stop_tensorboard", stop_project_tensorboard),
    resources::describe("project.start_notebook", start_notebook),
    resources::describe("project.stop_notebook", stop_notebook),
    resources::describe("project.bookmark", bookmark_project),
    resources::describe("project.unbookmark", unbookmark_project),
};

}  // namespace polyaxon::v0::rows
