#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v0/project.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto list_projects = resources::get<page<project>, "/{username}/">;
inline constexpr auto get_project = resources::get<project, "/{username}/{project_name}/">;
inline constexpr auto list_experiments =
    resources::get<page<experiment>, "/{username}/{project_name}/experiments/">;

inline constexpr resources::endpoint_row project_table[] = {
    resources::describe("project.list_projects", list_projects),
    resources::describe("project.get_project", get_project),
    resources::describe("project.list_experiments", list_experiments),
};

}  // namespace polyaxon::v0::rows
