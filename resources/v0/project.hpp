#pragma once
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/group.hpp>

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

/// A project. Only `get_project` carries the counts and flags; lists and bookmarks leave them at their defaults.
struct project {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> user, owner;
    std::optional<std::string> unique_name;  ///< "adam.mnist"
    std::optional<std::string> uuid;         ///< 32 lower-case hex digits
    std::optional<std::string> description;
    std::vector<std::string> tags;
    bool is_public = true;
    bool has_code = false;
    std::optional<timestamp> created_at, updated_at;
    std::int64_t num_experiments = 0, num_independent_experiments = 0, num_experiment_groups = 0;
    std::int64_t num_jobs = 0, num_builds = 0;
    bool has_tensorboard = false, has_notebook = false;
    std::vector<group> experiment_groups;
    std::vector<experiment> experiments;

    std::optional<bool> bookmarked;
    std::optional<std::string> notebook;  ///< id
    std::optional<std::string> readme;
    std::optional<std::string> tensorboard;  ///< id
};
std::error_code read(codec::json_in&, project&);
void write(codec::json_out&, const project&);
const config_rules& rules_of(const project&);  ///< of creations (config.hpp)

}  // namespace polyaxon::v0
