#include <polyaxon/resources/v0/cluster.hpp>

#include <polyaxon/resources/v0/fields.hpp>

namespace polyaxon::v0 {

using codec::at, codec::at_uuid;

static constexpr codec::field node_gpu_fields[] = {
    at<&node_gpu::index>("index"),           at<&node_gpu::name>("name"),
    at_uuid<&node_gpu::uuid>("uuid"),        at<&node_gpu::memory>("memory"),
    at<&node_gpu::serial>("serial"),         at_uuid<&node_gpu::cluster_node>("cluster_node"),
    at<&node_gpu::created_at>("created_at"), at<&node_gpu::updated_at>("updated_at"),
};
std::error_code read(codec::json_in& in, node_gpu& out) {
    return codec::read_object(in, node_gpu_fields, &out);
}
void write(codec::json_out& out, const node_gpu& v) { codec::write_object(out, node_gpu_fields, &v); }

static constexpr codec::field cluster_node_fields[] = {
    at_uuid<&cluster_node::uuid>("uuid"),
    at<&cluster_node::sequence>("sequence"),
    at<&cluster_node::name>("name"),
    at<&cluster_node::hostname>("hostname"),
    at<&cluster_node::role>("role"),
    at<&cluster_node::docker_version>("docker_version"),
    at<&cluster_node::kubelet_version>("kubelet_version"),
    at<&cluster_node::os_image>("os_image"),
    at<&cluster_node::kernel_version>("kernel_version"),
    at<&cluster_node::schedulable_taints>("schedulable_taints"),
    at<&cluster_node::schedulable_state>("schedulable_state"),
    at<&cluster_node::memory>("memory"),
    at<&cluster_node::cpu>("cpu"),
    at<&cluster_node::n_gpus>("n_gpus"),
    at<&cluster_node::status>("status"),
    at<&cluster_node::gpus>("gpus"),
    at<&cluster_node::is_current>("is_current"),
};
std::error_code read(codec::json_in& in, cluster_node& out) {
    return codec::read_object(in, cluster_node_fields, &out);
}
void write(codec::json_out& out, const cluster_node& v) { codec::write_object(out, cluster_node_fields, &v); }

static constexpr codec::field polyaxon_cluster_fields[] = {
    at_uuid<&polyaxon_cluster::uuid>("uuid"),        at_object<&polyaxon_cluster::version_api>("version_api"),
    at<&polyaxon_cluster::created_at>("created_at"), at<&polyaxon_cluster::updated_at>("updated_at"),
    at<&polyaxon_cluster::nodes>("nodes"),
};
std::error_code read(codec::json_in& in, polyaxon_cluster& out) {
    return codec::read_object(in, polyaxon_cluster_fields, &out);
}
void write(codec::json_out& out, const polyaxon_cluster& v) {
    codec::write_object(out, polyaxon_cluster_fields, &v);
}

}  // namespace polyaxon::v0
