#include "fuzz/records.hpp"

#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/auth.hpp>
#include <polyaxon/resources/v0/bookmark.hpp>
#include <polyaxon/resources/v0/build_job.hpp>
#include <polyaxon/resources/v0/cluster.hpp>
#include <polyaxon/resources/v0/code_reference.hpp>
#include <polyaxon/resources/v0/container_resources.hpp>
#include <polyaxon/resources/v0/dataset.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/experiment_job.hpp>
#include <polyaxon/resources/v0/group.hpp>
#include <polyaxon/resources/v0/group_status.hpp>
#include <polyaxon/resources/v0/job.hpp>
#include <polyaxon/resources/v0/job_label.hpp>
#include <polyaxon/resources/v0/metric.hpp>
#include <polyaxon/resources/v0/pod_resources.hpp>
#include <polyaxon/resources/v0/project.hpp>
#include <polyaxon/resources/v0/status.hpp>
#include <polyaxon/resources/v0/stream_options.hpp>
#include <polyaxon/resources/v0/tensorboard_job.hpp>
#include <polyaxon/resources/v0/user.hpp>
#include <polyaxon/resources/v0/versions.hpp>

namespace polyaxon::fuzz {

namespace {

constexpr record records[] = {
    {"v0 user", &check_record<v0::user>},
    {"v0 access_token", &check_record<v0::access_token>},
    {"v0 node_gpu", &check_record<v0::node_gpu>},
    {"v0 cluster_node", &check_record<v0::cluster_node>},
    {"v0 polyaxon_cluster", &check_record<v0::polyaxon_cluster>},
    {"v0 cli_version", &check_record<v0::cli_version>},
    {"v0 platform_version", &check_record<v0::platform_version>},
    {"v0 lib_version", &check_record<v0::lib_version>},
    {"v0 chart_version", &check_record<v0::chart_version>},
    {"v0 log_handler", &check_record<v0::log_handler>},
    {"v0 project", &check_record<v0::project>},
    {"v0 group", &check_record<v0::group>},
    {"v0 group_status", &check_record<v0::group_status>},
    {"v0 experiment", &check_record<v0::experiment>},
    {"v0 experiment_job", &check_record<v0::experiment_job>},
    {"v0 experiment_metric", &check_record<v0::experiment_metric>},
    {"v0 experiment_status", &check_record<v0::experiment_status>},
    {"v0 experiment_job_status", &check_record<v0::experiment_job_status>},
    {"v0 job", &check_record<v0::job>},
    {"v0 job_status", &check_record<v0::job_status>},
    {"v0 job_label", &check_record<v0::job_label>},
    {"v0 build_job", &check_record<v0::build_job>},
    {"v0 tensorboard_job", &check_record<v0::tensorboard_job>},
    {"v0 code_reference", &check_record<v0::code_reference>},
    {"v0 dataset", &check_record<v0::dataset>},
    {"v0 k8s_resources", &check_record<v0::k8s_resources>},
    {"v0 pod_resources", &check_record<v0::pod_resources>},
    {"v0 container_gpu_resources", &check_record<v0::container_gpu_resources>},
    {"v0 container_resources", &check_record<v0::container_resources>},
    {"v0 log_message", &check_record<v0::log_message>},
    {"v0 page of experiments", &check_record<page<v0::experiment>>},
    {"v0 page of bookmarked jobs", &check_record<page<v0::bookmarked<v0::job>>>},
};

}  // namespace

std::span<const record> v0_records() { return records; }

}  // namespace polyaxon::fuzz
