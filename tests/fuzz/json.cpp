// JSON into every record type. Input: a byte that chooses the type, the text.
#include "fuzz/records.hpp"

#include <polyaxon/codec/server_words.hpp>
#include <polyaxon/codec/utf8.hpp>

#include <set>

namespace polyaxon::fuzz {

namespace {

/// Takes a value apart and puts it together again.
json rebuilt(const json& v) {
    if (v.is_object()) {
        auto out = json::object();
        for (const auto& [key, member] : v.items()) out.set(key, rebuilt(member));
        return out;
    }
    if (v.is_array()) {
        auto out = json::array();
        for (const auto& e : v.elements()) out.push(rebuilt(e));
        return out;
    }
    if (v.is_string()) return json::from(v.as<std::string>());
    return v;
}

bool keys_are_unique(const json& v) {
    if (v.is_object()) {
        std::set<std::string> seen;
        for (const auto& [key, member] : v.items())
            if (!seen.insert(key).second || !keys_are_unique(member)) return false;
    }
    if (v.is_array())
        for (const auto& e : v.elements())
            if (!keys_are_unique(e)) return false;
    return true;
}

template <class T>
void number(const json& v) {
    try {
        const T n = v.template as<T>();
        require(json::from(n).template as<T>() == n || n != n, "a number written and read again is equal");
    } catch (const error& e) {
        require(e.kind() == errc::decode || e.kind() == errc::invalid_argument,
                "a value of another kind is a decode error");
    }
}

/// json itself: walked, compared, rebuilt.
bool check_value(std::string_view text) {
    json v;
    try {
        v = json::parse(text);
    } catch (const error& e) {
        require(e.kind() == errc::invalid_argument, "bad text is an invalid argument");
        require(!codec::valid_json(text, codec::json_parser::max_depth), "JSON is taken");
        return false;
    }
    require(codec::valid_json(text, codec::json_parser::max_depth), "broken JSON never passes");
    require(v == v, "a value equals itself");
    require(v.size() == (v.is_object()  ? v.keys().size()
                         : v.is_array() ? v.elements().size()
                                        : 0),
            "its size is the number of its parts");
    if (keys_are_unique(v)) {
        const auto copy = rebuilt(v);
        require(copy == v, "a value taken apart and rebuilt is equal");
        for (const auto& key : v.is_object() ? v.keys() : std::vector<std::string>())
            require(v.contains(key) && copy.at(key) == v.at(key), "each key finds its member");
    }
    number<int>(v), number<std::int64_t>(v), number<std::uint64_t>(v), number<double>(v), number<bool>(v);
    require(json::parse(v.text()) == v, "its text is the value");
    return check_record<json>(text);
}

/// Any text becomes a JSON string, and the words of any error body are one short line.
bool check_text(std::string_view text) {
    const auto quoted = json::from(text);
    const auto back = quoted.as<std::string>();
    require(codec::is_utf8(text) ? back == text : codec::is_utf8(back),
            "a quoted text is the text, as UTF-8");
    for (const auto* type : {"application/json", "text/html", "text/plain", ""}) {
        const auto words = codec::server_words(text, type);
        require(words.size() <= 500, "words of a server are at most 500 bytes");
        for (const char c : words)
            require(static_cast<unsigned char>(c) >= 32 && c != 127, "words of a server are one clean line");
    }
    return true;
}

constexpr record plain[] = {
    {"value", &check_value},
    {"text", &check_text},
    {"bool", &check_record<bool>},
    {"int", &check_record<int>},
    {"int64", &check_record<std::int64_t>},
    {"double", &check_record<double>},
    {"string", &check_record<std::string>},
    {"timestamp", &check_record<timestamp>},
    {"list of numbers", &check_record<std::vector<double>>},
    {"list of optional texts", &check_record<std::vector<std::optional<std::string>>>},
};

}  // namespace

std::span<const record> plain_records() { return plain; }

int run_json(const std::uint8_t* data, std::size_t size) {
    input in(data, size);
    std::size_t chosen = in.byte();
    const std::span<const record> all[] = {plain_records(), v0_records(), v1_records()};
    chosen %= all[0].size() + all[1].size() + all[2].size();
    for (const auto& part : all) {
        if (chosen < part.size()) {
            part[chosen].check(in.rest());
            break;
        }
        chosen -= part.size();
    }
    return 0;
}

}  // namespace polyaxon::fuzz
