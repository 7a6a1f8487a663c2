#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/project.hpp>
#include <polyaxon/resources/v1/projects_registry_api.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::v1 {

/// ProjectsV1: the projects of an owner, with the Python SDK's names. `projects()` of a client gives it; copying is cheap.
///
/// Every method copies its arguments before it returns. Errors are those of runs_api; `not_found` means no such project. Thread-safe.
/// projects_registry_api has the rest of the service: versions, archive, bookmarks, settings.
class projects_api : public projects_registry_api {
 public:
    explicit projects_api(std::shared_ptr<resources::core> core) : projects_registry_api(std::move(core)) {}

    /// Makes a project. POST /api/v1/{owner}/projects/create. A name that is taken or no slug is a `client_error` with the server's words.
    ///
    ///     auto made = co_await client.projects().create_project("acme", body);           // project_body body
    awaitable<project> create_project(std::string_view owner, const project_body&,
                                      const call_options& = {}) const;
    awaitable<project> create_project(std::string_view owner, const json& body,
                                      const call_options& = {}) const;

    /// The same for a team (commercial platform). POST /api/v1/{owner}/{team}/projects/create.
    ///
    ///     co_await client.projects().create_team_project("acme", "research", body);
    awaitable<project> create_team_project(std::string_view owner, std::string_view team, const project_body&,
                                           const call_options& = {}) const;
    awaitable<project> create_team_project(std::string_view owner, std::string_view team, const json& body,
                                           const call_options& = {}) const;

    /// One project. GET /api/v1/{owner}/{project}. `not_found` when there is none.
    ///
    ///     auto project = co_await client.projects().get_project("acme", "vision");
    awaitable<project> get_project(std::string_view owner, std::string_view project,
                                   const call_options& = {}) const;

    /// One page of an owner's projects, at most 100. GET /api/v1/{owner}/projects/list.
    ///
    ///     auto page = co_await client.projects().list_projects("acme", {.sort = "-updated_at"});
    awaitable<page<project>> list_projects(std::string_view owner, const list_options& = {}) const;

    /// All projects from `offset` on, by pages of `limit` (100 when unset), the next one asked for ahead. Errors as list_projects.
    ///
    ///     auto all = client.projects().iter_projects("acme");
    ///     while (auto project = co_await all.next()) std::cout << project->name.value_or("") << '\n';
    pager<project> iter_projects(std::string_view owner, const list_options& = {}) const;

    /// The same page with nothing but names. GET /api/v1/{owner}/projects/names.
    ///
    ///     auto names = co_await client.projects().list_project_names("acme");
    awaitable<page<project>> list_project_names(std::string_view owner, const list_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/{owner}/{project}. The answer is the whole project.
    ///
    ///     co_await client.projects().patch_project("acme", "vision", polyaxon::json::object().set("readme", "# Vision"));
    awaitable<project> patch_project(std::string_view owner, std::string_view project, const json& body,
                                     const call_options& = {}) const;
    awaitable<project> patch_project(std::string_view owner, std::string_view project, const project_body&,
                                     const call_options& = {}) const;

    /// Replaces a project. PUT /api/v1/{owner}/{project}.
    ///
    ///     co_await client.projects().update_project("acme", "vision", body);             // project_body with its name
    awaitable<project> update_project(std::string_view owner, std::string_view project, const json& body,
                                      const call_options& = {}) const;
    awaitable<project> update_project(std::string_view owner, std::string_view project, const project_body&,
                                      const call_options& = {}) const;

    /// Deletes a project with all its runs. DELETE /api/v1/{owner}/{project}.
    ///
    ///     co_await client.projects().delete_project("acme", "vision");
    awaitable<void> delete_project(std::string_view owner, std::string_view project,
                                   const call_options& = {}) const;
};

}  // namespace polyaxon::v1
