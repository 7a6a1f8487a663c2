#pragma once
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/context/system.hpp>

#include <string>
#include <string_view>

namespace polyaxon::v1::tracking {

/// Who writes the lines of plxlogs/logs.jsonl.
class log_origin {
 public:
    log_origin() = default;
    /// Node from POLYAXON_K8S_NODE_NAME or "local", pod from POLYAXON_K8S_POD_ID or the user's name, container the host's name.
    static log_origin of_this_process();
    static log_origin of_this_process(const context::system&);

    std::string node = "local", pod, container;
};

/// Appends a line of plxlogs/logs.jsonl: line end, `{"timestamp":…,"node":…,"pod":…,"container":…,"value":…}`. Blanks around the text are
/// dropped; of an empty one nothing is written. A text of several lines stays one entry.
///
///     append_log_line(file, log_origin::of_this_process(), timestamp::now(), "epoch 3 done");
void append_log_line(std::string& to, const log_origin& from, timestamp at, std::string_view text);

/// The text without the blanks around it.
std::string_view trimmed(std::string_view text) noexcept;

}  // namespace polyaxon::v1::tracking
