#pragma once
#include <polyaxon/codec/json.hpp>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

// Bodies made of the recorded ones in data/: a run as GET run sends it, the same with its members in another order or without some of them,
// and pages of runs as the list sends them.

namespace bench {

inline std::string body_of(const std::string& name) {
    std::ifstream file(POLYAXON_BENCH_DATA "/" + name, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.empty()) throw std::runtime_error("bench/data/" + name + " is gone");
    return text.substr(0, text.find_last_of('}') + 1);
}

using members = std::vector<std::pair<std::string, polyaxon::json>>;

inline std::string object_of(const members& all) {
    auto object = polyaxon::json::object();
    for (const auto& [key, value] : all) object.set(key, value);
    return std::string(object.text());
}

inline std::string run_body() { return body_of("run.json"); }

inline std::string shuffled_run_body() {
    auto all = polyaxon::json::parse(run_body()).items();
    std::mt19937 random(7);
    std::shuffle(all.begin(), all.end(), random);
    return object_of(all);
}

/// Ten are not sent: the nulls, and scattered short ones.
inline std::string shorter_run_body() {
    auto all = polyaxon::json::parse(run_body()).items();
    const auto whole = all.size();
    std::erase_if(all, [](const auto& m) { return m.second.is_null(); });
    for (const char* key : {"wait_time", "managed_by", "description", "live_state", "kind", "tags"})
        if (whole - all.size() < 10) std::erase_if(all, [&](const auto& m) { return m.first == key; });
    return object_of(all);
}

inline std::string list_body(int runs) {
    const auto row = body_of("row.json");
    std::string text = R"({"count":)" + std::to_string(runs) + R"(,"next":null,"previous":null,"results":[)";
    for (int i = 0; i < runs; ++i) text += (i ? "," : "") + row;
    return text + "]}";
}

}  // namespace bench
