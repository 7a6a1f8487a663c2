#pragma once
#include <polyaxon/codec/json.hpp>

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

/// What one card of a container was doing.
struct container_gpu_resources {
    std::int64_t index = 0;
    std::string uuid;  ///< "GPU-1234…", as the driver says it
    std::string name;  ///< "Tesla V100"
    std::int64_t minor = 0;
    std::string bus_id, serial;
    std::int64_t temperature_gpu = 0;                                 ///< degrees Celsius
    std::int64_t utilization_gpu = 0;                                 ///< percent
    std::int64_t power_draw = 0, power_limit = 0;                     ///< watts
    std::int64_t memory_free = 0, memory_used = 0, memory_total = 0;  ///< bytes
    std::int64_t memory_utilization = 0;                              ///< percent
    std::vector<json> processes;                                      ///< {"pid": 1, "command": "python"}
};
std::error_code read(codec::json_in&, container_gpu_resources&);
void write(codec::json_out&, const container_gpu_resources&);

/// What one container of a run was using at one moment.
struct container_resources {
    std::string job_uuid, experiment_uuid;  ///< 32 lower-case hex digits
    std::string job_name, container_id;
    std::int64_t n_cpus = 0;
    double cpu_percentage = 0;                       ///< 100 is one full core
    std::vector<double> percpu_percentage;           ///< of each core
    std::int64_t memory_used = 0, memory_limit = 0;  ///< bytes
    std::vector<container_gpu_resources> gpu_resources;
};
std::error_code read(codec::json_in&, container_resources&);
void write(codec::json_out&, const container_resources&);

}  // namespace polyaxon::v0
