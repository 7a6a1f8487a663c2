#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_state.hpp>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

// The readers of single values. Each leaves the cursor behind the value when it succeeds.

namespace polyaxon::codec {

namespace {

template <class N>
std::errc number_from(std::string_view text, N& out) {
    auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (ec == std::errc{} && end != text.data() + text.size()) return std::errc::invalid_argument;
    return ec;
}

// A number shown in an error, cut when long.
std::string shown(std::string_view number) {
    return number.size() <= 40 ? std::string(number) : std::string(number.substr(0, 37)) + "...";
}

bool is_decimal(std::string_view t) {
    if (!t.empty() && (t.front() == '-' || t.front() == '+')) t.remove_prefix(1);
    if (t.empty()) return false;
    for (char c : t)
        if (c < '0' || c > '9') return false;
    return true;
}

std::error_code read_integer(json_in& in, std::int64_t& out, std::int64_t least, std::int64_t most) {
    auto& c = json_access::begin(in);
    auto token = c.token();
    std::string_view digits = token;
    bool text = c.string(digits);
    std::int64_t value = 0;
    if (text ? !is_decimal(digits) : !is_number(token)) return in.fail("expected an integer");
    if (digits.front() == '+') digits.remove_prefix(1);
    auto ec = number_from(digits, value);
    if (ec == std::errc::invalid_argument) {
        // A fraction or an exponent: cut towards zero, as the servers do.
        double d = 0;
        if (number_from(digits, d) != std::errc{} ||
            !(d >= -9223372036854775808.0 && d < 9223372036854775808.0))
            ec = std::errc::result_out_of_range;
        else
            ec = {}, value = static_cast<std::int64_t>(d);
    }
    if (ec != std::errc{} || value < least || value > most)
        return in.fail(text ? "expected an integer in range, got a string of digits beyond it"
                            : "expected an integer in range, got " + shown(token));
    out = value;
    ++c.at;
    return {};
}

// As written, in capitals, or with a first capital: what the servers take.
bool is_word(std::string_view t, std::string_view lower) {
    if (t.size() != lower.size()) return false;
    auto up = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    bool small = t == lower, large = true, first = true;
    for (std::size_t i = 0; i < t.size(); ++i) {
        large = large && t[i] == up(lower[i]);
        first = first && t[i] == (i == 0 ? up(lower[i]) : lower[i]);
    }
    return small || large || first;
}

std::optional<bool> bool_word(std::string_view t) {
    for (std::string_view w : {"t", "true", "on", "y", "yes", "1"})
        if (is_word(t, w)) return true;
    for (std::string_view w : {"f", "false", "off", "n", "no", "0"})
        if (is_word(t, w)) return false;
    return std::nullopt;
}

}  // namespace

std::error_code read(json_in& in, bool& out) {
    auto& c = json_access::begin(in);
    auto token = c.token();
    std::string_view inner;
    std::optional<bool> value;
    if (c.string(inner)) {
        value = bool_word(inner);
    } else if (token == "true" || token == "false") {
        value = token == "true";
    } else if (double d = 2; is_number(token) && number_from(token, d) == std::errc{}) {
        if (d == 0 || d == 1) value = d == 1;
    }
    if (!value) return in.fail("expected a bool");
    out = *value;
    ++c.at;
    return {};
}

std::error_code read(json_in& in, int& out) {
    std::int64_t value = 0;
    using limits = std::numeric_limits<int>;
    if (auto ec = read_integer(in, value, limits::min(), limits::max())) return ec;
    out = static_cast<int>(value);
    return {};
}

std::error_code read(json_in& in, std::int64_t& out) {
    using limits = std::numeric_limits<std::int64_t>;
    return read_integer(in, out, limits::min(), limits::max());
}

std::error_code read(json_in& in, double& out) {
    auto& c = json_access::begin(in);
    auto token = c.token();
    if (!is_number(token)) return in.fail("expected a number");
    double value = 0;
    if (number_from(token, value) != std::errc{}) {
        // from_chars says the same of what is too large and of what is too small to be told from zero.
        value = std::strtod(std::string(token).c_str(), nullptr);
        if (!std::isfinite(value)) return in.fail("expected a number in range, got " + shown(token));
    }
    out = value;
    ++c.at;
    return {};
}

std::error_code read(json_in& in, std::string& out) {
    auto& c = json_access::begin(in);
    std::string_view inner;
    if (!c.string(inner)) return in.fail("expected a string");
    out.clear();
    if (!append_unescaped(out, inner)) return in.fail("broken JSON: a bad escape in a string");
    ++c.at;
    return {};
}

std::error_code read(json_in& in, timestamp& out) {
    auto& c = json_access::begin(in);
    std::string_view inner;
    if (!c.string(inner)) return in.fail("expected a date and time");
    auto value = timestamp::parse(inner);
    if (!value) return in.fail("expected a date and time such as 2026-11-22T10:00:00Z, got other text");
    out = *value;
    ++c.at;
    return {};
}

std::error_code read(json_in& in, json& out) {
    auto& c = json_access::begin(in);
    auto& s = json_access::state(in);
    const char* from = c.data + c.offset();
    if (const char* bad = walk(c, s.depth)) return json_access::broken(s, bad);
    auto last = c;
    --last.at;
    auto tail = last.token();
    out = json::raw(std::string(from, tail.data() + tail.size()));
    return {};
}

std::error_code read_text(json_in& in, std::string& out) {
    auto& c = json_access::begin(in);
    auto token = c.token();
    if (in.is_string()) return read(in, out);
    if (token != "true" && token != "false" && !is_number(token))
        return in.fail("expected a string or a number");
    out.assign(token);
    ++c.at;
    return {};
}

std::error_code read_uuid(json_in& in, std::string& out) {
    auto& c = json_access::begin(in);
    std::string_view inner;
    if (!c.string(inner)) return in.fail("expected a uuid");
    char hex[32];
    std::size_t n = 0;
    bool dashed = inner.size() == 36;
    bool good = dashed || inner.size() == 32;
    for (std::size_t i = 0; good && i < inner.size(); ++i) {
        char ch = inner[i];
        if (dashed && (i == 8 || i == 13 || i == 18 || i == 23)) {
            good = ch == '-';
            continue;
        }
        if (ch >= 'A' && ch <= 'F') ch = static_cast<char>(ch + 32);
        good = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f');
        if (good && n < sizeof hex) hex[n++] = ch;
    }
    if (!good || n != sizeof hex) return in.fail("expected a uuid of 32 hex digits, got other text");
    out.assign(hex, sizeof hex);
    ++c.at;
    return {};
}

}  // namespace polyaxon::codec
