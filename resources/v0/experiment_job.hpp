#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v0/pod_resources.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// One process of an experiment: its master, a worker or a parameter server.
struct experiment_job {
    std::int64_t id = 0;
    std::string uuid;
    std::optional<std::string> unique_name, pod_id, role;
    std::int64_t experiment = 0;  ///< id of its experiment
    std::optional<std::string> experiment_name;
    std::optional<std::string> last_status;
    std::optional<timestamp> created_at, updated_at, started_at, finished_at;
    std::optional<std::string> total_run;  ///< "1m 5s", from the dates; the server's where one is missing
    std::optional<pod_resources> resources;
    json definition;
    std::optional<std::string> node_scheduled;
};
std::error_code read(codec::json_in&, experiment_job&);
void write(codec::json_out&, const experiment_job&);

}  // namespace polyaxon::v0
