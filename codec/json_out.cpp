#include <polyaxon/codec/fields.hpp>

#include <charconv>
#include <cmath>

namespace polyaxon::codec {

namespace {

// Length of the well-formed UTF-8 sequence at the start of `s`; 0 when there is none, then `bad` bytes are one error.
std::size_t utf8_length(std::string_view s, std::size_t& bad) {
    auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
    auto lead = byte(0);
    std::size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    bad = 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    unsigned least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < least || byte(1) > most) return 0;
    for (std::size_t i = 2; i < n; ++i)
        if (byte(i) < 0x80 || byte(i) > 0xBF) return bad = i, 0;
    return n;
}

void append_escape(std::string& to, char c) {
    switch (c) {
        case '"': to += "\\\""; return;
        case '\\': to += "\\\\"; return;
        case '\b': to += "\\b"; return;
        case '\f': to += "\\f"; return;
        case '\n': to += "\\n"; return;
        case '\r': to += "\\r"; return;
        case '\t': to += "\\t"; return;
        default: {
            constexpr char hex[] = "0123456789abcdef";
            to += "\\u00";
            to += hex[static_cast<unsigned char>(c) >> 4];
            to += hex[static_cast<unsigned char>(c) & 15];
        }
    }
}

template <class N>
void append_number(std::string& to, N value) {
    char buffer[32];
    auto [end, ec] = std::to_chars(buffer, buffer + sizeof buffer, value);
    static_cast<void>(ec);  // 32 bytes hold every integer and the shortest text of every double
    to.append(buffer, end);
}

}  // namespace

void append_quoted(std::string& to, std::string_view text) {
    to += '"';
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size()) {
            auto c = static_cast<unsigned char>(text[plain]);
            if (c < 0x20 || c == '"' || c == '\\' || c >= 0x80) break;
            ++plain;
        }
        to.append(text.data(), plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            append_escape(to, text.front());
            text.remove_prefix(1);
            continue;
        }
        std::size_t bad = 1;
        auto n = utf8_length(text, bad);
        to += n ? text.substr(0, n) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(n ? n : bad);
    }
    to += '"';
}

void write(json_out& out, bool v) { out.text() += v ? "true" : "false"; }
void write(json_out& out, int v) { append_number(out.text(), v); }
void write(json_out& out, std::int64_t v) { append_number(out.text(), v); }

void write(json_out& out, double v) {
    auto& to = out.text();
    if (!std::isfinite(v)) {
        to += "null";
        return;
    }
    auto from = to.size();
    append_number(to, v);
    // 3.0 stays a fraction for the reader, as Python writes it.
    if (to.find_first_of(".eE", from) == to.npos) to += ".0";
}

void write(json_out& out, std::string_view v) { append_quoted(out.text(), v); }
void write(json_out& out, const timestamp& v) { append_quoted(out.text(), v.text()); }
void write(json_out& out, const json& v) { out.text() += v.text(); }

void write_object(json_out& out, std::span<const field> rows, const void* self) {
    auto& to = out.text();
    to += '{';
    bool first = true;
    for (const auto& row : rows) {
        if (!row.write || (!out.writes_nulls() && row.present && !row.present(self))) continue;
        if (!first) to += ',';
        first = false;
        append_quoted(to, row.key);
        to += ':';
        row.write(out, self);
    }
    to += '}';
}

void write_complete(json_out& out, std::span<const field> rows, const void* self, const json& given) {
    auto& to = out.text();
    to += '{';
    bool first = true;
    for (const auto& row : rows) {
        if (!row.write || row.otherwise.empty()) continue;
        if (!first) to += ',';
        first = false;
        append_quoted(to, row.key);
        to += ':';
        if (!given.contains(row.key))
            to += row.otherwise;
        else if (given.at(row.key).is_null())
            to += "null";
        else
            row.write(out, self);
    }
    to += '}';
}

}  // namespace polyaxon::codec
