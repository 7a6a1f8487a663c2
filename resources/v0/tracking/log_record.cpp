#include <polyaxon/resources/v0/tracking/log_record.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace polyaxon::v0::tracking {

namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// Takes a leading time out of the text; dates without a time are none.
bool take_time(std::string_view& text, timestamp& out) {
    if (text.size() < 19 || text[0] < '0' || text[0] > '9' || text[4] != '-') return false;
    auto end = text.find(' ');
    if (end == 10) end = text.find(' ', 11);  // a blank between date and time
    const auto moment = timestamp::parse(text.substr(0, end));
    if (!moment) return false;
    out = *moment;
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    return true;
}

}  // namespace

std::string log_record(std::string_view level, std::string_view text, timestamp now) {
    take_time(text, now);
    auto moment = now.text();  // 2019-11-25T10:00:00.123456+00:00
    moment.resize(19);
    moment[10] = ' ';
    std::string out = std::move(moment);
    out += " UTC ";
    for (const char c : level) out += upper(c);
    out += " -- ";
    out += text;
    return out;
}

int level_number(std::string_view level) {
    static constexpr std::array<std::pair<std::string_view, int>, 7> names{{{"DEBUG", 10},
                                                                            {"INFO", 20},
                                                                            {"WARNING", 30},
                                                                            {"WARN", 30},
                                                                            {"ERROR", 40},
                                                                            {"CRITICAL", 50},
                                                                            {"FATAL", 50}}};
    for (const auto& [name, number] : names)
        if (std::ranges::equal(level, name, {}, upper)) return number;
    return 20;
}

}  // namespace polyaxon::v0::tracking
