#include "conformance/v0_shapes.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/v0.hpp>

#include <algorithm>

namespace conformance::v0 {

namespace api = polyaxon::v0;

namespace {

template <class T>
json defaults() {
    return json::raw(polyaxon::codec::to_json(T{}, polyaxon::codec::json_out::nulls::write));
}

constexpr std::string_view cluster_extra[] = {"created_at", "updated_at", "uuid"};
constexpr std::string_view node_extra[] = {"is_current"};
constexpr std::string_view gpu_extra[] = {"created_at", "updated_at"};
constexpr std::string_view project_extra[] = {"bookmarked", "notebook", "readme", "tensorboard"};
constexpr std::string_view group_extra[] = {"bookmarked", "current_iteration", "hptuning", "readme",
                                            "tensorboard"};
constexpr std::string_view experiment_extra[] = {"bookmarked", "cloning_strategy", "code_reference",
                                                 "data_refs",  "original",         "original_experiment",
                                                 "readme",     "tensorboard"};
constexpr std::string_view job_extra[] = {"node_scheduled"};

constexpr shape::part cluster_parts[] = {{"nodes", "ClusterNodeConfig"}};
constexpr shape::part node_parts[] = {{"gpus", "NodeGPUConfig"}};
constexpr shape::part project_parts[] = {{"experiment_groups", "GroupConfig"},
                                         {"experiments", "ExperimentConfig"}};
constexpr shape::part group_parts[] = {{"experiments", "ExperimentConfig"}};
constexpr shape::part experiment_parts[] = {{"jobs", "ExperimentJobConfig"},
                                            {"resources", "PodResourcesConfig"}};
constexpr shape::part job_parts[] = {{"resources", "PodResourcesConfig"}};
constexpr shape::part pod_parts[] = {{"cpu", "K8SResourcesConfig"},
                                     {"memory", "K8SResourcesConfig"},
                                     {"gpu", "K8SResourcesConfig"},
                                     {"tpu", "K8SResourcesConfig"}};

const shape shapes[] = {
    {"UserConfig", defaults<api::user>, {}, {}},
    {"PolyaxonClusterConfig", defaults<api::polyaxon_cluster>, cluster_extra, cluster_parts},
    {"ClusterNodeConfig", defaults<api::cluster_node>, node_extra, node_parts},
    {"NodeGPUConfig", defaults<api::node_gpu>, gpu_extra, {}},
    {"ProjectConfig", defaults<api::project>, project_extra, project_parts},
    {"GroupConfig", defaults<api::group>, group_extra, group_parts},
    {"ExperimentConfig", defaults<api::experiment>, experiment_extra, experiment_parts},
    {"ExperimentJobConfig", defaults<api::experiment_job>, job_extra, job_parts},
    {"PodResourcesConfig", defaults<api::pod_resources>, {}, pod_parts},
    {"K8SResourcesConfig", defaults<api::k8s_resources>, {}, {}},
    {"CliVersionConfig", defaults<api::cli_version>, {}, {}},
    {"PlatformVersionConfig", defaults<api::platform_version>, {}, {}},
    {"LibVersionConfig", defaults<api::lib_version>, {}, {}},
    {"ChartVersionConfig", defaults<api::chart_version>, {}, {}},
    {"LogHandlerConfig", defaults<api::log_handler>, {}, {}},
};

}  // namespace

const shape* shape::inner(std::string_view key) const {
    const auto found = std::ranges::find(parts, key, &part::key);
    return found == parts.end() ? nullptr : find_shape(found->type);
}
bool shape::documents(std::string_view key) const { return std::ranges::find(extra, key) != extra.end(); }

const shape* find_shape(std::string_view type) {
    const auto* found = std::ranges::find(shapes, type, &shape::type);
    return found == std::end(shapes) ? nullptr : found;
}
const shape* shape_of(const json& recorded) {
    const auto type = member(recorded, "$type");
    if (type.is_null()) return nullptr;
    const auto* found = find_shape(type.as<std::string>());
    if (!found) throw mismatch("the client has no type " + type.as<std::string>());
    return found;
}

}  // namespace conformance::v0
