#pragma once
#include "resources/v1_support.hpp"

#include <algorithm>
#include <map>

// The recorded list of operations, and the calls of the real Python client.

namespace v1_test {

/// "GET /api/v1/acme/vision" of an operation of the Python SDK, its placeholders filled in their order.
inline std::string operation(const std::string& name, const texts& values) {
    static const auto known = [] {
        std::map<std::string, std::pair<std::string, std::string>> all;
        std::istringstream lines(data_text("operations.tsv"));
        for (std::string line; std::getline(lines, line);) {
            texts columns;
            std::istringstream cells(line);
            for (std::string cell; std::getline(cells, cell, '\t');) columns.push_back(cell);
            if (columns.size() > 4) all.emplace(columns[2], std::pair(columns[3], columns[4]));
        }
        return all;
    }();
    const auto found = known.find(name);
    if (found == known.end()) return name + " is no operation";
    std::string out = found->second.first + " ";
    auto value = values.begin();
    bool inside = false;
    for (const char c : found->second.second) {
        if (c == '{') {
            inside = true;
            out += value == values.end() ? std::string("?") : *value++;
        }
        if (!inside) out += c;
        if (c == '}') inside = false;
    }
    return out;
}

/// Calls of a client in calls.json, in their order.
inline std::vector<json> calls_of(std::string_view client) {
    static const auto all = json::parse(data_text("calls.json")).elements();
    std::vector<json> out;
    for (const auto& c : all)
        if (c.at("client").as<std::string>() == client) out.push_back(c);
    return out;
}

/// The value at this place or, if it was given by name, of this name; null where it was not given.
inline json argument(const json& call, std::size_t place, std::string_view name) {
    const auto args = call.at("args");
    if (args.contains(name)) return args.at(name);
    if (!args.contains("positional")) return {};
    const auto given = args.at("positional");
    return place < given.size() ? given.at(place) : json();
}

inline std::string text_or(const json& value, std::string fallback = {}) {
    return value.is_string() ? value.as<std::string>() : std::move(fallback);
}

/// A list of texts as a comma list.
inline std::string commas(const json& list) {
    std::string out;
    for (const auto& e : list.elements()) out += (out.empty() ? "" : ",") + e.as<std::string>();
    return out;
}

/// The query's parts in a fixed order: that in which clients name them means nothing.
inline std::string sorted_query(const std::string& target) {
    const auto mark = target.find('?');
    if (mark == target.npos) return target;
    texts parts;
    std::istringstream in(target.substr(mark + 1));
    for (std::string part; std::getline(in, part, '&');) parts.push_back(part);
    std::ranges::sort(parts);
    auto out = target.substr(0, mark);
    for (std::size_t i = 0; i < parts.size(); ++i) out += (i ? "&" : "?") + parts[i];
    return out;
}

}  // namespace v1_test
