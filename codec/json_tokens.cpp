#include <polyaxon/codec/json_tokens.hpp>

#include <polyaxon/codec/fields.hpp>

#include <simdjson.h>

#include <cstring>
#include <limits>

namespace polyaxon::codec {

namespace {

// simdjson takes four bytes for each byte of the largest document seen; beyond this they are given back.
constexpr std::size_t keep_capacity = std::size_t{4} << 20;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

const char* words_for(simdjson::error_code e) {
    switch (e) {
        case simdjson::EMPTY: return "empty body where JSON was expected";
        case simdjson::UTF8_ERROR: return "broken JSON: the text is not UTF-8";
        case simdjson::UNCLOSED_STRING: return "broken JSON: a string is not closed";
        case simdjson::UNESCAPED_CHARS: return "broken JSON: a control character inside a string";
        case simdjson::CAPACITY: return "the document is too large to be read";
        case simdjson::MEMALLOC: return "no memory to read the document";
        default: return "broken JSON";
    }
}

}  // namespace

struct json_index::parts {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
    std::string copy;
};

json_index::json_index() : parts_(std::make_unique<parts>()) {}
json_index::~json_index() = default;
json_index::json_index(json_index&&) noexcept = default;
json_index& json_index::operator=(json_index&&) noexcept = default;

const char* json_index::build(const char* data, std::size_t size) {
    start_ = {};
    if (size >= 3 && std::memcmp(data, "\xEF\xBB\xBF", 3) == 0) data += 3, size -= 3;
    if (size > std::numeric_limits<std::uint32_t>::max() / 2) return words_for(simdjson::CAPACITY);
    if (size == 0) return words_for(simdjson::EMPTY);

    auto& parser = parts_->parser;
    if (parser && parser->capacity() > keep_capacity && size <= keep_capacity) parser.reset();
    if (!parser || parser->capacity() < size) {
        // Doubling keeps a slowly growing sequence of documents linear.
        auto wanted = size <= keep_capacity / 2 ? std::max<std::size_t>(size * 2, 4096) : size;
        parser.reset();
        // Nesting is bounded by our own walk, so the stack of simdjson's second stage stays empty.
        if (auto e =
                simdjson::get_active_implementation()->create_dom_parser_implementation(wanted, 1, parser))
            return words_for(e);
    }
    if (auto e =
            parser->stage1(reinterpret_cast<const std::uint8_t*>(data), size, simdjson::stage1_mode::regular))
        return words_for(e);
    const auto* first = parser->structural_indexes.get();
    start_ = {data, first, first + parser->n_structural_indexes, static_cast<std::uint32_t>(size)};
    return start_.done() ? words_for(simdjson::EMPTY) : nullptr;
}

const char* json_index::build(std::string_view text) {
    auto& copy = parts_->copy;
    if (copy.capacity() > keep_capacity && text.size() <= keep_capacity) std::string().swap(copy);
    copy.assign(text);
    copy.append(json_parser::padding, ' ');
    return build(copy.data(), text.size());
}

std::string_view json_cursor::token() const noexcept {
    if (at == end) return {};
    std::uint32_t stop = at + 1 == end ? size : at[1];
    while (stop > *at && is_blank(data[stop - 1])) --stop;
    return {data + *at, stop - *at};
}

bool json_cursor::string(std::string_view& inner) const noexcept {
    auto t = token();
    // The first stage has matched the quotes, so a token that begins with one also ends with its partner.
    if (t.size() < 2 || t.front() != '"' || t.back() != '"') return false;
    inner = t.substr(1, t.size() - 2);
    return true;
}

std::string_view kind_of(const json_cursor& c) noexcept {
    auto t = c.token();
    switch (c.first()) {
        case '\0': return c.done() ? "the end of the document" : "broken JSON";
        case '{': return "an object";
        case '[': return "a list";
        case '"': return "a string";
        case 'n': return t == "null" ? "null" : "broken JSON";
        case 't': return t == "true" ? "a bool" : "broken JSON";
        case 'f': return t == "false" ? "a bool" : "broken JSON";
        default: return is_number(t) ? "a number" : "broken JSON";
    }
}

bool is_number(std::string_view t) noexcept {
    std::size_t i = 0;
    auto digits = [&] {
        auto from = i;
        while (i < t.size() && t[i] >= '0' && t[i] <= '9') ++i;
        return i - from;
    };
    if (i < t.size() && t[i] == '-') ++i;
    bool zero = i < t.size() && t[i] == '0';
    auto whole = digits();
    if (whole == 0 || (zero && whole > 1)) return false;
    if (i < t.size() && t[i] == '.') {
        ++i;
        if (digits() == 0) return false;
    }
    if (i < t.size() && (t[i] == 'e' || t[i] == 'E')) {
        ++i;
        if (i < t.size() && (t[i] == '+' || t[i] == '-')) ++i;
        if (digits() == 0) return false;
    }
    return i == t.size();
}

namespace {

int hex4(std::string_view s) {
    if (s.size() < 4) return -1;
    int value = 0;
    for (char c : s.substr(0, 4)) {
        int d = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
        if (d < 0) return -1;
        value = value * 16 + d;
    }
    return value;
}

void append_utf8(std::string& to, std::uint32_t c) {
    auto put = [&](std::uint32_t byte) { to += static_cast<char>(byte); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)),
            put(0x80 | (c & 0x3F));
    }
}

