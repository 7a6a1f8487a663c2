#pragma once
#include <polyaxon/codec/timestamp.hpp>

#include <optional>
#include <string>

namespace polyaxon::v0 {

/// How long something ran, as the platform writes it: "5s", "1m 5s", "1m", "2h 30m", "60h"; seconds are left out from one
/// hour up, days are counted as hours. Nothing when it ended before it began (a restarted run does).
std::optional<std::string> total_run(timestamp started, timestamp finished);

/// With both dates the duration is theirs; otherwise `value` keeps what the server sent.
void settle_total_run(std::optional<std::string>& value, const std::optional<timestamp>& started,
                      const std::optional<timestamp>& finished);

}  // namespace polyaxon::v0
