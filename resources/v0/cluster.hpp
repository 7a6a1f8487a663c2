#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// A graphics card of a node.
struct node_gpu {
    std::int64_t index = 0;
    std::string name, uuid;
    std::int64_t memory = 0;  ///< bytes
    std::string serial;
    std::string cluster_node;  ///< uuid of its node
    std::optional<timestamp> created_at, updated_at;
};
std::error_code read(codec::json_in&, node_gpu&);
void write(codec::json_out&, const node_gpu&);

/// A machine of the cluster.
struct cluster_node {
    std::optional<std::int64_t> sequence;
    std::optional<std::string> name;
    std::string uuid;
    std::optional<std::string> status, hostname, role;
    std::optional<std::int64_t> memory;  ///< bytes
    std::optional<double> cpu;           ///< cores
    std::optional<std::int64_t> n_gpus;
    std::optional<std::string> kubelet_version, docker_version, os_image, kernel_version;
    std::optional<bool> schedulable_taints, schedulable_state;
    std::vector<node_gpu> gpus;
    std::optional<bool> is_current;
};
std::error_code read(codec::json_in&, cluster_node&);
void write(codec::json_out&, const cluster_node&);

/// The cluster that the platform runs on. Nodes listed here come without some of their fields; `get_node` has them all.
struct polyaxon_cluster {
    json version_api;  ///< what Kubernetes says about itself: major, minor, gitVersion, …
    std::vector<cluster_node> nodes;
    std::optional<std::string> uuid;
    std::optional<timestamp> created_at, updated_at;
};
std::error_code read(codec::json_in&, polyaxon_cluster&);
void write(codec::json_out&, const polyaxon_cluster&);

}  // namespace polyaxon::v0