// Reads the escape whose backslash is cut off; the code point, or -1. Cuts it off `rest`.
std::int64_t take_escape(std::string_view& rest) {
    if (rest.empty()) return -1;
    char c = rest.front();
    rest.remove_prefix(1);
    switch (c) {
        case '"':
        case '\\':
        case '/': return c;
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'u': break;
        default: return -1;
    }
    int unit = hex4(rest);
    if (unit < 0 || (unit >= 0xDC00 && unit < 0xE000)) return -1;
    rest.remove_prefix(4);
    if (unit < 0xD800 || unit >= 0xE000) return unit;
    if (rest.size() < 6 || rest[0] != '\\' || rest[1] != 'u') return -1;
    int low = hex4(rest.substr(2));
    if (low < 0xDC00 || low >= 0xE000) return -1;
    rest.remove_prefix(6);
    return 0x10000 + (static_cast<std::int64_t>(unit - 0xD800) << 10) + (low - 0xDC00);
}

const char* find_backslash(std::string_view s) {
    return s.empty() ? nullptr : static_cast<const char*>(std::memchr(s.data(), '\\', s.size()));
}

bool good_escapes(std::string_view inner) {
    while (const char* slash = find_backslash(inner)) {
        inner.remove_prefix(static_cast<std::size_t>(slash - inner.data()) + 1);
        if (take_escape(inner) < 0) return false;
    }
    return true;
}

const char* pass_string(json_cursor& c, const char* otherwise) {
    std::string_view inner;
    if (!c.string(inner)) return otherwise;
    if (!good_escapes(inner)) return "broken JSON: a bad escape in a string";
    ++c.at;
    return nullptr;
}

const char* pass_key(json_cursor& c) {
    if (auto* bad = pass_string(c, "broken JSON: expected a key")) return bad;
    if (c.token() != ":") return "broken JSON: expected ':'";
    ++c.at;
    return nullptr;
}

}  // namespace

bool append_unescaped(std::string& to, std::string_view inner) {
    while (const char* slash = find_backslash(inner)) {
        auto plain = static_cast<std::size_t>(slash - inner.data());
        to.append(inner.data(), plain);
        inner.remove_prefix(plain + 1);
        auto code = take_escape(inner);
        if (code < 0) return false;
        append_utf8(to, static_cast<std::uint32_t>(code));
    }
    to.append(inner);
    return true;
}

const char* walk(json_cursor& c, int depth) {
    // The containers that are open: only whether each is an object. A loop, so hostile nesting costs no stack.
    bool in_object[json_parser::max_depth];
    int open = 0;
    for (;;) {
        bool opened = false;
        switch (c.first()) {
            case '{':
            case '[':
                if (depth + open >= json_parser::max_depth)
                    return "limit: the document is nested more than 256 deep";
                if (c.token().size() != 1) return "broken JSON";
                in_object[open++] = c.first() == '{';
                ++c.at;
                opened = true;
                break;
            case '"':
                if (auto* bad = pass_string(c, "broken JSON")) return bad;
                break;
            default:
                if (auto kind = kind_of(c); kind == "broken JSON")
                    return "broken JSON: expected a value";
                else if (c.done())
                    return "broken JSON: the document ends too early";
                ++c.at;
        }
        // Close what ends here, then step to the next value.
        for (;;) {
            if (open == 0) return nullptr;
            bool object = in_object[open - 1];
            auto t = c.token();
            if (t == (object ? "}" : "]")) {
                ++c.at, --open, opened = false;
                continue;
            }
            if (!opened) {
                if (c.done()) return "broken JSON: the document ends too early";
                if (t != ",")
                    return object ? "broken JSON: expected ',' or '}'" : "broken JSON: expected ',' or ']'";
                ++c.at;
            }
            if (object)
                if (auto* bad = pass_key(c)) return bad;
            break;
        }
    }
}

}  // namespace polyaxon::codec
