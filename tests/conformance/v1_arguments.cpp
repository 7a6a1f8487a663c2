#include "conformance/v1_arguments.hpp"

namespace conformance::v1 {

arguments::arguments(const json& recorded) {
    for (auto& [key, value] : recorded.items()) {
        if (key == "positional") {
            positional_ = value.elements();
            used_.assign(positional_.size(), false);
        } else if (key != "async_req") {  // how Python waits; ours are always awaited
            named_.emplace_back(key, std::move(value));
        }
    }
}

json arguments::positional(std::size_t i) {
    if (i >= positional_.size()) return {};
    used_[i] = true;
    return positional_[i];
}

json arguments::take(std::string_view key) {
    for (auto it = named_.begin(); it != named_.end(); ++it) {
        if (it->first != key) continue;
        auto value = std::move(it->second);
        named_.erase(it);
        return value;
    }
    return {};
}

json arguments::either(std::size_t i, std::string_view key) {
    return i < positional_.size() ? positional(i) : take(key);
}
std::string_view arguments::either_text(std::size_t i, std::string_view key) {
    return i < positional_.size() ? positional_text(i) : text(key);
}
std::string_view arguments::either_list(std::size_t i, std::string_view key) {
    const auto value = either(i, key);
    if (value.is_null()) return {};
    return value.is_string() ? keep(value.as<std::string>()) : comma_list(value);
}
std::string_view arguments::object_text(std::string_view key) {
    const auto value = take(key);
    return value.is_null() ? std::string_view() : keep(std::string(value.text()));
}
std::optional<std::string_view> arguments::optional_text(std::string_view key) {
    const auto value = take(key);
    if (value.is_null()) return std::nullopt;
    if (!value.is_string()) throw inexpressible(std::string(key) + " is " + shortened(value.text(), 40));
    return keep(value.as<std::string>());
}

std::string_view arguments::keep(std::string text) { return texts_.emplace_back(std::move(text)); }

std::string_view arguments::text(std::string_view key) {
    const auto value = take(key);
    if (value.is_null()) return {};
    if (!value.is_string()) throw inexpressible(std::string(key) + " is " + shortened(value.text(), 40));
    return keep(value.as<std::string>());
}

std::string_view arguments::positional_text(std::size_t i) {
    const auto value = positional(i);
    if (!value.is_string())
        throw inexpressible("argument " + std::to_string(i) + " is " + shortened(value.text(), 40));
    return keep(value.as<std::string>());
}

std::optional<int> arguments::number(std::string_view key) {
    const auto value = take(key);
    if (value.is_null()) return std::nullopt;
    if (!is_number(value)) throw inexpressible(std::string(key) + " is " + shortened(value.text(), 40));
    return value.as<int>();
}

std::optional<bool> arguments::flag(std::string_view key) {
    const auto value = take(key);
    if (value.is_null()) return std::nullopt;
    if (!is_bool(value)) throw inexpressible(std::string(key) + " is " + shortened(value.text(), 40));
    return value.as<bool>();
}

std::string_view arguments::comma_list(const json& list) {
    std::string all;
    for (const auto& one : list.elements()) {
        const auto text = one.as<std::string>();
        if (text.find(',') != text.npos) throw inexpressible("a comma in " + text);
        all += (all.empty() ? "" : ",") + text;
    }
    return keep(std::move(all));
}
std::string_view arguments::comma_list(std::string_view key) { return comma_list(take(key)); }

json arguments::rest() {
    auto out = json::object();
    for (auto& [key, value] : named_) {
        const auto special = member(value, "$float");
        out.set(key, special.is_null() ? std::move(value) : json());
    }
    named_.clear();
    return out;
}

void arguments::done() const {
    if (!named_.empty()) throw inexpressible("there is no argument " + named_.front().first);
    for (std::size_t i = 0; i < used_.size(); ++i)
        if (!used_[i]) throw inexpressible("there is no positional argument " + std::to_string(i));
}

}  // namespace conformance::v1
