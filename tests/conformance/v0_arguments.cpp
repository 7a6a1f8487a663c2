#include "conformance/v0_arguments.hpp"

#include "conformance/v0_compare.hpp"

#include <algorithm>

namespace conformance::v0 {

arguments::arguments(const json& given, std::initializer_list<std::string_view> known) : given_(given) {
    for (const auto& name : given_.keys()) {
        if (name.starts_with('$')) throw inexpressible("the arguments are shortened in the record");
        if (std::ranges::find(known, name) == known.end()) throw inexpressible("unknown argument " + name);
    }
}

void arguments::refuse(std::string_view name, const json& value, std::string_view wanted) {
    throw inexpressible("argument " + std::string(name) + " is " + shortened(value.text(), 40) + ", not " +
                        std::string(wanted));
}

json arguments::required(std::string_view name) const {
    if (!given_.is_object() || !given_.contains(name))
        throw inexpressible("argument " + std::string(name) + " is missing");
    return given_.at(name);
}

std::string arguments::text(std::string_view name) const {
    const auto v = required(name);
    if (!v.is_string()) refuse(name, v, "a text");
    return v.as<std::string>();
}
std::optional<std::string> arguments::text_or_null(std::string_view name) const {
    const auto v = value(name);
    if (v.is_null()) return std::nullopt;
    if (!v.is_string()) refuse(name, v, "a text");
    return v.as<std::string>();
}
std::string arguments::reference(std::string_view name) const {
    const auto v = required(name);
    if (v.is_null()) refuse(name, v, "a number or a text");
    return *reference_or_null(name);
}
std::optional<std::string> arguments::reference_or_null(std::string_view name) const {
    const auto v = value(name);
    if (v.is_null()) return std::nullopt;
    if (v.is_string()) return v.as<std::string>();
    const auto digits = v.text();
    if (!is_number(v) || digits.find_first_of(".eE") != digits.npos) refuse(name, v, "a number or a text");
    return std::string(digits);
}
std::optional<bool> arguments::flag_or_null(std::string_view name) const {
    const auto v = value(name);
    if (v.is_null()) return std::nullopt;
    if (!is_bool(v)) refuse(name, v, "true or false");
    return v.as<bool>();
}
int arguments::page() const {
    if (!given_.is_object() || !given_.contains("page")) return 1;
    const auto v = given_.at("page");
    if (!is_number(v) || v.text().find_first_of(".eE") != std::string_view::npos)
        refuse("page", v, "an integer");
    if (v.text().size() > 10 || v.as<std::int64_t>() > std::numeric_limits<int>::max())
        refuse("page", v, "an int");
    return v.as<int>();
}

std::optional<std::int64_t> arguments::integer_or_null(std::string_view name) const {
    const auto v = value(name);
    if (v.is_null()) return std::nullopt;
    if (!is_number(v) || v.text().find_first_of(".eE") != std::string_view::npos || v.text().size() > 19)
        refuse(name, v, "an integer");
    return v.as<std::int64_t>();
}

std::optional<polyaxon::timestamp> arguments::moment_or_null(std::string_view name) const {
    const auto v = value(name);
    if (v.is_null()) return std::nullopt;
    const auto text = member(v, "$datetime");
    const auto moment = text.is_string() ? polyaxon::timestamp::parse(text.as<std::string>()) : std::nullopt;
    if (!moment) refuse(name, v, "a time");
    return moment;
}

namespace {

/// `v` with plain values for its markers.
json plain(std::string_view name, const json& v) {
    if (v.is_array()) {
        auto out = json::array();
        for (const auto& element : v.elements()) out.push(plain(name, element));
        return out;
    }
    if (!v.is_object()) return v;
    if (v.contains("$numpy")) return plain(name, v.at("value"));
    auto out = json::object();
    for (const auto& [key, value] : v.items()) {
        if (key.starts_with('$')) arguments::refuse(name, v, "JSON");
        out.set(key, plain(name, value));
    }
    return out;
}

}  // namespace

json arguments::mapping(std::string_view name) const {
    const auto v = required(name);
    if (!v.is_object()) refuse(name, v, "a mapping");
    return plain(name, v);
}
std::optional<json> arguments::mapping_or_null(std::string_view name) const {
    if (value(name).is_null()) return std::nullopt;
    return mapping(name);
}
json arguments::config(std::string_view name) const {
    const auto v = required(name);
    if (!built(name)) return mapping(name);
    return plain(name, v.at("fields"));
}
bool arguments::built(std::string_view name) const { return !member(value(name), "$config").is_null(); }

std::vector<std::string> arguments::texts(std::string_view name) const {
    const auto v = required(name);
    std::vector<std::string> out;
    if (v.is_string()) {
        out.push_back(v.as<std::string>());
        return out;
    }
    if (!v.is_array()) refuse(name, v, "a text or a list of texts");
    for (const auto& element : v.elements()) {
        if (!element.is_string()) refuse(name, v, "a list of texts");
        out.push_back(element.as<std::string>());
    }
    return out;
}

std::vector<given_file> arguments::files(std::string_view name) const {
    const auto v = required(name);
    const auto list = member(v, "$files");
    if (!list.is_array()) refuse(name, v, "a list of files");
    std::vector<given_file> out;
    for (const auto& one : list.elements())
        out.push_back({one.at("field").as<std::string>(), one.at("filename").as<std::string>(),
                       as_bytes(one.at("content").as<std::string>()),
                       one.value_or("content_type", std::string())});
    return out;
}

void arguments::handler(std::string_view name) const {
    const auto v = value(name);
    if (!v.is_null() && v.text() != "\"$collect\"") refuse(name, v, "a handler that collects");
}

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

names::names(const arguments& from, std::string_view key) {
    const auto v = from.value(key);
    if (v.is_null()) return;
    if (is_bool(v))
        all_ = v.as<bool>();
    else if (v.is_string())
        texts_.push_back(v.as<std::string>());
    else if (v.is_array())
        for (const auto& element : v.elements()) {
            if (!element.is_string()) arguments::refuse(key, v, "a list of texts");
            texts_.push_back(element.as<std::string>());
        }
    else
        arguments::refuse(key, v, "true, a text or a list of texts");
    if (texts_.size() == 1 && texts_.front().empty()) texts_.clear();  // an empty filter is none
    views_.assign(texts_.begin(), texts_.end());
}
polyaxon::v0::name_filter names::filter() const {
    if (all_) return true;
    return std::span<const std::string_view>(views_);
}

}  // namespace conformance::v0
