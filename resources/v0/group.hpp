#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v0/experiment.hpp>

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

struct config_rules;

/// A group of experiments: a study made by a search, or a selection. Lists leave out the counts and `content`.
struct group {
    std::int64_t id = 0;
    std::optional<std::string> uuid, name, unique_name, user, project;
    std::optional<std::string> description, content;
    std::optional<std::string> group_type;        ///< "study" or "selection"
    std::optional<std::string> search_algorithm;  ///< "grid", "random", "hyperband", "bo"
    std::vector<std::string> tags;
    std::optional<timestamp> created_at, updated_at, started_at, finished_at;
    std::optional<std::string> total_run;  ///< "1m 5s", from the dates; the server's where one is missing
    std::optional<std::int64_t> concurrency;
    std::optional<std::int64_t> num_experiments, num_scheduled_experiments, num_pending_experiments,
        num_running_experiments, num_succeeded_experiments, num_failed_experiments, num_stopped_experiments;
    std::optional<std::string> last_status;
    bool has_tensorboard = false;
    std::optional<std::string> backend;
    std::optional<bool> is_managed;
    std::vector<experiment> experiments;

    std::optional<bool> bookmarked;
    std::optional<std::int64_t> current_iteration;
    json hptuning;
    std::optional<std::string> readme;
    std::optional<std::string> tensorboard;  ///< id
};
std::error_code read(codec::json_in&, group&);
void write(codec::json_out&, const group&);
const config_rules& rules_of(const group&);  ///< of creations (config.hpp)

}  // namespace polyaxon::v0
