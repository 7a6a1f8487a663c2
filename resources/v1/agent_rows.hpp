#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// AgentsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_agents = get<page<json>, "/api/v1/orgs/{owner}/agents">;
inline constexpr auto create_agent = post<json, "/api/v1/orgs/{owner}/agents", json>;
inline constexpr auto cron_agent = post<json, "/api/v1/orgs/{owner}/agents/cron", json>;
inline constexpr auto list_agent_names = get<page<json>, "/api/v1/orgs/{owner}/agents/names">;
inline constexpr auto get_global_state = get<json, "/api/v1/orgs/{owner}/agents/state">;
inline constexpr auto patch_agent = patch<json, "/api/v1/orgs/{owner}/agents/{agent.uuid}", json>;
inline constexpr auto update_agent = put<json, "/api/v1/orgs/{owner}/agents/{agent.uuid}", json>;
inline constexpr auto update_agent_config =
    patch<json, "/api/v1/orgs/{owner}/agents/{agent.uuid}/config", json>;
inline constexpr auto sync_agent = patch<none, "/api/v1/orgs/{owner}/agents/{agent.uuid}/sync", json>;
inline constexpr auto patch_agent_token = patch<json, "/api/v1/orgs/{owner}/agents/{entity}/token", json>;
inline constexpr auto update_agent_token = put<json, "/api/v1/orgs/{owner}/agents/{entity}/token", json>;
inline constexpr auto delete_agent = del<none, "/api/v1/orgs/{owner}/agents/{uuid}">;
inline constexpr auto get_agent = get<json, "/api/v1/orgs/{owner}/agents/{uuid}">;
inline constexpr auto get_agent_config = get<json, "/api/v1/orgs/{owner}/agents/{uuid}/config">;
inline constexpr auto reconcile_agent = patch<json, "/api/v1/orgs/{owner}/agents/{uuid}/reconcile", json>;
inline constexpr auto get_agent_state = get<json, "/api/v1/orgs/{owner}/agents/{uuid}/state">;
inline constexpr auto get_agent_stats = get<json, "/api/v1/orgs/{owner}/agents/{uuid}/stats">;
inline constexpr auto get_agent_statuses = get<json, "/api/v1/orgs/{owner}/agents/{uuid}/statuses">;
inline constexpr auto create_agent_status = post<json, "/api/v1/orgs/{owner}/agents/{uuid}/statuses", json>;
inline constexpr auto get_agent_token = get<json, "/api/v1/orgs/{owner}/agents/{uuid}/token">;
inline constexpr auto collect_agent_data =
    post<json, "/internal/v1/{namespace}/{owner}/agents/{uuid}/collect">;
inline constexpr auto check_agent_connection =
    post<json, "/streams/v1/{namespace}/{owner}/agents/{uuid}/connections_check">;
inline constexpr auto inspect_agent = get<json, "/streams/v1/{namespace}/{owner}/agents/{uuid}/k8s_inspect">;
inline constexpr auto restart_agent =
    post<json, "/streams/v1/{namespace}/{owner}/agents/{uuid}/k8s_restart", json>;
inline constexpr auto get_agent_logs = get<json, "/streams/v1/{namespace}/{owner}/agents/{uuid}/logs">;

}  // namespace polyaxon::v1::rows
