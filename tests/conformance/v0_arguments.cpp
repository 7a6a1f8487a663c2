#include "conformance/v0_arguments.hpp"

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
