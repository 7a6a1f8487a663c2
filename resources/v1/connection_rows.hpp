#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// ConnectionsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_connections = get<page<json>, "/api/v1/orgs/{owner}/connections">;
inline constexpr auto create_connection = post<json, "/api/v1/orgs/{owner}/connections", json>;
inline constexpr auto list_connection_names = get<page<json>, "/api/v1/orgs/{owner}/connections/names">;
inline constexpr auto patch_connection =
    patch<json, "/api/v1/orgs/{owner}/connections/{connection.uuid}", json>;
inline constexpr auto update_connection =
    put<json, "/api/v1/orgs/{owner}/connections/{connection.uuid}", json>;
inline constexpr auto delete_connection = del<none, "/api/v1/orgs/{owner}/connections/{uuid}">;
inline constexpr auto get_connection = get<json, "/api/v1/orgs/{owner}/connections/{uuid}">;

}  // namespace polyaxon::v1::rows
