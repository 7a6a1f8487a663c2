#pragma once
#include <polyaxon/testing/websocket.hpp>

#include "resources/v1_watch_support.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What tests of shells share: a platform with one run, whose containers answer what is typed.

namespace v1_test {

using polyaxon::testing::frame;
using polyaxon::testing::server;

inline constexpr const char* two_pods =
    R"({"pods":{"pod-0":{"spec":{"containers":[{"name":"polyaxon-sidecar"},{"name":"polyaxon-main"}]}},)"
    R"("pod-1":{"spec":{"containers":[{"name":"first"},{"name":"second"}]}}}})";
inline constexpr const char* success = R"({"status":"Success"})";

inline frame on(char channel, std::string_view text) {
    return {frame::kind::binary, std::string(1, channel).append(text)};
}

/// A platform with one run, whose containers answer what is typed.
struct cluster {
    std::string pods = two_pods;
    std::vector<frame> frames;                                ///< what is written unasked
    std::function<std::vector<frame>(const frame&)> answer =  ///< what is written when something is typed
        [](const frame&) { return std::vector<frame>(); };
    std::optional<reply> refusal;
    std::mutex mutex;
    std::vector<frame> typed;  ///< all frames of the client but pings and closes

    reply handle(const received& r) {
        if (r.path().find("/k8s_exec/") == std::string::npos)
            return reply::json(
                r.path().ends_with("/k8s_inspect")
                    ? pods
                    : R"({"kind":"job","status":"running","settings":{"namespace":"polyaxon"}})");
        if (refusal) return *refusal;
        const auto heard = [this](const frame& f) -> std::vector<frame> {
            if (f.op == frame::kind::close) return {frame::close(f.code)};
            if (f.op != frame::kind::binary && f.op != frame::kind::text) return {};
            {
                const std::lock_guard lock(mutex);
                typed.push_back(f);
            }
            return answer(f);
        };
        return polyaxon::testing::talking(r, heard, frames, "v4.channel.k8s.io");
    }
    std::string all_typed() {
        const std::lock_guard lock(mutex);
        std::string all;
        for (const auto& f : typed)
            if (f.data.at(0) == 0) all += f.data.substr(1);
        return all;
    }

    std::shared_ptr<machine> here = std::make_shared<machine>();
    std::shared_ptr<const polyaxon::context::system> system = here;

    api::client_config config(std::string_view url) const {
        api::client_config config;
        config.host = url;
        config.token = "token-abc";
        config.system = &system;
        return config;
    }
    static api::run_ref ref() { return {.owner = "acme", .project = "vision", .run_uuid = uuid}; }
};

/// One that is reached by a real socket.
struct real_cluster : cluster {
    server s;
    std::string url = s.url();
    explicit real_cluster(polyaxon::testing::server_options o = {})
        : s([this](const received& r) { return handle(r); }, std::move(o)) {}
    api::client client(const asio::any_io_executor& executor) const {
        return api::client(executor, config(url));
    }
};

}  // namespace v1_test
