#include <polyaxon/codec/timestamp.hpp>

#include <cstring>

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

// Eight bytes at once: true when each one is a digit where `form` has a 0, and the same where it has anything else.
bool has_form(const char* at, const char (&form)[9]) {
    std::uint64_t text = 0, like = 0, least = 0;
    char above[8];  // what, added to a byte that is too large by one, reaches its upper half
    for (int i = 0; i < 8; ++i) above[i] = form[i] == '0' ? 6 : 15;
    std::memcpy(&text, at, 8), std::memcpy(&like, form, 8), std::memcpy(&least, above, 8);
    const auto differs = text ^ like;
    return ((differs | (differs + least)) & 0xF0F0F0F0F0F0F0F0) == 0;
}

// "2026-11-22T10:00:00" begins what follows.
constexpr std::size_t full_size = 19;
bool full(std::string_view s) {
    return s.size() >= full_size && has_form(&s[0], "0000-00-") && has_form(&s[8], "00T00:00") &&
           has_form(&s[11], "00:00:00");
}

// Two bytes that are known to be digits.
int two(const char* at) { return (at[0] - '0') * 10 + (at[1] - '0'); }

// The fraction to the microsecond; further digits are cut. -1 when there is no digit.
int fraction(std::string_view& s) {
    std::size_t n = 0;
    int value = 0;
    const auto digit = [&](std::size_t i) { return static_cast<unsigned char>(s[i] - '0'); };
    if (s.size() > 6 && digit(6) > 9) {
        // Six of them, as all servers send, at once.
        constexpr char six[9] = "000000";
        char text[8] = {};
        std::memcpy(text, &s[0], 6);
        if (has_form(text, six))
            return s.remove_prefix(6), (two(text) * 100 + two(text + 2)) * 100 + two(text + 4);
    }
    for (; n < s.size() && digit(n) <= 9; ++n)
        if (n < 6) value = value * 10 + digit(n);
    for (auto i = n; i < 6; ++i) value *= 10;
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
    int y = 0, m = 0, d = 0, hh = 0, mm = 0, ss = 0, us = 0;
    bool seconds_given = false;
    if (full(s)) {
        // What all servers send.
        y = two(&s[0]) * 100 + two(&s[2]), m = two(&s[5]), d = two(&s[8]);
        hh = two(&s[11]), mm = two(&s[14]), ss = two(&s[17]);
        s.remove_prefix(full_size);
        seconds_given = true;
    } else {
        if (y = digits(s, 4); y < 0 || !take(s, '-')) return std::nullopt;
        if (m = digits(s, 2); m < 0 || !take(s, '-')) return std::nullopt;
        if (d = digits(s, 2); d < 0) return std::nullopt;
        if (!take(s, 'T') && !take(s, 't') && !take(s, ' ')) return std::nullopt;
        if (hh = digits(s, 2); hh < 0 || !take(s, ':')) return std::nullopt;
        if (mm = digits(s, 2); mm < 0) return std::nullopt;
        seconds_given = take(s, ':');
        if (seconds_given && (ss = digits(s, 2)) < 0) return std::nullopt;
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
    // A leap second is the first moment of the next minute: no clock of the servers tells them apart.
    if (y == 0 || !date.ok() || hh > 23 || mm > 59 || ss > 60) return std::nullopt;
    if (seconds_given && (take(s, '.') || take(s, ',')))
        if (us = fraction(s); us < 0) return std::nullopt;
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
