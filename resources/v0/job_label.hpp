#pragma once
#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// The labels that the platform puts on the pods of a run. Written without what is empty.
struct job_label {
    std::optional<std::string> app;
    std::string project_name;
    std::optional<std::string> experiment_group_name, experiment_name, job_name;
    std::string project_uuid;  ///< 32 lower-case hex digits, as all uuids here
    std::optional<std::string> experiment_group_uuid, experiment_uuid, job_uuid;
    std::optional<std::string> task_type, task_idx;
    std::string role, type;
};
std::error_code read(codec::json_in&, job_label&);
void write(codec::json_out&, const job_label&);

}  // namespace polyaxon::v0
