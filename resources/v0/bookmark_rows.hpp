#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v0/bookmark.hpp>
#include <polyaxon/resources/v0/build_job.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/group.hpp>
#include <polyaxon/resources/v0/job.hpp>
#include <polyaxon/resources/v0/project.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto bookmarked_builds =
    resources::get<page<bookmarked<build_job>>, "/bookmarks/{username}/builds/">;
inline constexpr auto bookmarked_jobs = resources::get<page<bookmarked<job>>, "/bookmarks/{username}/jobs/">;
inline constexpr auto bookmarked_experiments =
    resources::get<page<bookmarked<experiment>>, "/bookmarks/{username}/experiments/">;
inline constexpr auto bookmarked_groups =
    resources::get<page<bookmarked<group>>, "/bookmarks/{username}/groups/">;
inline constexpr auto bookmarked_projects =
    resources::get<page<bookmarked<project>>, "/bookmarks/{username}/projects/">;

inline constexpr resources::endpoint_row bookmark_table[] = {
    resources::describe("bookmark.builds", bookmarked_builds),
    resources::describe("bookmark.jobs", bookmarked_jobs),
    resources::describe("bookmark.experiments", bookmarked_experiments),
    resources::describe("bookmark.groups", bookmarked_groups),
    resources::describe("bookmark.projects", bookmarked_projects),
};

}  // namespace polyaxon::v0::rows
