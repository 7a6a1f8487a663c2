#pragma once
// A run that writes a line whenever its logs are asked for, and fails after a while: for the example that follows it.
#include <polyaxon/testing.hpp>

#include <atomic>
#include <memory>
#include <string>

inline constexpr const char* failing_uuid = "fa11ed00fa11ed00fa11ed00fa11ed00";

/// Answers for that run; everything else goes on to `otherwise`.
inline polyaxon::testing::server::handler with_failing_run(polyaxon::testing::server::handler otherwise) {
    struct progress {
        std::atomic<int> lines{0}, asked{0};
    };
    auto now = std::make_shared<progress>();
    return [otherwise, now](const polyaxon::testing::received& r) {
        using polyaxon::testing::reply;
        const auto path = r.path();
        const auto below = path.find(std::string("/runs/") + failing_uuid);
        if (r.method != "GET" || below == path.npos) return otherwise(r);
        if (path.ends_with("/statuses")) {
            std::string all = R"({"type":"running","last_transition_time":"2026-01-01T00:00:00Z"})";
            const bool failed = ++now->asked > 3;
            if (failed) all += R"(,{"type":"failed","reason":"Diverged","message":"loss is NaN"})";
            return reply::json(std::string(R"({"status":")") + (failed ? "failed" : "running") +
                               R"(","status_conditions":[)" + all + "]}");
        }
        if (!path.ends_with("/logs"))
            return reply::json(std::string(R"({"kind":"job","settings":{"namespace":"polyaxon"},"uuid":")") +
                               failing_uuid + "\"}");
        std::string lines;
        const int written = ++now->lines;
        for (int i = 1; i <= written; ++i)
            lines += (i > 1 ? "," : "") + (R"({"timestamp":"2026-01-01T00:00:0)" + std::to_string(i % 10)) +
                     R"(Z","pod":"main-0","value":"epoch )" + std::to_string(i) + "\"}";
        return reply::json("{\"last_time\":null,\"last_file\":null,\"files\":[],\"logs\":[" + lines + "]}");
    };
}
