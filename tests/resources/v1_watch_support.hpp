#pragma once
#include <polyaxon/testing/manual_time.hpp>

#include "resources/v1_support.hpp"

#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <vector>

// What tests of watches share: made-up statuses and logs, and a clock that rings as soon as nothing else moves.

namespace v1_test {

using namespace std::chrono_literals;
using milliseconds = std::chrono::milliseconds;

inline const std::string of_run = "/api/v1/acme/vision/runs/" + std::string(uuid);
inline const std::string of_streams = "/streams/v1/polyaxon/acme/vision/runs/" + std::string(uuid);

inline std::string condition(std::string_view type, int second) {
    const auto at = "2026-01-01T00:00:0" + std::to_string(second) + "Z";
    return R"({"type":")" + std::string(type) + R"(","status":true,"last_transition_time":")" + at +
           R"(","last_update_time":")" + at + "\"}";
}
/// A history of a condition a second; the last one is the status.
inline reply statuses(const texts& types) {
    std::string all;
    for (int i = 0; const auto& t : types) all += (all.empty() ? "" : ",") + condition(t, i++);
    return reply::json(R"({"uuid":"u","status":")" + types.back() + R"(","status_conditions":[)" + all +
                       "]}");
}
/// Takes the request and never answers.
inline reply hang() {
    reply r;
    r.raw = "";
    return r;
}
/// Closes the connection instead of an answer.
inline reply lost() {
    auto r = hang();
    r.then = reply::end::fin;
    return r;
}

/// How long this process has been at work. The loops that measure by it never sleep, so a machine that is busy with others does not count.
inline milliseconds worked() { return milliseconds(std::clock() * 1000 / CLOCKS_PER_SEC); }

/// Lets what is posted run, on strands too.
inline awaitable<void> turn() {
    const auto executor = co_await asio::this_coro::executor;
    for (int i = 0; i < 20; ++i) co_await asio::post(executor, asio::use_awaitable);
}

/// Runs `body` beside one that rings the next alarm as soon as nothing else moves; `waited` gathers how long each pause was.
struct timed {
    std::shared_ptr<polyaxon::testing::manual_time> clock =
        std::make_shared<polyaxon::testing::manual_time>();
    std::shared_ptr<polyaxon::async::time_source> time = clock;
    std::vector<milliseconds> waited;

    /// Polls every second of this clock.
    api::watch_pace pace() const {
        api::watch_pace p;
        p.interval = 1s;
        p.time = &time;
        return p;
    }
    void run(std::function<awaitable<void>()> body) {
        v0_test::run([&]() -> awaitable<void> {
            bool over = false;
            std::exception_ptr thrown;
            auto ended = [&](std::exception_ptr e) {
                over = true;
                thrown = e;
            };
            asio::co_spawn(co_await asio::this_coro::executor, body(), ended);
            while (!over) {
                co_await turn();
                const auto next = clock->next();
                if (over || !next) continue;
                waited.push_back(std::chrono::duration_cast<milliseconds>(*next - clock->now()));
                clock->advance_to_next();
            }
            if (thrown) std::rethrow_exception(thrown);
        });
    }
};

/// A client of the desk and its one run.
struct watched {
    api::client client;
    api::run_client run;
    watched(const asio::any_io_executor& executor, desk& d)
        : client(executor, d.config), run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid}) {}
    ~watched() { client.close(); }
};

}  // namespace v1_test
