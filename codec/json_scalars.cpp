#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_state.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <cfloat>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

// The readers of single values. Each marks the value as done when it succeeds.

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

// What was read is all there is of the value.
std::error_code done(json_in& in) {
    const auto& s = json_access::state(in);
    json_access::slot(in).done = !s.broken;
    return s.good;
}

// Digits, with a sign or without: the common integer. False for everything else, and for what might not fit.
bool short_integer(std::string_view t, std::int64_t& out) {
    const bool negative = t.front() == '-';
    t.remove_prefix(negative);
    if (t.empty() || t.size() > 18 || (t.front() == '0' && t.size() > 1)) return false;
    std::int64_t value = 0;
    for (char c : t) {
        if (c < '0' || c > '9') return false;
        value = value * 10 + (c - '0');
    }
    out = negative ? -value : value;
    return true;
}

constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                             1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// Digits with a point or without, few enough that one division of two exact numbers gives the nearest one: the common
// fraction. False for everything else.
bool short_decimal(std::string_view t, double& out) {
    if (FLT_EVAL_METHOD != 0 || t.size() > 16) return false;
    const char *at = t.data(), *const end = at + t.size();
    std::int64_t number = 0;
    const auto digits = [&] {
        const char* const from = at;
        for (; at != end && *at >= '0' && *at <= '9'; ++at) number = number * 10 + (*at - '0');
        return at - from;
    };
    const bool negative = *at == '-';
    at += negative;
    const bool zero = *at == '0';
    const auto whole = digits();
    if (whole == 0 || (zero && whole > 1)) return false;
    double value = 0;
    if (at == end) {
        value = static_cast<double>(number);
    } else {
        if (*at++ != '.') return false;
        const auto behind = digits();
        if (behind == 0 || at != end || whole + behind > 15) return false;
        value = static_cast<double>(number) / powers[behind];
    }
    out = negative ? -value : value;
    return true;
}

std::error_code read_integer(json_in& in, std::int64_t& out, std::int64_t least, std::int64_t most) {
    auto& slot = json_access::slot(in);
    auto token = slot.token();
    std::int64_t value = 0;
    if (!short_integer(token, value)) {
        std::string_view digits = token;
        bool text = in.is_string();
        if (text) digits = slot.inner();
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
        if (ec != std::errc{})
            return in.fail(text ? "expected an integer in range, got a string of digits beyond it"
                                : "expected an integer in range, got " + shown(token));
    }
    if (value < least || value > most)
        return in.fail(in.is_string() ? "expected an integer in range, got a string of digits beyond it"
                                      : "expected an integer in range, got " + shown(token));
    out = value;
    return done(in);
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
    auto& slot = json_access::slot(in);
    std::optional<bool> value;
    if (const char first = slot.first(); first == 't' || first == 'f')
        value = first == 't';
    else if (first == '"')
        value = bool_word(slot.inner());
    else if (double d = 2; is_number(slot.token()) && number_from(slot.token(), d) == std::errc{})
        if (d == 0 || d == 1) value = d == 1;
    if (!value) return in.fail("expected a bool");
    out = *value;
    return done(in);
}

std::error_code read(json_in& in, int& out) {
    std::int64_t value = 0;
    using limits = std::numeric_limits<int>;
    const auto ec = read_integer(in, value, limits::min(), limits::max());
    if (!ec) out = static_cast<int>(value);
    return ec;
}

std::error_code read(json_in& in, std::int64_t& out) {
    using limits = std::numeric_limits<std::int64_t>;
    return read_integer(in, out, limits::min(), limits::max());
}

std::error_code read(json_in& in, double& out) {
    const auto token = json_access::slot(in).token();
    double value = 0;
    if (!short_decimal(token, value)) {
        if (!is_number(token)) return in.fail("expected a number");
        if (number_from(token, value) != std::errc{}) {
            // from_chars says the same of what is too large and of what is too small to be told from zero.
            value = std::strtod(std::string(token).c_str(), nullptr);
            if (!std::isfinite(value)) return in.fail("expected a number in range, got " + shown(token));
        }
    }
    out = value;
    return done(in);
}

namespace {

// The text of a string that has escapes.
std::error_code read_escaped(json_in& in, std::string& out) {
    auto& s = json_access::state(in);
    auto& slot = json_access::slot(in);
    if (s.broken || !unescape(slot.inner(), out))
        return json_access::broken(s, json_words::bad_string, slot.from);
    return done(in);
}

bool is_plain(json_in& in, std::string_view inner) {
    return json_access::state(in).backslash_from(inner.data()) >= inner.data() + inner.size();
}

}  // namespace

std::error_code read(json_in& in, std::string& out) {
    if (!in.is_string()) return in.fail("expected a string");
    const auto inner = json_access::slot(in).inner();
    if (!is_plain(in, inner)) return read_escaped(in, out);
    // The short way for what was just made.
    if (out.capacity() < inner.size())
        std::string(inner).swap(out);
    else
        out.assign(inner);
    return done(in);
}

std::error_code read(json_in& in, std::optional<std::string>& out) {
    if (in.is_null()) return out.reset(), json_access::state(in).good;
    if (out || !in.is_string()) return read(in, out ? *out : out.emplace());
    const auto inner = json_access::slot(in).inner();
    if (!is_plain(in, inner)) return read_escaped(in, out.emplace());
    out.emplace(inner);
    return done(in);
}

std::error_code read(json_in& in, timestamp& out) {
    if (!in.is_string()) return in.fail("expected a date and time");
    auto value = timestamp::parse(json_access::slot(in).inner());
    if (!value) return in.fail("expected a date and time such as 2026-11-22T10:00:00Z, got other text");
    out = *value;
    return done(in);
}

std::error_code read(json_in& in, json& out) {
    std::string_view text;
    const auto ec = read_raw(in, text);
    if (!ec) json_access::text(out).assign(text);
    return ec;
}

std::error_code read_text(json_in& in, std::string& out) {
    if (in.is_string()) return read(in, out);
    const auto token = json_access::slot(in).token();
    const bool word = token.front() == 't' || token.front() == 'f';
    if (!word && !is_number(token)) return in.fail("expected a string or a number");
    out.assign(token);
    return done(in);
}

std::error_code read_uuid(json_in& in, std::string& out) {
    auto& slot = json_access::slot(in);
    if (!in.is_string()) return in.fail("expected a uuid");
    auto inner = slot.inner();
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
    return done(in);
}

}  // namespace polyaxon::codec
