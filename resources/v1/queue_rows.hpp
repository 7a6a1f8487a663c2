#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// QueuesV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto create_queue = post<json, "/api/v1/orgs/{owner}/agents/{agent}/queues", json>;
inline constexpr auto patch_queue =
    patch<json, "/api/v1/orgs/{owner}/agents/{agent}/queues/{queue.uuid}", json>;
inline constexpr auto update_queue =
    put<json, "/api/v1/orgs/{owner}/agents/{agent}/queues/{queue.uuid}", json>;
inline constexpr auto delete_queue = del<none, "/api/v1/orgs/{owner}/agents/{entity}/queues/{uuid}">;
inline constexpr auto get_queue = get<json, "/api/v1/orgs/{owner}/agents/{entity}/queues/{uuid}">;
inline constexpr auto get_queue_stats = get<json, "/api/v1/orgs/{owner}/agents/{entity}/queues/{uuid}/stats">;
inline constexpr auto list_queues = get<page<json>, "/api/v1/orgs/{owner}/agents/{name}/queues">;
inline constexpr auto list_queue_names = get<page<json>, "/api/v1/orgs/{owner}/agents/{name}/queues/names">;
inline constexpr auto list_organization_queues = get<page<json>, "/api/v1/orgs/{owner}/queues">;
inline constexpr auto list_organization_queue_names = get<page<json>, "/api/v1/orgs/{owner}/queues/names">;

}  // namespace polyaxon::v1::rows
