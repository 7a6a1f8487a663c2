#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/http_reader.hpp>

#include <algorithm>
#include <array>

namespace polyaxon::codec {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> days = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};

/// Reads a date from the front; every step does nothing once one has failed.
struct scanner {
    std::string_view rest;
    bool good = true;

    bool take(std::string_view text) {
        if (!rest.starts_with(text)) return false;
        rest.remove_prefix(text.size());
        return true;
    }
    void must(std::string_view text) { good = good && take(text); }
    int number(std::size_t digits) {
        int n = 0;
        if (rest.size() < digits) good = false;
        if (!good) return 0;
        for (char c : rest.substr(0, digits)) {
            if (c < '0' || c > '9') return good = false, 0;
            n = n * 10 + (c - '0');
        }
        rest.remove_prefix(digits);
        return n;
    }
    int month() {
        for (std::size_t i = 0; i < months.size(); ++i)
            if (take(months[i])) return static_cast<int>(i) + 1;
        return good = false, 0;
    }
    seconds time() {
        const int h = number(2);
        must(":");
        const int m = number(2);
        must(":");
        const int s = number(2);
        good = good && h < 24 && m < 60 && s <= 60;
        return hours(h) + minutes(m) + seconds(std::min(s, 59));
    }
};

/// The three forms of RFC 9110, 5.6.7.
std::optional<sys_seconds> read_http_date(std::string_view text, system_clock::time_point now) {
    scanner in{text};
    int y = 0, m = 0, d = 0;
    seconds of_day{};
    bool named = false, short_name = false;
    for (auto day : days) {
        if (named) break;
        if (in.take(day))
            named = true;
        else if (in.take(day.substr(0, 3)))
            named = short_name = true;
    }
    if (!named) return {};
    if (in.take(" ")) {  // asctime: Sun Nov  6 08:49:37 1994
        in.good = short_name;
        m = in.month();
        in.must(" ");
        d = in.take(" ") ? in.number(1) : in.number(2);
        in.must(" ");
        of_day = in.time();
        in.must(" ");
        y = in.number(4);
    } else if (short_name) {  // Sun, 06 Nov 1994 08:49:37 GMT
        in.must(", ");
        d = in.number(2);
        in.must(" ");
        m = in.month();
        in.must(" ");
        y = in.number(4);
        in.must(" ");
        of_day = in.time();
        in.must(" GMT");
    } else {  // Sunday, 06-Nov-94 08:49:37 GMT
        in.must(", ");
        d = in.number(2);
        in.must("-");
        m = in.month();
        in.must("-");
        y = in.number(2);
        in.must(" ");
        of_day = in.time();
        in.must(" GMT");
        // Of the years that end so, the one not more than 50 years ahead.
        const int this_year = static_cast<int>(year_month_day(floor<std::chrono::days>(now)).year());
        y += this_year / 100 * 100;
        if (y > this_year + 50)
            y -= 100;
        else if (y <= this_year - 50)
            y += 100;
    }
    const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
    if (!in.good || !in.rest.empty() || !date.ok()) return {};
    return sys_days(date) + of_day;
}

}  // namespace

std::optional<milliseconds> parse_retry_after(std::string_view value, system_clock::time_point now) {
    constexpr milliseconds day = hours(24);
    value = http_lines::trim(value);
    if (value.empty()) return {};
    if (value.find_first_not_of("0123456789") == value.npos) {
        std::int64_t n = 0;
        for (char c : value) n = std::min<std::int64_t>(n * 10 + (c - '0'), 86400);
        return milliseconds(seconds(n));
    }
    const auto date = read_http_date(value, now);
    if (!date) return {};
    // Both as whole seconds first: a clock far from the date must not overflow.
    const auto wait = *date - floor<seconds>(now);
    if (wait >= day) return day;
    if (wait <= seconds(0)) return milliseconds(0);
    return std::max(milliseconds(0), ceil<milliseconds>(sys_time<system_clock::duration>(*date) - now));
}

}  // namespace polyaxon::codec
