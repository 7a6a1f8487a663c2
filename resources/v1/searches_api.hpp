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

/// SearchesV1: the saved searches of an organization, with the Python SDK's names. `searches()` of a client gives it; copying is cheap. The
/// commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are
/// `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class searches_api {
 public:
    explicit searches_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the saved searches of the organization. GET /api/v1/orgs/{owner}/searches.
    ///
    ///     auto page = co_await client.searches().list_searches("acme");
    awaitable<page<json>> list_searches(std::string_view owner, const list_options& = {}) const;

    /// Makes a search. POST /api/v1/orgs/{owner}/searches.
    ///
    ///     auto it = co_await client.searches().create_search("acme", body);
    awaitable<json> create_search(std::string_view owner, const json& body, const call_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/searches/names.
    ///
    ///     auto page = co_await client.searches().list_search_names("acme");
    awaitable<page<json>> list_search_names(std::string_view owner, const list_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/searches/{search.uuid}.
    ///
    ///     auto it = co_await client.searches().patch_search("acme", uuid, body);
    awaitable<json> patch_search(std::string_view owner, std::string_view uuid, const json& body,
                                 const call_options& = {}) const;

    /// Replaces the search. PUT /api/v1/orgs/{owner}/searches/{search.uuid}.
    ///
    ///     auto it = co_await client.searches().update_search("acme", uuid, body);
    awaitable<json> update_search(std::string_view owner, std::string_view uuid, const json& body,
                                  const call_options& = {}) const;

    /// Deletes the search. DELETE /api/v1/orgs/{owner}/searches/{uuid}.
    ///
    ///     co_await client.searches().delete_search("acme", uuid);
    awaitable<void> delete_search(std::string_view owner, std::string_view uuid,
                                  const call_options& = {}) const;

    /// One search. GET /api/v1/orgs/{owner}/searches/{uuid}.
    ///
    ///     auto it = co_await client.searches().get_search("acme", uuid);
    awaitable<json> get_search(std::string_view owner, std::string_view uuid, const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
