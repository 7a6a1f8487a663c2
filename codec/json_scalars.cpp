#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_state.ipp>
#include <polyaxon/codec/json_tokens.hpp>

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

std::error_code read_integer(json_in& in, std::int64_t& out, std::int64_t least, std::int64_t most) {
    auto& slot = json_access::slot(in);
    auto token = slot.token;
    std::string_view digits = token;
    bool text = in.is_string();
    if (text) digits = slot.inner();
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
    slot.done = true;
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
    auto& slot = json_access::slot(in);
    auto token = slot.token;
    std::optional<bool> value;
    if (in.is_string()) {
        value = bool_word(slot.inner());
    } else if (token == "true" || token == "false") {
        value = token == "true";
    } else if (double d = 2; is_number(token) && number_from(token, d) == std::errc{}) {
        if (d == 0 || d == 1) value = d == 1;
    }
    if (!value) return in.fail("expected a bool");
    out = *value;
    slot.done = true;
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
    auto& slot = json_access::slot(in);
    auto token = slot.token;
    // A list or an object asked for its number would be an error of simdjson's: only numbers are.
    double value = 0;
    if (token.front() != '-' && (token.front() < '0' || token.front() > '9'))
        return in.fail("expected a number");
    if (slot.value.get_double().get(value)) {
        if (!is_number(token)) return in.fail("expected a number");
        // from_chars says the same of what is too large and of what is too small to be told from zero.
        value = std::strtod(std::string(token).c_str(), nullptr);
        if (!std::isfinite(value)) return in.fail("expected a number in range, got " + shown(token));
    }
    out = value;
    slot.done = true;
    return {};
}

std::error_code read(json_in& in, std::string& out) {
    auto& slot = json_access::slot(in);
    auto& s = json_access::state(in);
    if (!in.is_string()) return in.fail("expected a string");
    auto inner = slot.inner();
    if (!inner.empty() && std::memchr(inner.data(), '\\', inner.size()) &&
        (s.broken || !s.unescape(slot.string, inner.size(), inner)))
        return json_access::broken(s, "broken JSON: a bad escape in a string", slot.token.data());
    // The short way for what was just made.
    if (out.capacity() < inner.size())
        std::string(inner).swap(out);
    else
        out.assign(inner);
    slot.done = true;
    return {};
}

std::error_code read(json_in& in, timestamp& out) {
    auto& slot = json_access::slot(in);
    if (!in.is_string()) return in.fail("expected a date and time");
    auto value = timestamp::parse(slot.inner());
    if (!value) return in.fail("expected a date and time such as 2026-11-22T10:00:00Z, got other text");
    out = *value;
    slot.done = true;
    return {};
}

std::error_code read(json_in& in, json& out) {
    std::string_view text;
    if (auto ec = read_raw(in, text)) return ec;
    out = json::raw(std::string(text));
    return {};
}

std::error_code read_text(json_in& in, std::string& out) {
    if (in.is_string()) return read(in, out);
    auto& slot = json_access::slot(in);
    if (slot.token != "true" && slot.token != "false" && !is_number(slot.token))
        return in.fail("expected a string or a number");
    out.assign(slot.token);
    slot.done = true;
    return {};
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
    slot.done = true;
    return {};
}

}  // namespace polyaxon::codec
