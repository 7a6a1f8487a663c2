#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/group.hpp>
#include <polyaxon/resources/v0/group_status.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_group = resources::get<group, "/{username}/{project_name}/groups/{group_id}/">;
inline constexpr auto list_group_experiments =
    resources::get<page<experiment>, "/{username}/{project_name}/experiments/">;
inline constexpr auto update_group =
    resources::patch<group, "/{username}/{project_name}/groups/{group_id}/", json>;
inline constexpr auto delete_group =
    resources::del<response, "/{username}/{project_name}/groups/{group_id}/">;
inline constexpr auto get_group_statuses =
    resources::get<page<group_status>, "/{username}/{project_name}/groups/{group_id}/statuses/">;
inline constexpr auto create_group_status =
    resources::post<group_status, "/{username}/{project_name}/groups/{group_id}/statuses/", json>;
inline constexpr auto stop_group =
    resources::post<response, "/{username}/{project_name}/groups/{group_id}/stop/", json>;
inline constexpr auto start_group_tensorboard =
    resources::post<response, "/{username}/{project_name}/groups/{group_id}/tensorboard/start/", json>;
inline constexpr auto stop_group_tensorboard =
    resources::post<response, "/{username}/{project_name}/groups/{group_id}/tensorboard/stop/">;
inline constexpr auto bookmark_group =
    resources::post<response, "/{username}/{project_name}/groups/{group_id}/bookmark/">;
inline constexpr auto unbookmark_group =
    resources::del<response, "/{username}/{project_name}/groups/{group_id}/unbookmark/">;

inline constexpr resources::endpoint_row group_table[] = {
    resources::describe("experiment_group.get_experiment_group", get_group),
    resources::describe("experiment_group.list_experiments", list_group_experiments),
    resources::describe("experiment_group.update_experiment_group", update_group),
    resources::describe("experiment_group.delete_experiment_group", delete_group),
    resources::describe("experiment_group.get_statuses", get_group_statuses),
    resources::describe("experiment_group.create_status", create_group_status),
    resources::describe("experiment_group.stop", stop_group),
    resources::describe("experiment_group.start_tensorboard", start_group_tensorboard),
    resources::describe("experiment_group.stop_tensorboard", stop_group_tensorboard),
    resources::describe("experiment_group.bookmark", bookmark_group),
    resources::describe("experiment_group.unbookmark", unbookmark_group),
};

}  // namespace polyaxon::v0::rows
