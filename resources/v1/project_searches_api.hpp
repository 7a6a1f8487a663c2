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

/// ProjectSearchesV1: the saved searches of a project, with the Python SDK's names. `project_searches()` of a client gives it; copying is
/// cheap. The commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a
/// struct are `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class project_searches_api {
 public:
    explicit project_searches_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// Deletes the project search. DELETE /api/v1/{owner}/{entity}/searches/{uuid}.
    ///
    ///     co_await client.project_searches().delete_project_search("acme", "vision", uuid);
    awaitable<void> delete_project_search(std::string_view owner, std::string_view project,
                                          std::string_view uuid, const call_options& = {}) const;

    /// One project search. GET /api/v1/{owner}/{entity}/searches/{uuid}.
    ///
    ///     auto it = co_await client.project_searches().get_project_search("acme", "vision", uuid);
    awaitable<json> get_project_search(std::string_view owner, std::string_view project,
                                       std::string_view uuid, const call_options& = {}) const;

    /// Makes the search one of the organization's. POST /api/v1/{owner}/{entity}/searches/{uuid}/promote.
    ///
    ///     co_await client.project_searches().promote_project_search("acme", "vision", uuid);
    awaitable<void> promote_project_search(std::string_view owner, std::string_view project,
                                           std::string_view uuid, const call_options& = {}) const;

    /// One page of the saved searches of the project. GET /api/v1/{owner}/{name}/searches.
    ///
    ///     auto page = co_await client.project_searches().list_project_searches("acme", "vision");
    awaitable<page<json>> list_project_searches(std::string_view owner, std::string_view project,
                                                const list_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/{owner}/{name}/searches/names.
    ///
    ///     auto page = co_await client.project_searches().list_project_search_names("acme", "vision");
    awaitable<page<json>> list_project_search_names(std::string_view owner, std::string_view project,
                                                    const list_options& = {}) const;

    /// Makes a project search. POST /api/v1/{owner}/{project}/searches.
    ///
    ///     auto it = co_await client.project_searches().create_project_search("acme", "vision", body);
    awaitable<json> create_project_search(std::string_view owner, std::string_view project, const json& body,
                                          const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/{owner}/{project}/searches/{search.uuid}.
    ///
    ///     auto it = co_await client.project_searches().patch_project_search("acme", "vision", uuid, body);
    awaitable<json> patch_project_search(std::string_view owner, std::string_view project,
                                         std::string_view uuid, const json& body,
                                         const call_options& = {}) const;

    /// Replaces the project search. PUT /api/v1/{owner}/{project}/searches/{search.uuid}.
    ///
    ///     auto it = co_await client.project_searches().update_project_search("acme", "vision", uuid, body);
    awaitable<json> update_project_search(std::string_view owner, std::string_view project,
                                          std::string_view uuid, const json& body,
                                          const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
