#include <polyaxon/codec/json.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/json_tokens.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <charconv>
#include <cmath>

namespace polyaxon {

namespace {

[[noreturn]] void refuse_text(const std::string& what) { throw failed(errc::decode, "JSON value: " + what); }

struct visit {
    void* self;
    void (*child)(void* self, std::string_view key, std::string_view value);
};

// Calls f(key, value) for each member, f("", value) for each element; the value is its text. Nothing for other values.
// Returns where the copy begins that the values point into.
// The parser is kept by each thread, so reading a member costs no allocation for it: `f` must not read a json itself.
template <class F>
const char* each_child(std::string_view text, F f) {
    if (text.empty() || (text.front() != '{' && text.front() != '[')) return nullptr;
    thread_local codec::json_parser parser;
    thread_local std::string padded;
    constexpr std::size_t keep = std::size_t{1} << 20;
    if (padded.capacity() > keep && text.size() < keep) std::string().swap(padded);
    padded.assign(text);
    padded.append(codec::json_parser::padding, ' ');
    visit v{&f, [](void* self, std::string_view key, std::string_view value) {
                (*static_cast<F*>(self))(key, value);
            }};
    auto ec = parser.parse(padded.data(), text.size(), &v, [](codec::json_in& in, void* self) {
        auto child = [](std::string_view key, codec::json_in& from, void* to) -> std::error_code {
            std::string_view value;
            if (auto bad = codec::read_raw(from, value)) return bad;
            auto& what = *static_cast<visit*>(to);
            return what.child(what.self, key, value), std::error_code{};
        };
        if (in.is_object()) return in.each_member(self, child, 0);
        return in.each(
            self,
            [](codec::json_in& from, void* to) -> std::error_code {
                std::string_view value;
                if (auto bad = codec::read_raw(from, value)) return bad;
                auto& what = *static_cast<visit*>(to);
                return what.child(what.self, {}, value), std::error_code{};
            },
            0);
    });
    if (ec) refuse_text(parser.what());
    return padded.data();
}

json json_of(std::string_view text) { return json::raw(std::string(text)); }

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
    throw failed(errc::decode, "expected " + std::string(wanted) + ", got " + std::string(kind_of(text)));
}

// A key shown in an error.
std::string shown(std::string_view key) { return '"' + std::string(key.substr(0, 60)) + '"'; }

}  // namespace

json json::parse(std::string_view text) {
    codec::json_parser parser;
    json made;
    if (parser.parse_text(text, made)) throw refused(parser.what());
    return made;
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
        throw refused("NaN and infinities cannot be written as JSON; send null or text");
    return raw(codec::to_json(value));
}

bool json::contains(std::string_view wanted) const {
    bool found = false;
    if (is_object())
        each_child(text_, [&](std::string_view key, std::string_view) { found = found || key == wanted; });
    return found;
}

bool json::has(std::string_view key) const { return contains(key) && !at(key).is_null(); }

json json::at(std::string_view wanted) const {
    if (!is_object()) wrong("an object with the member " + shown(wanted), text());
    json found;
    bool there = false;
    each_child(text_, [&](std::string_view key, std::string_view value) {
        if (key != wanted) return;
        found = json_of(value);  // the last of equal keys counts, as in read_object
        there = true;
    });
    if (!there) throw failed(errc::decode, "no member " + shown(wanted) + " in the JSON object");
    return found;
}

json json::at(std::size_t index) const {
    if (!is_array()) wrong("a list", text());
    json found;
    std::size_t i = 0;
    each_child(text_, [&](std::string_view, std::string_view value) {
        if (i++ == index) found = json_of(value);
    });
    if (index >= i)
        throw failed(errc::decode,
                     "no element " + std::to_string(index) + " in a JSON list of " + std::to_string(i));
    return found;
}

std::size_t json::size() const {
    std::size_t n = 0;
    each_child(text_, [&](std::string_view, std::string_view) { ++n; });
    return n;
}

