#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/service_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// AgentsV1: the agents that run operations in clusters, with the Python SDK's names. `agents()` of a client gives it; copying is cheap.
/// The community edition serves what an agent itself needs: the state, cron and the streams of its own pods. Bodies and answers without a
/// struct are `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class agents_api {
 public:
    explicit agents_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the agents of the organization. GET /api/v1/orgs/{owner}/agents.
    ///
    ///     auto page = co_await client.agents().list_agents("acme");
    awaitable<page<json>> list_agents(std::string_view owner, const list_options& = {}) const;

    /// Makes an agent. POST /api/v1/orgs/{owner}/agents.
    ///
    ///     auto it = co_await client.agents().create_agent("acme", body);
    awaitable<json> create_agent(std::string_view owner, const json& body, const call_options& = {}) const;

    /// Tells the server that an agent is alive and hears what there is to do. POST /api/v1/orgs/{owner}/agents/cron.
    ///
    ///     auto it = co_await client.agents().cron_agent("acme", body);
    awaitable<json> cron_agent(std::string_view owner, const json& body, const call_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/agents/names.
    ///
    ///     auto page = co_await client.agents().list_agent_names("acme");
    awaitable<page<json>> list_agent_names(std::string_view owner, const list_options& = {}) const;

    /// What all agents together have to do. GET /api/v1/orgs/{owner}/agents/state.
    ///
    ///     auto it = co_await client.agents().get_global_state("acme");
    awaitable<json> get_global_state(std::string_view owner, const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/agents/{agent.uuid}.
    ///
    ///     auto it = co_await client.agents().patch_agent("acme", uuid, body);
    awaitable<json> patch_agent(std::string_view owner, std::string_view uuid, const json& body,
                                const call_options& = {}) const;

    /// Replaces the agent. PUT /api/v1/orgs/{owner}/agents/{agent.uuid}.
    ///
    ///     auto it = co_await client.agents().update_agent("acme", uuid, body);
    awaitable<json> update_agent(std::string_view owner, std::string_view uuid, const json& body,
                                 const call_options& = {}) const;

    /// Changes the configuration of an agent. PATCH /api/v1/orgs/{owner}/agents/{agent.uuid}/config.
    ///
    ///     auto it = co_await client.agents().update_agent_config("acme", uuid, body);
    awaitable<json> update_agent_config(std::string_view owner, std::string_view uuid, const json& body,
                                        const call_options& = {}) const;

    /// Tells the server what an agent runs on: its version, namespace, connections. PATCH /api/v1/orgs/{owner}/agents/{agent.uuid}/sync.
    ///
    ///     co_await client.agents().sync_agent("acme", uuid, body);
    awaitable<void> sync_agent(std::string_view owner, std::string_view uuid, const json& body,
                               const call_options& = {}) const;

    /// Changes the token of an agent. PATCH /api/v1/orgs/{owner}/agents/{entity}/token.
    ///
    ///     auto it = co_await client.agents().patch_agent_token("acme", uuid, body);
    awaitable<json> patch_agent_token(std::string_view owner, std::string_view uuid, const json& body,
                                      const call_options& = {}) const;

    /// Replaces the token of an agent. PUT /api/v1/orgs/{owner}/agents/{entity}/token.
    ///
    ///     auto it = co_await client.agents().update_agent_token("acme", uuid, body);
    awaitable<json> update_agent_token(std::string_view owner, std::string_view uuid, const json& body,
                                       const call_options& = {}) const;

    /// Deletes the agent. DELETE /api/v1/orgs/{owner}/agents/{uuid}.
    ///
    ///     co_await client.agents().delete_agent("acme", uuid);
    awaitable<void> delete_agent(std::string_view owner, std::string_view uuid,
                                 const call_options& = {}) const;

    /// One agent. GET /api/v1/orgs/{owner}/agents/{uuid}.
    ///
    ///     auto it = co_await client.agents().get_agent("acme", uuid);
    awaitable<json> get_agent(std::string_view owner, std::string_view uuid, const call_options& = {}) const;

    /// An agent with its configuration. GET /api/v1/orgs/{owner}/agents/{uuid}/config.
    ///
    ///     auto it = co_await client.agents().get_agent_config("acme", uuid);
    awaitable<json> get_agent_config(std::string_view owner, std::string_view uuid,
                                     const call_options& = {}) const;

    /// Tells the server the statuses of an agent's runs. PATCH /api/v1/orgs/{owner}/agents/{uuid}/reconcile.
    ///
    ///     auto it = co_await client.agents().reconcile_agent("acme", uuid, body);
    awaitable<json> reconcile_agent(std::string_view owner, std::string_view uuid, const json& body,
                                    const call_options& = {}) const;

    /// What an agent has to do: runs to queue, to stop, to delete, to check. GET /api/v1/orgs/{owner}/agents/{uuid}/state.
    ///
    ///     auto it = co_await client.agents().get_agent_state("acme", uuid);
    awaitable<json> get_agent_state(std::string_view owner, std::string_view uuid,
                                    const call_options& = {}) const;

    /// Counts over an agent's runs. GET /api/v1/orgs/{owner}/agents/{uuid}/stats.
    ///
    ///     auto it = co_await client.agents().get_agent_stats("acme", uuid);
    awaitable<json> get_agent_stats(std::string_view owner, std::string_view uuid,
                                    const stats_options& = {}) const;

    /// The status of an agent and its conditions. GET /api/v1/orgs/{owner}/agents/{uuid}/statuses.
    ///
    ///     auto it = co_await client.agents().get_agent_statuses("acme", uuid);
    awaitable<json> get_agent_statuses(std::string_view owner, std::string_view uuid,
                                       const call_options& = {}) const;

    /// Adds a condition to an agent; the body is `{"condition": …}`. POST /api/v1/orgs/{owner}/agents/{uuid}/statuses.
    ///
    ///     auto it = co_await client.agents().create_agent_status("acme", uuid, body);
    awaitable<json> create_agent_status(std::string_view owner, std::string_view uuid, const json& body,
                                        const call_options& = {}) const;

    /// The token of an agent. GET /api/v1/orgs/{owner}/agents/{uuid}/token.
    ///
    ///     auto it = co_await client.agents().get_agent_token("acme", uuid);
    awaitable<json> get_agent_token(std::string_view owner, std::string_view uuid,
                                    const call_options& = {}) const;

    /// Hands in what an agent has counted (internal path: needs the internal token). POST
    /// /internal/v1/{namespace}/{owner}/agents/{uuid}/collect.
    ///
    ///     auto it = co_await client.agents().collect_agent_data("polyaxon", "acme", uuid);
    awaitable<json> collect_agent_data(std::string_view namespace_, std::string_view owner,
                                       std::string_view uuid, const call_options& = {}) const;

    /// Checks a connection from where the agent is. POST /streams/v1/{namespace}/{owner}/agents/{uuid}/connections_check.
    ///
    ///     auto it = co_await client.agents().check_agent_connection("polyaxon", "acme", uuid);
    awaitable<json> check_agent_connection(std::string_view namespace_, std::string_view owner,
                                           std::string_view uuid, const call_options& = {}) const;

    /// The pods of an agent's services. GET /streams/v1/{namespace}/{owner}/agents/{uuid}/k8s_inspect.
    ///
    ///     auto it = co_await client.agents().inspect_agent("polyaxon", "acme", uuid);
    awaitable<json> inspect_agent(std::string_view namespace_, std::string_view owner, std::string_view uuid,
                                  const agent_streams_options& = {}) const;

    /// Restarts an agent's services. POST /streams/v1/{namespace}/{owner}/agents/{uuid}/k8s_restart.
    ///
    ///     auto it = co_await client.agents().restart_agent("polyaxon", "acme", uuid, body);
    awaitable<json> restart_agent(std::string_view namespace_, std::string_view owner, std::string_view uuid,
                                  const json& body, const call_options& = {}) const;

    /// Logs of an agent's service. GET /streams/v1/{namespace}/{owner}/agents/{uuid}/logs.
    ///
    ///     auto it = co_await client.agents().get_agent_logs("polyaxon", "acme", uuid);
    awaitable<json> get_agent_logs(std::string_view namespace_, std::string_view owner, std::string_view uuid,
                                   const agent_streams_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
