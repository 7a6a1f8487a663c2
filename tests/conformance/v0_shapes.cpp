#include "conformance/v0_shapes.hpp"

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v0/auth.hpp>
#include <polyaxon/resources/v0/container_resources.hpp>
#include <polyaxon/resources/v0/dataset.hpp>
#include <polyaxon/resources/v0/job_label.hpp>
#include <polyaxon/resources/v0/tensorboard_job.hpp>
#include <polyaxon/v0.hpp>

#include <algorithm>

namespace conformance::v0 {

namespace api = polyaxon::v0;

namespace {

template <class T>
json defaults() {
    return json::raw(polyaxon::codec::to_json(T{}, polyaxon::codec::json_out::nulls::write));
}
template <class T>
json again(std::string_view text) {
    T value;
    polyaxon::codec::json_parser parser;
    if (const auto ec = parser.parse_text(text, value)) throw mismatch(parser.what());
    return json::raw(polyaxon::codec::to_json(value, polyaxon::codec::json_out::nulls::write));
}

// Sent only, of views.
json written(const api::credentials& c) {
    return json::raw(polyaxon::codec::to_json(c, polyaxon::codec::json_out::nulls::write));
}
json credentials_defaults() { return written({}); }
json credentials_again(std::string_view text) {
    const auto given = json::parse(text);
    const auto user = given.value_or("username", std::string()),
               word = given.value_or("password", std::string());
    return written({user, word});
}

// What the platform sends although the recorded client did not know it.
constexpr std::string_view polyaxon_cluster_extra[] = {"created_at", "updated_at", "uuid"};
constexpr std::string_view cluster_node_extra[] = {"is_current"};
constexpr std::string_view node_gpu_extra[] = {"created_at", "updated_at"};
constexpr std::string_view project_extra[] = {"bookmarked", "notebook", "readme", "tensorboard"};
constexpr std::string_view group_extra[] = {"bookmarked", "current_iteration", "hptuning", "readme",
                                            "tensorboard"};
constexpr std::string_view group_status_extra[] = {"traceback"};
constexpr std::string_view experiment_extra[] = {"bookmarked", "cloning_strategy", "code_reference",
                                                 "data_refs",  "original",         "original_experiment",
                                                 "readme",     "tensorboard"};
constexpr std::string_view experiment_job_extra[] = {"node_scheduled"};
constexpr std::string_view experiment_job_status_extra[] = {"traceback"};
constexpr std::string_view job_extra[] = {"bookmarked",     "cloning_strategy", "data_refs",
                                          "node_scheduled", "original",         "readme"};
constexpr std::string_view build_job_extra[] = {"bookmarked", "commit", "node_scheduled", "num_experiments",
                                                "num_jobs"};
constexpr std::string_view tensorboard_job_extra[] = {"node_scheduled"};
constexpr std::string_view code_reference_extra[] = {"external_repo", "repo"};

constexpr shape::part polyaxon_cluster_parts[] = {{"nodes", "ClusterNodeConfig"}};
constexpr shape::part cluster_node_parts[] = {{"gpus", "NodeGPUConfig"}};
constexpr shape::part project_parts[] = {{"experiment_groups", "GroupConfig"},
                                         {"experiments", "ExperimentConfig"}};
constexpr shape::part group_parts[] = {{"experiments", "ExperimentConfig"}};
constexpr shape::part experiment_parts[] = {{"resources", "PodResourcesConfig"},
                                            {"jobs", "ExperimentJobConfig"}};
constexpr shape::part experiment_job_parts[] = {{"resources", "PodResourcesConfig"}};
constexpr shape::part container_resources_parts[] = {{"gpu_resources", "ContainerGPUResourcesConfig"}};
constexpr shape::part job_parts[] = {{"resources", "PodResourcesConfig"}};
constexpr shape::part build_job_parts[] = {{"resources", "PodResourcesConfig"}};
constexpr shape::part tensorboard_job_parts[] = {{"resources", "PodResourcesConfig"}};
constexpr shape::part pod_resources_parts[] = {{"cpu", "K8SResourcesConfig"},
                                               {"memory", "K8SResourcesConfig"},
                                               {"gpu", "K8SResourcesConfig"},
                                               {"tpu", "K8SResourcesConfig"}};

const shape shapes[] = {
    {"AccessTokenConfig", defaults<api::access_token>, again<api::access_token>, {}, {}},
    {"CredentialsConfig", credentials_defaults, credentials_again, {}, {}},
    {"UserConfig", defaults<api::user>, again<api::user>, {}, {}},
    {"PolyaxonClusterConfig", defaults<api::polyaxon_cluster>, again<api::polyaxon_cluster>,
     polyaxon_cluster_extra, polyaxon_cluster_parts},
    {"ClusterNodeConfig", defaults<api::cluster_node>, again<api::cluster_node>, cluster_node_extra,
     cluster_node_parts},
    {"NodeGPUConfig", defaults<api::node_gpu>, again<api::node_gpu>, node_gpu_extra, {}},
    {"ProjectConfig", defaults<api::project>, again<api::project>, project_extra, project_parts},
    {"GroupConfig", defaults<api::group>, again<api::group>, group_extra, group_parts},
    {"GroupStatusConfig", defaults<api::group_status>, again<api::group_status>, group_status_extra, {}},
    {"ExperimentConfig", defaults<api::experiment>, again<api::experiment>, experiment_extra,
     experiment_parts},
    {"ExperimentStatusConfig", defaults<api::experiment_status>, again<api::experiment_status>, {}, {}},
    {"ExperimentMetricConfig", defaults<api::experiment_metric>, again<api::experiment_metric>, {}, {}},
    {"ExperimentJobConfig", defaults<api::experiment_job>, again<api::experiment_job>, experiment_job_extra,
     experiment_job_parts},
    {"ExperimentJobStatusConfig",
     defaults<api::experiment_job_status>,
     again<api::experiment_job_status>,
     experiment_job_status_extra,
     {}},
    {"ContainerResourcesConfig",
     defaults<api::container_resources>,
     again<api::container_resources>,
     {},
     container_resources_parts},
    {"ContainerGPUResourcesConfig",
     defaults<api::container_gpu_resources>,
     again<api::container_gpu_resources>,
     {},
     {}},
    {"JobConfig", defaults<api::job>, again<api::job>, job_extra, job_parts},
    {"BuildJobConfig", defaults<api::build_job>, again<api::build_job>, build_job_extra, build_job_parts},
    {"TensorboardJobConfig", defaults<api::tensorboard_job>, again<api::tensorboard_job>,
     tensorboard_job_extra, tensorboard_job_parts},
    {"JobStatusConfig", defaults<api::job_status>, again<api::job_status>, {}, {}},
    {"JobLabelConfig", defaults<api::job_label>, again<api::job_label>, {}, {}},
    {"CodeReferenceConfig",
     defaults<api::code_reference>,
     again<api::code_reference>,
     code_reference_extra,
     {}},
    {"PodResourcesConfig", defaults<api::pod_resources>, again<api::pod_resources>, {}, pod_resources_parts},
    {"K8SResourcesConfig", defaults<api::k8s_resources>, again<api::k8s_resources>, {}, {}},
    {"CliVersionConfig", defaults<api::cli_version>, again<api::cli_version>, {}, {}},
    {"PlatformVersionConfig", defaults<api::platform_version>, again<api::platform_version>, {}, {}},
    {"LibVersionConfig", defaults<api::lib_version>, again<api::lib_version>, {}, {}},
    {"ChartVersionConfig", defaults<api::chart_version>, again<api::chart_version>, {}, {}},
    {"LogHandlerConfig", defaults<api::log_handler>, again<api::log_handler>, {}, {}},
    {"DatasetConfig", defaults<api::dataset>, again<api::dataset>, {}, {}},
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
