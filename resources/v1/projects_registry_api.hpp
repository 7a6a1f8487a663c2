#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/project.hpp>
#include <polyaxon/resources/v1/project_version.hpp>
#include <polyaxon/resources/v1/service_handle.hpp>
#include <polyaxon/resources/v1/service_options.hpp>

#include <string_view>

namespace polyaxon::v1 {

/// The registry of versions, and what the server keeps about a project beside its data. A part of projects_api, which says what holds for
/// all of them.
class projects_registry_api : public service_handle {
 public:
    /// One page of the versions of a kind: component, model or artifact. GET /api/v1/{owner}/{entity}/versions/{kind}.
    ///
    ///     auto page = co_await client.projects().list_versions("acme", "vision", "model");
    awaitable<page<project_version>> list_versions(std::string_view owner, std::string_view project,
                                                   std::string_view kind, const list_options& = {}) const;

    /// The same page with nothing but names. GET /api/v1/{owner}/{entity}/versions/{kind}/names.
    ///
    ///     auto page = co_await client.projects().list_version_names("acme", "vision", "model");
    awaitable<page<project_version>> list_version_names(std::string_view owner, std::string_view project,
                                                        std::string_view kind,
                                                        const list_options& = {}) const;

    /// One version. GET /api/v1/{owner}/{entity}/versions/{kind}/{name}.
    ///
    ///     auto it = co_await client.projects().get_version("acme", "vision", "model", "v2");
    awaitable<project_version> get_version(std::string_view owner, std::string_view project,
                                           std::string_view kind, std::string_view version,
                                           const call_options& = {}) const;

