#pragma once
#include <polyaxon/codec/timestamp.hpp>

#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

/// One line that a run wrote, and where.
struct log_line {
    std::optional<polyaxon::timestamp> timestamp;  ///< when it was written
    std::optional<std::string> node, pod, container;
    std::string value;  ///< the text, without the line break

    friend bool operator==(const log_line&, const log_line&) = default;
};
std::error_code read(codec::json_in&, log_line&);
void write(codec::json_out&, const log_line&);

/// An answer of the logs route. What it has beside the lines says where to go on: `last_time` while the run's pods are asked, `last_file`
/// and `files` while archived files are read one after the other, neither when all of it has come.
struct logs {
    std::vector<log_line> logs;
    std::optional<timestamp> last_time;
    std::optional<std::string> last_file;  ///< the file that the lines are from
    std::vector<std::string> files;        ///< all there are, in their order
};
std::error_code read(codec::json_in&, logs&);
void write(codec::json_out&, const logs&);

}  // namespace polyaxon::v1
