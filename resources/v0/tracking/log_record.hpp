#pragma once
#include <polyaxon/codec/timestamp.hpp>

#include <string>
#include <string_view>

namespace polyaxon::v0::tracking {

/// "2019-11-25 10:00:00 UTC INFO -- text": a line of a run's log as the platform shows it. A text that begins with an ISO 8601 time loses it: the
/// line has that time instead of `now`.
std::string log_record(std::string_view level, std::string_view text, timestamp now = timestamp::now());

/// DEBUG 10, INFO 20, WARNING 30, ERROR 40, CRITICAL 50, in any case; other names count as INFO.
int level_number(std::string_view level);

}  // namespace polyaxon::v0::tracking
