#include <polyaxon/codec/json.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_tokens.hpp>

#include <charconv>
#include <cmath>

namespace polyaxon {

namespace {

using codec::json_cursor;

[[noreturn]] void refuse(errc kind, std::string detail) {
    error_info info;
    info.kind = kind;
    info.detail = std::move(detail);
    throw error(std::move(info));
}

// Kept by each thread: reading a member costs no allocation for the list of tokens. Nothing below calls out while it
// holds a cursor.
json_cursor tokens_of(std::string_view text) {
    thread_local codec::json_index index;
    if (const char* bad = index.build(text)) refuse(errc::decode, std::string("JSON value: ") + bad);
    return index.begin();
}

void step_over(json_cursor& c) {
    if (const char* bad = codec::walk(c, 0)) refuse(errc::decode, std::string("JSON value: ") + bad);
}

json value_between(const json_cursor& from, json_cursor behind) {
    --behind.at;
    auto last = behind.token();
    const char* first = from.data + from.offset();
    return json::raw(std::string(first, last.data() + last.size()));
}

std::string unescaped(std::string_view inner) {
    std::string text;
    if (!codec::append_unescaped(text, inner))
        refuse(errc::decode, "JSON value: broken JSON: a bad escape in a string");
    return text;
}

std::string_view key_at(const json_cursor& c) {
    std::string_view inner;
    if (!c.string(inner)) refuse(errc::decode, "JSON value: broken JSON: expected a key");
    return inner;
}

// Calls visit(key, value, behind) for each member, visit("", value, behind) for each element, until it says false.
template <class F>
void each_child(std::string_view text, F visit) {
    auto c = tokens_of(text);
    bool object = c.first() == '{';
    if (!object && c.first() != '[') return;
    char close = object ? '}' : ']';
    if (++c.at; c.first() == close) return;
    for (;;) {
        std::string_view key;
        if (object) {
            key = key_at(c);
            ++c.at;
            if (c.first() != ':') refuse(errc::decode, "JSON value: broken JSON: expected ':'");
            ++c.at;
        }
        auto from = c;
        step_over(c);
        if (!visit(key, from, c)) return;
        if (c.first() == close) return;
        if (c.first() != ',') refuse(errc::decode, "JSON value: broken JSON: expected ','");
        ++c.at;
    }
}

bool same_key(std::string_view inner, std::string_view key) {
    if (inner.find('\\') == inner.npos) return inner == key;
    return unescaped(inner) == key;
}

std::string_view kind_of(std::string_view text) {
    switch (text.front()) {
        case '{': return "an object";
        case '[': return "a list";
        case '"': return "a string";
        case 'n': return "null";
        case 't':
        case 'f': return "a bool";
        default: return "a number";
    }
}

[[noreturn]] void wrong(std::string_view wanted, std::string_view text) {
    refuse(errc::decode, "expected " + std::string(wanted) + ", got " + std::string(kind_of(text)));
}

// A key shown in an error.
std::string shown(std::string_view key) { return '"' + std::string(key.substr(0, 60)) + '"'; }

}  // namespace

json json::parse(std::string_view text) {
    codec::json_index index;
    const char* bad = index.build(text);
    if (bad) refuse(errc::invalid_argument, bad);
    auto c = index.begin();
    auto from = c;
    bad = codec::walk(c, 0);
    if (!bad && !c.done()) bad = "broken JSON: something follows the value";
    if (bad) refuse(errc::invalid_argument, std::string(bad) + " (byte " + std::to_string(c.offset()) + ')');
    return value_between(from, c);
}

json json::raw(std::string text) {
    constexpr std::string_view blanks = " \t\r\n";
    json made;
    auto last = text.find_last_not_of(blanks);
    text.erase(last == text.npos ? 0 : last + 1);
    if (auto first = text.find_first_not_of(blanks); first != 0 && first != text.npos) text.erase(0, first);
    made.text_ = std::move(text);
    return made;
}

json json::object() { return raw("{}"); }
json json::array() { return raw("[]"); }
json json::from(bool value) { return raw(value ? "true" : "false"); }
json json::from_signed(std::int64_t value) { return raw(std::to_string(value)); }
json json::from_unsigned(std::uint64_t value) { return raw(std::to_string(value)); }

json json::from(std::string_view value) {
    json made;
    codec::append_quoted(made.text_, value);
    return made;
}

json json::from(double value) {
    if (!std::isfinite(value))
        refuse(errc::invalid_argument, "NaN and infinities cannot be written as JSON; send null or text");
    return raw(codec::to_json(value));
}

bool json::contains(std::string_view key) const {
    bool found = false;
    if (is_object())
        each_child(text_, [&](std::string_view inner, auto&&...) {
            return !(found = found || same_key(inner, key));
        });
    return found;
}

json json::at(std::string_view key) const {
    if (!is_object()) wrong("an object with the member " + shown(key), text());
    json found;
    bool there = false;
    each_child(text_, [&](std::string_view inner, const json_cursor& from, const json_cursor& behind) {
        if (!same_key(inner, key)) return true;
        found = value_between(from, behind);
        there = true;
        return true;  // the last of equal keys counts, as in read_object
    });
    if (!there) refuse(errc::decode, "no member " + shown(key) + " in the JSON object");
    return found;
}

json json::at(std::size_t index) const {
    if (!is_array()) wrong("a list", text());
    json found;
    bool there = false;
    std::size_t i = 0;
    each_child(text_, [&](std::string_view, const json_cursor& from, const json_cursor& behind) {
        if (i++ != index) return true;
        found = value_between(from, behind);
        there = true;
        return false;
    });
    if (!there)
        refuse(errc::decode,
               "no element " + std::to_string(index) + " in a JSON list of " + std::to_string(i));
    return found;
}

std::size_t json::size() const {
    std::size_t n = 0;
    if (!text_.empty()) each_child(text_, [&](auto&&...) { return ++n, true; });
    return n;
}

std::vector<std::string> json::keys() const {
    std::vector<std::string> all;
    if (is_object())
        each_child(text_,
                   [&](std::string_view inner, auto&&...) { return all.push_back(unescaped(inner)), true; });
    return all;
}

std::vector<std::pair<std::string, json>> json::items() const {
    std::vector<std::pair<std::string, json>> all;
    if (is_object())
        each_child(text_, [&](std::string_view inner, const json_cursor& from, const json_cursor& behind) {
            return all.emplace_back(unescaped(inner), value_between(from, behind)), true;
        });
    return all;
}

std::vector<json> json::elements() const {
    std::vector<json> all;
    if (is_array())
        each_child(text_, [&](std::string_view, const json_cursor& from, const json_cursor& behind) {
            return all.push_back(value_between(from, behind)), true;
        });
    return all;
}

void json::set_value(std::string_view key, const json& value) {
    if (!is_object())
        refuse(errc::invalid_argument, "json::set wants an object, this is " + std::string(kind_of(text())));
    std::string quoted;
    codec::append_quoted(quoted, key);
    std::string fresh(value.text());  // `value` may be this object
    // Appending is the common case, and must not read the object again for each member.
    if (text_.find(quoted) != text_.npos || text_.find('\\') != text_.npos) {
        std::size_t at = text_.npos, length = 0;
        each_child(text_, [&](std::string_view inner, const json_cursor& from, const json_cursor& behind) {
            if (!same_key(inner, key)) return true;
            at = from.offset();
            length = value_between(from, behind).text().size();
            return true;
        });
        if (at != text_.npos) {
            text_.replace(at, length, fresh);
            return;
        }
    }
    text_.pop_back();
    if (text_.find_last_not_of(" \t\r\n") != 0) text_ += ',';
    text_ += quoted;
    text_ += ':';
    text_ += fresh;
    text_ += '}';
}

void json::push_value(const json& value) {
    if (!is_array())
        refuse(errc::invalid_argument, "json::push wants a list, this is " + std::string(kind_of(text())));
    std::string fresh(value.text());
    text_.pop_back();
    if (text_.find_last_not_of(" \t\r\n") != 0) text_ += ',';
    text_ += fresh;
    text_ += ']';
}

template <>
bool json::as<bool>() const {
    if (text() != "true" && text() != "false") wrong("a bool", text());
    return text() == "true";
}

template <>
std::string json::as<std::string>() const {
    if (!is_string()) wrong("a string", text());
    return unescaped(key_at(tokens_of(text_)));
}

template <>
double json::as<double>() const {
    if (!codec::is_number(text())) wrong("a number", text());
    double value = 0;
    auto t = text();
    if (std::from_chars(t.data(), t.data() + t.size(), value).ec == std::errc{}) return value;
    value = std::strtod(text_.c_str(), nullptr);
    if (!std::isfinite(value)) refuse(errc::decode, "the number does not fit a double");
    return value;
}

template <class I>
I json::as_integer() const {
    auto t = text();
    if (!codec::is_number(t)) wrong("an integer", t);
    I value = 0;
    auto [end, ec] = std::from_chars(t.data(), t.data() + t.size(), value);
    if (ec == std::errc{} && end == t.data() + t.size()) return value;
    if (t.find_first_of(".eE") != t.npos) {
        // A fraction counts when it is none: 2.0, 1e3.
        double d = as<double>();
        if (d != std::trunc(d)) refuse(errc::decode, "expected an integer, got a number with a fraction");
        // 2^53 bounds what a double says exactly.
        if (std::fabs(d) <= 9007199254740992.0 && std::in_range<I>(static_cast<std::int64_t>(d)))
            return static_cast<I>(d);
    }
    refuse(errc::decode, "the integer does not fit the type asked for");
}

template <>
int json::as<int>() const {
    return as_integer<int>();
}
template <>
long json::as<long>() const {
    return as_integer<long>();
}
template <>
long long json::as<long long>() const {
    return as_integer<long long>();
}
template <>
unsigned json::as<unsigned>() const {
    return as_integer<unsigned>();
}
template <>
unsigned long json::as<unsigned long>() const {
    return as_integer<unsigned long>();
}
template <>
unsigned long long json::as<unsigned long long>() const {
    return as_integer<unsigned long long>();
}

}  // namespace polyaxon