    /// Makes a version. POST /api/v1/{owner}/{project}/versions/{version.kind}.
    ///
    ///     auto it = co_await client.projects().create_version("acme", "vision", "model", body);
    awaitable<project_version> create_version(std::string_view owner, std::string_view project,
                                              std::string_view kind, const project_version_body& body,
                                              const call_options& = {}) const;
    awaitable<project_version> create_version(std::string_view owner, std::string_view project,
                                              std::string_view kind, const json& body,
                                              const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/{owner}/{project}/versions/{version.kind}/{version.name}.
    ///
    ///     auto it = co_await client.projects().patch_version("acme", "vision", "model", "v2", body);
    awaitable<project_version> patch_version(std::string_view owner, std::string_view project,
                                             std::string_view kind, std::string_view version,
                                             const project_version_body& body,
                                             const call_options& = {}) const;
    awaitable<project_version> patch_version(std::string_view owner, std::string_view project,
                                             std::string_view kind, std::string_view version,
                                             const json& body, const call_options& = {}) const;

    /// Replaces a version. PUT /api/v1/{owner}/{project}/versions/{version.kind}/{version.name}.
    ///
    ///     auto it = co_await client.projects().update_version("acme", "vision", "model", "v2", body);
    awaitable<project_version> update_version(std::string_view owner, std::string_view project,
                                              std::string_view kind, std::string_view version,
                                              const project_version_body& body,
                                              const call_options& = {}) const;
    awaitable<project_version> update_version(std::string_view owner, std::string_view project,
                                              std::string_view kind, std::string_view version,
                                              const json& body, const call_options& = {}) const;

    /// Deletes a version. DELETE /api/v1/{owner}/{entity}/versions/{kind}/{name}.
    ///
    ///     co_await client.projects().delete_version("acme", "vision", "model", "v2");
    awaitable<void> delete_version(std::string_view owner, std::string_view project, std::string_view kind,
                                   std::string_view version, const call_options& = {}) const;

    /// The stage of a version and its conditions, oldest first. GET /api/v1/{owner}/{entity}/versions/{kind}/{name}/stages.
    ///
    ///     auto it = co_await client.projects().get_version_stages("acme", "vision", "model", "v2");
    awaitable<version_stages> get_version_stages(std::string_view owner, std::string_view project,
                                                 std::string_view kind, std::string_view version,
                                                 const call_options& = {}) const;

    /// Adds a stage: `{"condition": {"type": "staging", …}}`. POST /api/v1/{owner}/{entity}/versions/{kind}/{name}/stages.
    ///
    ///     auto it = co_await client.projects().create_version_stage("acme", "vision", "model", "v2", body);
    awaitable<version_stages> create_version_stage(std::string_view owner, std::string_view project,
                                                   std::string_view kind, std::string_view version,
                                                   const json& body, const call_options& = {}) const;

    /// Moves a version to another project of the owner: `{"project"}`. POST
    /// /api/v1/{owner}/{project}/versions/{version.kind}/{version.name}/transfer.
    ///
    ///     co_await client.projects().transfer_version("acme", "vision", "model", "v2", body);
    awaitable<void> transfer_version(std::string_view owner, std::string_view project, std::string_view kind,
                                     std::string_view version, const json& body,
                                     const call_options& = {}) const;

    /// Archives a project. POST /api/v1/{owner}/{name}/archive.
    ///
    ///     co_await client.projects().archive_project("acme", "vision");
    awaitable<void> archive_project(std::string_view owner, std::string_view project,
                                    const call_options& = {}) const;

    /// Brings an archived project back. POST /api/v1/{owner}/{name}/restore.
    ///
    ///     co_await client.projects().restore_project("acme", "vision");
    awaitable<void> restore_project(std::string_view owner, std::string_view project,
                                    const call_options& = {}) const;

    /// Bookmarks a project. POST /api/v1/{owner}/{name}/bookmark.
    ///
    ///     co_await client.projects().bookmark_project("acme", "vision");
    awaitable<void> bookmark_project(std::string_view owner, std::string_view project,
                                     const call_options& = {}) const;

    /// Takes a bookmark back. DELETE /api/v1/{owner}/{name}/unbookmark.
    ///
    ///     co_await client.projects().unbookmark_project("acme", "vision");
    awaitable<void> unbookmark_project(std::string_view owner, std::string_view project,
                                       const call_options& = {}) const;

    /// Counts over a project. The community edition lets only its own UI in (403). GET /api/v1/{owner}/{name}/stats.
    ///
    ///     auto it = co_await client.projects().get_project_stats("acme", "vision");
    awaitable<json> get_project_stats(std::string_view owner, std::string_view project,
                                      const stats_options& = {}) const;

    /// The settings of a project (commercial platform). GET /api/v1/{owner}/{name}/settings.
    ///
    ///     auto it = co_await client.projects().get_project_settings("acme", "vision");
    awaitable<json> get_project_settings(std::string_view owner, std::string_view project,
                                         const call_options& = {}) const;

    /// Changes the settings that are sent (commercial platform). PATCH /api/v1/{owner}/{project}/settings.
    ///
    ///     auto it = co_await client.projects().patch_project_settings("acme", "vision", body);
    awaitable<json> patch_project_settings(std::string_view owner, std::string_view project, const json& body,
                                           const call_options& = {}) const;

    /// Replaces the settings (commercial platform). PUT /api/v1/{owner}/{project}/settings.
    ///
    ///     auto it = co_await client.projects().update_project_settings("acme", "vision", body);
    awaitable<json> update_project_settings(std::string_view owner, std::string_view project,
                                            const json& body, const call_options& = {}) const;

    /// One page of what was done in a project (commercial platform). GET /api/v1/{owner}/{name}/activities.
    ///
    ///     auto page = co_await client.projects().get_project_activities("acme", "vision");
    awaitable<page<json>> get_project_activities(std::string_view owner, std::string_view project,
                                                 const list_options& = {}) const;

    /// Lets pushes to the repository of a project run it (commercial platform). POST /api/v1/{owner}/{name}/ci.
    ///
    ///     co_await client.projects().enable_project_ci("acme", "vision");
    awaitable<void> enable_project_ci(std::string_view owner, std::string_view project,
                                      const call_options& = {}) const;

    /// Ends that (commercial platform). DELETE /api/v1/{owner}/{name}/ci.
    ///
    ///     co_await client.projects().disable_project_ci("acme", "vision");
    awaitable<void> disable_project_ci(std::string_view owner, std::string_view project,
                                       const call_options& = {}) const;

    /// One page of a user's archived projects (commercial platform). GET /api/v1/archives/{user}/projects.
    ///
    ///     auto page = co_await client.projects().list_archived_projects("ada");
    awaitable<page<project>> list_archived_projects(std::string_view user, const list_options& = {}) const;

    /// One page of a user's bookmarks (commercial platform). GET /api/v1/bookmarks/{user}/projects.
    ///
    ///     auto page = co_await client.projects().list_bookmarked_projects("ada");
    awaitable<page<json>> list_bookmarked_projects(std::string_view user, const list_options& = {}) const;

 protected:
    using service_handle::service_handle;
};

}  // namespace polyaxon::v1
