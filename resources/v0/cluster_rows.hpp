#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v0/cluster.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_cluster = resources::get<polyaxon_cluster, "/cluster/">;
inline constexpr auto get_node = resources::get<cluster_node, "/nodes/{node_sequence}/">;

inline constexpr resources::endpoint_row cluster_table[] = {
    resources::describe("cluster.get_cluster", get_cluster),
    resources::describe("cluster.get_node", get_node),
};

}  // namespace polyaxon::v0::rows
