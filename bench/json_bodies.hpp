#pragma once
#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

// Bodies with the shape of the recorded answers of tests/data/polyaxon-v1/calls.json: a finished run with every member
// that GET run sends, and pages of runs as the list sends them.

namespace bench {

using member = std::pair<std::string, std::string>;

inline std::vector<member> run_members(int i, bool in_list) {
    const std::string n = std::to_string(1000 + i % 9000);
    const std::string uuid = "\"a000000a000a40008000000000" + n + "ab\"";
    std::vector<member> all = {
        {"uuid", uuid},
        {"name", "\"mnist-training-" + n + '"'},
        {"created_at", "\"2026-11-22T00:00:38.124511Z\""},
        {"updated_at", "\"2026-11-22T00:20:38.152743Z\""},
        {"started_at", "\"2026-11-22T00:01:02.000123Z\""},
        {"finished_at", "\"2026-11-22T00:20:38.100000Z\""},
        {"schedule_at", "null"},
        {"wait_time", "24"},
        {"duration", "1176"},
        {"kind", "\"job\""},
        {"runtime", "\"job\""},
        {"meta_info", R"({"is_hp":true,"lineage":{"v":2}})"},
        {"status", "\"succeeded\""},
        {"pipeline", R"({"uuid":"b000000a000a4000800000000000000b","name":"sweep","kind":"matrix"})"},
        {"original", "null"},
        {"is_managed", "true"},
        {"managed_by", "\"agent\""},
        {"pending", "null"},
        {"inputs", R"({"lr":0.1,"batch":128,"optimizer":"adam"})"},
        {"outputs", R"({"loss":0.0173,"accuracy":0.9921,"best_epoch":17})"},
        {"tags", R"(["mnist","baseline","nightly build"])"},
        {"settings", in_list
                         ? R"({"namespace":"polyaxon","component":null})"
                         : R"({"namespace":"polyaxon","agent":null,"queue":null,"artifacts_store":null,)"
                           R"("tensorboard":null,"build":null,"component":null,"models":[],"artifacts":[]})"},
        {"user", "\"hyperparameters@acme\""},
        {"bookmarked", "false"},
        {"resources", R"({"memory":4294967296.0,"cpu":2.0,"gpu":1.0,"custom":0.0,"cost":0.0})"},
    };
    if (in_list) return all;
    const std::vector<member> rest = {
        {"owner", "\"default\""},
        {"project", "\"quick-start-vision\""},
        {"readme", "null"},
        {"description", "\"longer warm-up, same schedule as before\""},
        {"raw_content",
         R"("{\"version\":1.1,\"kind\":\"operation\",\"name\":\"managed-1\",\"params\":{\"lr\":{\"value\":0.1}}}")"},
        {"content",
         R"("{\"version\":1.1,\"kind\":\"compiled_operation\",\"name\":\"managed-1\",\"inputs\":[{\"name\":)"
         R"(\"lr\",\"type\":\"float\"}],\"run\":{\"kind\":\"job\"}}")"},
        {"live_state", "1"},
        {"is_approved", "null"},
        {"role", "\"owner\""},
        {"contributors", "[]"},
        {"graph", "null"},
    };
    // The server says these between the user and the bookmark.
    all.insert(all.end() - 2, rest.begin(), rest.begin() + 7);
    all.insert(all.end(), rest.begin() + 7, rest.end());
    return all;
}

inline std::string object_of(const std::vector<member>& members) {
    std::string text = "{";
    for (const auto& [key, value] : members) {
        if (text.size() > 1) text += ',';
        text += '"' + key + "\":" + value;
    }
    return text + '}';
}

inline std::string run_body() { return object_of(run_members(0, false)); }

inline std::string shuffled_run_body() {
    auto members = run_members(0, false);
    std::mt19937 random(7);
    std::shuffle(members.begin(), members.end(), random);
    return object_of(members);
}

/// Ten scattered nulls are not sent.
inline std::string shorter_run_body(std::size_t missing) {
    auto members = run_members(0, false);
    for (std::size_t i = members.size(); i-- > 0 && missing > 0;)
        if (members[i].second == "null")
            members.erase(members.begin() + static_cast<std::ptrdiff_t>(i)), --missing;
    return object_of(members);
}

inline std::string list_body(int runs) {
    std::string text = R"({"count":)" + std::to_string(runs) + R"(,"next":null,"previous":null,"results":[)";
    for (int i = 0; i < runs; ++i) text += (i ? "," : "") + object_of(run_members(i, true));
    return text + "]}";
}

}  // namespace bench
