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

/// A status that an experiment group had.
struct group_status {
    std::int64_t id = 0;
    std::string uuid;                   ///< 32 lower-case hex digits
    std::int64_t experiment_group = 0;  ///< id of its group
    std::optional<timestamp> created_at;
    std::string status;  ///< "created", "running", "done", …: a free text
    std::optional<std::string> message;
    json details;

    std::optional<std::string> traceback;
};
std::error_code read(codec::json_in&, group_status&);
void write(codec::json_out&, const group_status&);

}  // namespace polyaxon::v0
