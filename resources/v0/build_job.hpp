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

/// One build of an image. Lists leave out `content`, `dockerfile`, `resources` and the counts, creations know neither uuid
/// nor status nor dates. What did not come is empty.
struct build_job {
    std::int64_t id = 0;
    std::optional<std::string> uuid;         ///< 32 lower-case hex digits
    std::optional<std::string> unique_name;  ///< "adam.mnist.builds.3"
    std::optional<std::string> pod_id, name, user, project;
    std::optional<std::string> build_job;
    std::optional<std::string> description;
    std::vector<std::string> tags;
    std::optional<std::string> last_status;  ///< "created", "running", "succeeded", …: a free text
    std::optional<timestamp> created_at, updated_at, started_at, finished_at;
    std::optional<std::string> total_run;  ///< "1m 5s", from the dates; the server's where one is missing
    std::optional<bool> is_clone;
    std::optional<std::string> content;  ///< the polyaxonfile
    std::optional<bool> is_managed;
    std::optional<std::int64_t> ttl;  ///< seconds
    std::optional<pod_resources> resources;
    json definition;  ///< the pod's
    std::optional<std::string> dockerfile;
    std::optional<std::string> backend;

    std::optional<bool> bookmarked;
    std::optional<std::string> commit;  ///< of the code that went into the image
    std::optional<std::string> node_scheduled;
    std::optional<std::int64_t> num_experiments, num_jobs;  ///< that run on the image
};
std::error_code read(codec::json_in&, build_job&);
void write(codec::json_out&, const build_job&);
struct config_rules;
const config_rules& rules_of(const build_job&);

}  // namespace polyaxon::v0
