#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// ProjectDashboardsV1: the dashboards of a project, with the Python SDK's names. `project_dashboards()` of a client gives it; copying is
/// cheap. The commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a
/// struct are `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class project_dashboards_api {
 public:
    explicit project_dashboards_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// Deletes the project dashboard. DELETE /api/v1/{owner}/{entity}/dashboards/{uuid}.
    ///
    ///     co_await client.project_dashboards().delete_project_dashboard("acme", "vision", uuid);
    awaitable<void> delete_project_dashboard(std::string_view owner, std::string_view project,
                                             std::string_view uuid, const call_options& = {}) const;

    /// One project dashboard. GET /api/v1/{owner}/{entity}/dashboards/{uuid}.
    ///
    ///     auto it = co_await client.project_dashboards().get_project_dashboard("acme", "vision", uuid);
    awaitable<json> get_project_dashboard(std::string_view owner, std::string_view project,
                                          std::string_view uuid, const call_options& = {}) const;

    /// Makes the dashboard one of the organization's. POST /api/v1/{owner}/{entity}/dashboards/{uuid}/promote.
    ///
    ///     co_await client.project_dashboards().promote_project_dashboard("acme", "vision", uuid);
    awaitable<void> promote_project_dashboard(std::string_view owner, std::string_view project,
                                              std::string_view uuid, const call_options& = {}) const;

    /// One page of the dashboards of the project. GET /api/v1/{owner}/{name}/dashboards.
    ///
    ///     auto page = co_await client.project_dashboards().list_project_dashboards("acme", "vision");
    awaitable<page<json>> list_project_dashboards(std::string_view owner, std::string_view project,
                                                  const list_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/{owner}/{name}/dashboards/names.
    ///
    ///     auto page = co_await client.project_dashboards().list_project_dashboard_names("acme", "vision");
    awaitable<page<json>> list_project_dashboard_names(std::string_view owner, std::string_view project,
                                                       const list_options& = {}) const;

    /// Makes a project dashboard. POST /api/v1/{owner}/{project}/dashboards.
    ///
    ///     auto it = co_await client.project_dashboards().create_project_dashboard("acme", "vision", body);
    awaitable<json> create_project_dashboard(std::string_view owner, std::string_view project,
                                             const json& body, const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/{owner}/{project}/dashboards/{dashboard.uuid}.
    ///
    ///     auto it = co_await client.project_dashboards().patch_project_dashboard("acme", "vision", uuid, body);
    awaitable<json> patch_project_dashboard(std::string_view owner, std::string_view project,
                                            std::string_view uuid, const json& body,
                                            const call_options& = {}) const;

    /// Replaces the project dashboard. PUT /api/v1/{owner}/{project}/dashboards/{dashboard.uuid}.
    ///
    ///     auto it = co_await client.project_dashboards().update_project_dashboard("acme", "vision", uuid, body);
    awaitable<json> update_project_dashboard(std::string_view owner, std::string_view project,
                                             std::string_view uuid, const json& body,
                                             const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
