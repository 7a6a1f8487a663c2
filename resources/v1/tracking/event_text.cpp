#include <polyaxon/resources/v1/tracking/event_text.hpp>

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace polyaxon::v1::tracking {

namespace {

/// The digits of the shortest decimal that reads back, and where its point stands: d.ddd times ten to `exponent`.
struct decimal {
    char digits[24];
    std::size_t count = 0;
    int exponent = 0;
    bool negative = false;
};

decimal shortest(double value) {
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    decimal out;
    const char* at = buffer;
    if (*at == '-') out.negative = true, ++at;
    for (; at != end && *at != 'e'; ++at)
        if (*at != '.') out.digits[out.count++] = *at;
    if (at != end && *++at == '+') ++at;  // from_chars takes no plus
    std::from_chars(at, end, out.exponent);
    return out;
}

/// Fixed notation for exponents in [least, 16), as both writers do; they differ in where small numbers turn and in the exponent's width.
void append_number(std::string& to, double value, int least, std::size_t exponent_width) {
    const decimal d = shortest(value);
    if (d.negative) to += '-';
    if (d.exponent < least || d.exponent >= 16) {
        to += d.digits[0];
        if (d.count > 1) {
            to += '.';
            to.append(d.digits + 1, d.count - 1);
        }
        to += d.exponent < 0 ? "e-" : "e+";
        const auto size = std::to_string(std::abs(d.exponent));
        if (size.size() < exponent_width) to.append(exponent_width - size.size(), '0');
        to += size;
        return;
    }
    if (d.exponent < 0) {
        to += "0.";
        to.append(static_cast<std::size_t>(-d.exponent - 1), '0');
        to.append(d.digits, d.count);
        return;
    }
    const auto whole = static_cast<std::size_t>(d.exponent) + 1;
    if (d.count <= whole) {
        to.append(d.digits, d.count);
        to.append(whole - d.count, '0');
        to += ".0";
        return;
    }
    to.append(d.digits, whole);
    to += '.';
    to.append(d.digits + whole, d.count - whole);
}

/// The next code point of UTF-8 text, U+FFFD for what is none: overlong forms, surrogates, what lies beyond U+10FFFF, what is cut short.
char32_t next_code(std::string_view& text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const unsigned first = byte(0);
    std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    char32_t code = size == 1 ? first : first & (0x7Fu >> size);
    bool good = first < 0x80 || (first >= 0xC2 && first <= 0xF4);
    for (std::size_t i = 1; good && i < size; ++i) {
        good = (byte(i) & 0xC0) == 0x80;
        if (good)
            code = code << 6 | (byte(i) & 0x3F);
        else
            size = i;
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (good && size > 1)
        good = code >= least[size] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    else if (!good && (first < 0xC2 || first > 0xF4))
        size = 1;
    text.remove_prefix(size);
    return good ? code : 0xFFFD;
}

void append_unit(std::string& to, std::uint32_t unit) {
    constexpr char hex[] = "0123456789abcdef";
    to += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) to += hex[unit >> shift & 15];
}

bool is_plain(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

}  // namespace

void append_repr(std::string& to, double value) {
    if (std::isnan(value))
        to += "nan";
    else if (std::isinf(value))
        to += value < 0 ? "-inf" : "inf";
    else
        append_number(to, value, -4, 2);
}

void append_payload_number(std::string& to, double value) {
    if (std::isfinite(value))
        append_number(to, value, -5, 1);
    else
        to += "null";
}

void append_ascii_quoted(std::string& to, std::string_view text) {
    to += '"';
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && is_plain(text[plain])) ++plain;
        to.append(text.data(), plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const char32_t code = next_code(text);
        switch (code) {
            case '"': to += "\\\""; break;
            case '\\': to += "\\\\"; break;
            case '\b': to += "\\b"; break;
            case '\f': to += "\\f"; break;
            case '\n': to += "\\n"; break;
            case '\r': to += "\\r"; break;
            case '\t': to += "\\t"; break;
            default:
                if (code < 0x10000) {
                    append_unit(to, code);
                } else {
                    append_unit(to, 0xD800 + ((code - 0x10000) >> 10));
                    append_unit(to, 0xDC00 + ((code - 0x10000) & 0x3FF));
                }
        }
    }
    to += '"';
}

void append_compact(std::string& to, std::string_view json_text, bool escape_bars) {
    bool quoted = false, escaped = false;
    for (const char c : json_text) {
        if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
        if (static_cast<unsigned char>(c) < 0x20 || (c == '|' && escape_bars)) {
            // A control character is not allowed here at all; it must not cut the row either.
            if (escaped) to.pop_back(), escaped = false;
            append_unit(to, static_cast<unsigned char>(c));
            continue;
        }
        to += c;
        if (escaped)
            escaped = false;
        else if (quoted && c == '\\')
            escaped = true;
        else if (c == '"')
            quoted = !quoted;
    }
}

}  // namespace polyaxon::v1::tracking
