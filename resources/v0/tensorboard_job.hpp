#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v0/pod_resources.hpp>

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

/// One TensorBoard, of a project, of a group or of an experiment. What did not come is empty.
struct tensorboard_job {
    std::int64_t id = 0;
    std::optional<std::string> uuid;         ///< 32 lower-case hex digits
    std::optional<std::string> unique_name;  ///< "adam.mnist.tensorboards.1"
    std::optional<std::string> pod_id, name, user, project;
    std::optional<std::string> build_job;
    std::optional<std::string> description;
    std::vector<std::string> tags;
    std::optional<std::string> last_status;  ///< "created", "running", "stopped", …: a free text
    std::optional<timestamp> created_at, updated_at, started_at, finished_at;
    std::optional<std::string> total_run;  ///< "1m 5s", from the dates; the server's where one is missing
    std::optional<bool> is_clone;
    std::optional<std::string> content;  ///< the polyaxonfile
    std::optional<bool> is_managed;
    std::optional<std::int64_t> ttl;  ///< seconds
    std::optional<pod_resources> resources;
    json definition;                               ///< the pod's
    std::optional<std::int64_t> experiment;        ///< id of the experiment that it shows
    std::optional<std::int64_t> experiment_group;  ///< id of the group that it shows

    std::optional<std::string> node_scheduled;
};
std::error_code read(codec::json_in&, tensorboard_job&);
void write(codec::json_out&, const tensorboard_job&);

}  // namespace polyaxon::v0
