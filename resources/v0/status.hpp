#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// A status that an experiment had.
struct experiment_status {
    std::int64_t id = 0;
    std::string uuid;
    std::int64_t experiment = 0;  ///< id of its experiment
    std::optional<timestamp> created_at;
    std::string status;  ///< "created", "running", "succeeded", …: a free text
    std::optional<std::string> message, traceback;
};
std::error_code read(codec::json_in&, experiment_status&);
void write(codec::json_out&, const experiment_status&);

/// A status that a process of an experiment had.
struct experiment_job_status {
    std::int64_t id = 0;
    std::string uuid;
    std::int64_t job = 0;  ///< id of the process
    std::optional<timestamp> created_at;
    std::string status;  ///< "created", "running", "succeeded", …: a free text
    std::optional<std::string> message, traceback;
    json details;  ///< what Kubernetes told of the container, or null
};
std::error_code read(codec::json_in&, experiment_job_status&);
void write(codec::json_out&, const experiment_job_status&);

/// A status that a job or a build had.
struct job_status {
    std::int64_t id = 0;
    std::string uuid;
    std::int64_t job = 0;  ///< id of the job
    std::optional<timestamp> created_at;
    std::string status;  ///< "created", "running", "succeeded", …: a free text
    std::optional<std::string> message, traceback;
    json details;  ///< what Kubernetes told of the container, or null
};
std::error_code read(codec::json_in&, job_status&);
void write(codec::json_out&, const job_status&);

}  // namespace polyaxon::v0
