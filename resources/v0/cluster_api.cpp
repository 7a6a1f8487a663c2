#include <polyaxon/resources/v0/cluster_api.hpp>

#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/cluster_rows.hpp>

namespace polyaxon::v0 {

awaitable<polyaxon_cluster> cluster_api::get_cluster(call_options options) const {
    return resources::send(core_, rows::get_cluster, {}, options);
}

awaitable<cluster_node> cluster_api::get_node(id node_sequence, call_options options) const {
    return resources::send(core_, rows::get_node, segments(node_sequence), options);
}

}  // namespace polyaxon::v0
