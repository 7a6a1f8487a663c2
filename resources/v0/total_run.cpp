#include <polyaxon/resources/v0/total_run.hpp>

#include <chrono>

namespace polyaxon::v0 {

std::optional<std::string> total_run(timestamp started, timestamp finished) {
    if (finished < started) return std::nullopt;
    const auto ran = std::chrono::floor<std::chrono::seconds>(finished.time() - started.time()).count();
    const auto hours = ran / 3600, minutes = ran / 60 % 60, seconds = ran % 60;
    const auto with = [](auto number, char unit) { return std::to_string(number) + unit; };
    if (hours) return minutes ? with(hours, 'h') + ' ' + with(minutes, 'm') : with(hours, 'h');
    if (minutes) return seconds ? with(minutes, 'm') + ' ' + with(seconds, 's') : with(minutes, 'm');
    return with(seconds, 's');
}

void settle_total_run(std::optional<std::string>& value, const std::optional<timestamp>& started,
                      const std::optional<timestamp>& finished) {
    if (started && finished) value = total_run(*started, *finished);
}

}  // namespace polyaxon::v0
