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

/// One job: a program that is no experiment. Lists leave out `content`, `resources` and the like, creations know neither
/// uuid nor status nor dates. What did not come is empty.
struct job {
    std::int64_t id = 0;
    std::optional<std::string> uuid;         ///< 32 lower-case hex digits
    std::optional<std::string> unique_name;  ///< "adam.mnist.jobs.12"
    std::optional<std::string> pod_id, name, user, project;
    std::optional<std::string> build_job;  ///< unique name; after a creation its number
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
    std::optional<std::string> backend;

    std::optional<bool> bookmarked;
    std::optional<std::string> cloning_strategy;  ///< "copy", "restart" or "resume"
    json data_refs;
    std::optional<std::string> node_scheduled;
    std::optional<std::string> original;  ///< unique name of what it was cloned from
    std::optional<std::string> readme;
};
std::error_code read(codec::json_in&, job&);
void write(codec::json_out&, const job&);
struct config_rules;
const config_rules& rules_of(const job&);

}  // namespace polyaxon::v0
