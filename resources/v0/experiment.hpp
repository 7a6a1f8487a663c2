#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v0/experiment_job.hpp>
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

/// One training. No answer carries every field: lists leave out `content`, `resources` and the like, lists of metrics or
/// params hold little but ids and names, creations know neither uuid nor status nor dates. What did not come is empty.
struct experiment {
    std::int64_t id = 0;
    std::optional<std::string> uuid;         ///< 32 lower-case hex digits
    std::optional<std::string> unique_name;  ///< "adam.mnist.1.7": owner, project, group if any, id
    std::optional<std::string> user, name, project;
    std::optional<std::string> experiment_group;  ///< unique name; after a creation its number
    std::optional<std::string> build_job;         ///< unique name; after a creation its number
    std::optional<std::string> description;
    std::optional<std::string> last_status;  ///< "created", "running", "succeeded", …: a free text
    json last_metric;                        ///< {"loss": 0.1}; null or {} while there is none
    std::optional<std::string> backend, framework;
    std::optional<timestamp> created_at, updated_at, started_at, finished_at;
    std::optional<std::string> total_run;  ///< "1m 5s", from the dates; the server's where one is missing
    std::optional<bool> is_clone;
    bool has_tensorboard = false;
    std::optional<std::string> content;  ///< the polyaxonfile
    std::int64_t num_jobs = 0;
    json params;
    std::vector<std::string> tags;
    std::optional<pod_resources> resources;
    json run_env;
    std::optional<bool> is_managed;
    std::optional<std::int64_t> ttl;  ///< seconds
    std::vector<experiment_job> jobs;

    std::optional<bool> bookmarked;
    std::optional<std::string> cloning_strategy;  ///< "copy", "restart" or "resume"
    std::optional<std::string> code_reference;    ///< id
    json data_refs;
    std::optional<std::string> original;             ///< unique name of what it was cloned from
    std::optional<std::string> original_experiment;  ///< its id
    std::optional<std::string> readme;
    std::optional<std::string> tensorboard;  ///< id
};
std::error_code read(codec::json_in&, experiment&);
void write(codec::json_out&, const experiment&);
struct config_rules;
const config_rules& rules_of(const experiment&);

}  // namespace polyaxon::v0
