#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/v0/cluster.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <memory>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// The cluster that the platform runs on. A cheap handle of its client: copy it, keep it, share it between threads.
class cluster_api {
 public:
    /// The cluster and its nodes, these without some of their fields.
    ///
    /// GET /cluster/. Fails as `unauthenticated` or `forbidden` for who may not see it.
    ///
    ///     auto cluster = co_await client.cluster().get_cluster();
    awaitable<polyaxon_cluster> get_cluster(call_options options = {}) const;

    /// One node with all its fields, by its sequence number.
    ///
    /// GET /nodes/{node_sequence}/. Fails as `not_found`; the server answers normal users with 405 (`client_error`).
    ///
    ///     auto node = co_await client.cluster().get_node(1);
    awaitable<cluster_node> get_node(id node_sequence, call_options options = {}) const;

 private:
    friend class client;
    explicit cluster_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
