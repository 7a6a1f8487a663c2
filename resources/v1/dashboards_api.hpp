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

/// DashboardsV1: the dashboards of an organization, with the Python SDK's names. `dashboards()` of a client gives it; copying is cheap. The
/// commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are
/// `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class dashboards_api {
 public:
    explicit dashboards_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the dashboards of the organization. GET /api/v1/orgs/{owner}/dashboards.
    ///
    ///     auto page = co_await client.dashboards().list_dashboards("acme");
    awaitable<page<json>> list_dashboards(std::string_view owner, const list_options& = {}) const;

    /// Makes a dashboard. POST /api/v1/orgs/{owner}/dashboards.
    ///
    ///     auto it = co_await client.dashboards().create_dashboard("acme", body);
    awaitable<json> create_dashboard(std::string_view owner, const json& body,
                                     const call_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/dashboards/names.
    ///
    ///     auto page = co_await client.dashboards().list_dashboard_names("acme");
    awaitable<page<json>> list_dashboard_names(std::string_view owner, const list_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/dashboards/{dashboard.uuid}.
    ///
    ///     auto it = co_await client.dashboards().patch_dashboard("acme", uuid, body);
    awaitable<json> patch_dashboard(std::string_view owner, std::string_view uuid, const json& body,
                                    const call_options& = {}) const;

    /// Replaces the dashboard. PUT /api/v1/orgs/{owner}/dashboards/{dashboard.uuid}.
    ///
    ///     auto it = co_await client.dashboards().update_dashboard("acme", uuid, body);
    awaitable<json> update_dashboard(std::string_view owner, std::string_view uuid, const json& body,
                                     const call_options& = {}) const;

    /// Deletes the dashboard. DELETE /api/v1/orgs/{owner}/dashboards/{uuid}.
    ///
    ///     co_await client.dashboards().delete_dashboard("acme", uuid);
    awaitable<void> delete_dashboard(std::string_view owner, std::string_view uuid,
                                     const call_options& = {}) const;

    /// One dashboard. GET /api/v1/orgs/{owner}/dashboards/{uuid}.
    ///
    ///     auto it = co_await client.dashboards().get_dashboard("acme", uuid);
    awaitable<json> get_dashboard(std::string_view owner, std::string_view uuid,
                                  const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
