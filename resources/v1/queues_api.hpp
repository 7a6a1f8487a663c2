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

/// QueuesV1: the queues of agents, with the Python SDK's names. `queues()` of a client gives it; copying is cheap. The commercial platform
/// serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are `json`. Arguments are
/// copied before a method returns; errors are those of runs_api. Thread-safe.
class queues_api {
 public:
    explicit queues_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// Makes a queue. POST /api/v1/orgs/{owner}/agents/{agent}/queues.
    ///
    ///     auto it = co_await client.queues().create_queue("acme", agent, body);
    awaitable<json> create_queue(std::string_view owner, std::string_view agent, const json& body,
                                 const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/agents/{agent}/queues/{queue.uuid}.
    ///
    ///     auto it = co_await client.queues().patch_queue("acme", agent, uuid, body);
    awaitable<json> patch_queue(std::string_view owner, std::string_view agent, std::string_view uuid,
                                const json& body, const call_options& = {}) const;

    /// Replaces the queue. PUT /api/v1/orgs/{owner}/agents/{agent}/queues/{queue.uuid}.
    ///
    ///     auto it = co_await client.queues().update_queue("acme", agent, uuid, body);
    awaitable<json> update_queue(std::string_view owner, std::string_view agent, std::string_view uuid,
                                 const json& body, const call_options& = {}) const;

    /// Deletes the queue. DELETE /api/v1/orgs/{owner}/agents/{entity}/queues/{uuid}.
    ///
    ///     co_await client.queues().delete_queue("acme", agent, uuid);
    awaitable<void> delete_queue(std::string_view owner, std::string_view agent, std::string_view uuid,
                                 const call_options& = {}) const;

    /// One queue. GET /api/v1/orgs/{owner}/agents/{entity}/queues/{uuid}.
    ///
    ///     auto it = co_await client.queues().get_queue("acme", agent, uuid);
    awaitable<json> get_queue(std::string_view owner, std::string_view agent, std::string_view uuid,
                              const call_options& = {}) const;

    /// Counts over a queue's runs. GET /api/v1/orgs/{owner}/agents/{entity}/queues/{uuid}/stats.
    ///
    ///     auto it = co_await client.queues().get_queue_stats("acme", agent, uuid);
    awaitable<json> get_queue_stats(std::string_view owner, std::string_view agent, std::string_view uuid,
                                    const stats_options& = {}) const;

    /// One page of the queues of an agent. GET /api/v1/orgs/{owner}/agents/{name}/queues.
    ///
    ///     auto page = co_await client.queues().list_queues("acme", agent);
    awaitable<page<json>> list_queues(std::string_view owner, std::string_view agent,
                                      const list_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/agents/{name}/queues/names.
    ///
    ///     auto page = co_await client.queues().list_queue_names("acme", agent);
    awaitable<page<json>> list_queue_names(std::string_view owner, std::string_view agent,
                                           const list_options& = {}) const;

    /// One page of the queues of all agents. GET /api/v1/orgs/{owner}/queues.
    ///
    ///     auto page = co_await client.queues().list_organization_queues("acme");
    awaitable<page<json>> list_organization_queues(std::string_view owner, const list_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/queues/names.
    ///
    ///     auto page = co_await client.queues().list_organization_queue_names("acme");
    awaitable<page<json>> list_organization_queue_names(std::string_view owner,
                                                        const list_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