std::vector<std::string> json::keys() const {
    std::vector<std::string> all;
    if (is_object())
        each_child(text_, [&](std::string_view key, std::string_view) { all.emplace_back(key); });
    return all;
}

std::vector<std::pair<std::string, json>> json::items() const {
    std::vector<std::pair<std::string, json>> all;
    if (is_object())
        each_child(text_, [&](std::string_view key, std::string_view value) {
            all.emplace_back(std::string(key), json_of(value));
        });
    return all;
}

std::vector<json> json::elements() const {
    std::vector<json> all;
    if (is_array())
        each_child(text_, [&](std::string_view, std::string_view value) { all.push_back(json_of(value)); });
    return all;
}

void json::set_value(std::string_view key, const json& value) {
    if (!is_object()) throw refused("json::set wants an object, this is " + std::string(kind_of(text())));
    std::string quoted;
    codec::append_quoted(quoted, key);
    std::string fresh(value.text());  // `value` may be this object
    // Appending is the common case, and must not read the object again for each member.
    if (text_.find(quoted) != text_.npos || text_.find('\\') != text_.npos) {
        const char* there = nullptr;
        std::size_t length = 0;
        const char* base = each_child(text_, [&](std::string_view inner, std::string_view old) {
            if (inner == key) there = old.data(), length = old.size();
        });
        if (there) {
            text_.replace(static_cast<std::size_t>(there - base), length, fresh);
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
    if (!is_array()) throw refused("json::push wants a list, this is " + std::string(kind_of(text())));
    std::string fresh(value.text());
    text_.pop_back();
    if (text_.find_last_not_of(" \t\r\n") != 0) text_ += ',';
    text_ += fresh;
    text_ += ']';
}

bool json::to_bool() const {
    if (text() != "true" && text() != "false") wrong("a bool", text());
    return text() == "true";
}

std::string json::to_string() const {
    if (!is_string()) wrong("a string", text());
    codec::json_parser parser;
    std::string value;
    if (parser.parse_text(text_, value)) refuse_text(parser.what());
    return value;
}

double json::to_double() const {
    if (!codec::is_number(text())) wrong("a number", text());
    double value = 0;
    auto t = text();
    if (std::from_chars(t.data(), t.data() + t.size(), value).ec == std::errc{}) return value;
    value = std::strtod(text_.c_str(), nullptr);
    if (!std::isfinite(value)) throw failed(errc::decode, "the number does not fit a double");
    return value;
}

float json::to_float() const {
    const auto value = static_cast<float>(to_double());
    if (!std::isfinite(value)) throw failed(errc::decode, "the number does not fit a float");
    return value;
}

namespace {

template <class I>
I integer(std::string_view t, const json& whole, I least, I most) {
    if (!codec::is_number(t)) wrong("an integer", t);
    I value = 0;
    auto [end, ec] = std::from_chars(t.data(), t.data() + t.size(), value);
    bool whole_text = ec == std::errc{} && end == t.data() + t.size();
    if (!whole_text && t.find_first_of(".eE") != t.npos) {
        // A fraction counts when it is none: 2.0, 1e3.
        const double d = whole.as<double>();
        if (d != std::trunc(d))
            throw failed(errc::decode, "expected an integer, got a number with a fraction");
        // 2^53 bounds what a double says exactly.
        whole_text = std::fabs(d) <= 9007199254740992.0 && std::in_range<I>(static_cast<std::int64_t>(d));
        if (whole_text) value = static_cast<I>(d);
    }
    if (!whole_text || value < least || value > most)
        throw failed(errc::decode, "the integer does not fit the type asked for");
    return value;
}

}  // namespace

std::int64_t json::to_signed(std::int64_t least, std::int64_t most) const {
    return integer<std::int64_t>(text(), *this, least, most);
}
std::uint64_t json::to_unsigned(std::uint64_t most) const {
    return integer<std::uint64_t>(text(), *this, 0, most);
}

}  // namespace polyaxon
