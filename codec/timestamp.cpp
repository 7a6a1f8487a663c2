#include <polyaxon/codec/timestamp.hpp>

namespace polyaxon {

namespace {

using namespace std::chrono;

// Reads exactly `n` digits; -1 when there are none.
int digits(std::string_view& s, std::size_t n) {
    if (s.size() < n) return -1;
    int value = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (s[i] < '0' || s[i] > '9') return -1;
        value = value * 10 + (s[i] - '0');
    }
    s.remove_prefix(n);
    return value;
}

bool take(std::string_view& s, char c) {
    if (s.empty() || s.front() != c) return false;
    s.remove_prefix(1);
    return true;
}

// The fraction to the microsecond; further digits are cut. -1 when there is no digit.
int fraction(std::string_view& s) {
    int value = 0, scale = 100000;
    std::size_t n = 0;
    for (; n < s.size() && s[n] >= '0' && s[n] <= '9'; ++n, scale /= 10) value += (s[n] - '0') * scale;
    s.remove_prefix(n);
    return n == 0 ? -1 : value;
}

// "Z", "+01:00", "+0100", "+01" or nothing. False for anything else.
bool offset(std::string_view s, minutes& out) {
    out = minutes{0};
    if (s.empty() || s == "Z" || s == "z") return true;
    bool west = s.front() == '-';
    if (!west && s.front() != '+') return false;
    s.remove_prefix(1);
    int hh = digits(s, 2), mm = 0;
    if (!s.empty()) {
        take(s, ':');
        mm = digits(s, 2);
    }
    if (hh < 0 || hh > 23 || mm < 0 || mm > 59 || !s.empty()) return false;
    out = hours{hh} + minutes{mm};
    if (west) out = -out;
    return true;
}

void put(char*& to, unsigned value, int n) {
    for (int i = n - 1; i >= 0; --i, value /= 10) to[i] = static_cast<char>('0' + value % 10);
    to += n;
}

}  // namespace

timestamp timestamp::now() { return timestamp(floor<microseconds>(system_clock::now())); }

std::optional<timestamp> timestamp::parse(std::string_view s) {
    int y = digits(s, 4);
    if (y < 0 || !take(s, '-')) return std::nullopt;
    int m = digits(s, 2);
    if (m < 0 || !take(s, '-')) return std::nullopt;
    int d = digits(s, 2);
    year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d < 0 ? 0 : d)}};
    if (d < 0 || y == 0 || !date.ok()) return std::nullopt;
    if (!take(s, 'T') && !take(s, 't') && !take(s, ' ')) return std::nullopt;

    int hh = digits(s, 2);
    if (hh < 0 || hh > 23 || !take(s, ':')) return std::nullopt;
    int mm = digits(s, 2), ss = 0, us = 0;
    if (mm < 0 || mm > 59) return std::nullopt;
    if (take(s, ':')) {
        ss = digits(s, 2);
        // A leap second is the first moment of the next minute: no clock of the servers tells them apart.
        if (ss < 0 || ss > 60) return std::nullopt;
        if (take(s, '.') || take(s, ','))
            if (us = fraction(s); us < 0) return std::nullopt;
    }
    minutes east{0};
    if (!offset(s, east)) return std::nullopt;
    const auto at = sys_days{date} + hours{hh} + minutes{mm} - east + seconds{ss} + microseconds{us};
    // An offset may lead out of the years that four digits can write.
    if (at < sys_days{year{1} / 1 / 1} || at >= sys_days{year{10000} / 1 / 1}) return std::nullopt;
    return timestamp(at);
}

std::string timestamp::text() const {
    auto days_ = floor<days>(at_);
    year_month_day date{days_};
    auto rest = at_ - days_;
    auto us = static_cast<unsigned>((rest % seconds{1}).count());
    auto sec = static_cast<unsigned>(duration_cast<seconds>(rest).count());

    char buffer[48];
    char* to = buffer;
    int y = static_cast<int>(date.year());
    // Years outside four digits are written as they are; no server sends them.
    if (y < 0) *to++ = '-', y = -y;
    put(to, static_cast<unsigned>(y), y > 9999 ? 5 : 4), *to++ = '-';
    put(to, static_cast<unsigned>(date.month()), 2), *to++ = '-';
    put(to, static_cast<unsigned>(date.day()), 2), *to++ = 'T';
    put(to, sec / 3600, 2), *to++ = ':';
    put(to, sec / 60 % 60, 2), *to++ = ':';
    put(to, sec % 60, 2);
    if (us != 0) *to++ = '.', put(to, us, 6);
    for (char c : std::string_view("+00:00")) *to++ = c;
    return std::string(buffer, to);
}

}  // namespace polyaxon
