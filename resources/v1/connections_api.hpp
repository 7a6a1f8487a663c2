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

/// ConnectionsV1: the connections to stores, registries and other systems, with the Python SDK's names. `connections()` of a client gives
/// it; copying is cheap. The commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers
/// without a struct are `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class connections_api {
 public:
    explicit connections_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the connections of the organization. GET /api/v1/orgs/{owner}/connections.
    ///
    ///     auto page = co_await client.connections().list_connections("acme");
    awaitable<page<json>> list_connections(std::string_view owner, const list_options& = {}) const;

    /// Makes a connection. POST /api/v1/orgs/{owner}/connections.
    ///
    ///     auto it = co_await client.connections().create_connection("acme", body);
    awaitable<json> create_connection(std::string_view owner, const json& body,
                                      const call_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/connections/names.
    ///
    ///     auto page = co_await client.connections().list_connection_names("acme");
    awaitable<page<json>> list_connection_names(std::string_view owner, const list_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/connections/{connection.uuid}.
    ///
    ///     auto it = co_await client.connections().patch_connection("acme", uuid, body);
    awaitable<json> patch_connection(std::string_view owner, std::string_view uuid, const json& body,
                                     const call_options& = {}) const;

    /// Replaces the connection. PUT /api/v1/orgs/{owner}/connections/{connection.uuid}.
    ///
    ///     auto it = co_await client.connections().update_connection("acme", uuid, body);
    awaitable<json> update_connection(std::string_view owner, std::string_view uuid, const json& body,
                                      const call_options& = {}) const;

    /// Deletes the connection. DELETE /api/v1/orgs/{owner}/connections/{uuid}.
    ///
    ///     co_await client.connections().delete_connection("acme", uuid);
    awaitable<void> delete_connection(std::string_view owner, std::string_view uuid,
                                      const call_options& = {}) const;

    /// One connection. GET /api/v1/orgs/{owner}/connections/{uuid}.
    ///
    ///     auto it = co_await client.connections().get_connection("acme", uuid);
    awaitable<json> get_connection(std::string_view owner, std::string_view uuid,
                                   const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
