#include "async/support/bench_engine.hpp"

#include <gtest/gtest.h>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;

namespace {

TEST(Engine, AnswersAGet) {
    rig r;
    simple_call c(place(), codec::verb::get, "/api/v1/users/?page=2");
    r.start(c);
    EXPECT_EQ(c.done, 0);
    r.poll();
    ASSERT_EQ(r.net->wires.size(), 1u);
    auto& w = (*r.net)[0];
    EXPECT_TRUE(w.written.starts_with("GET /api/v1/users/?page=2 HTTP/1.1\r\nHost: example:8000\r\n"))
        << w.written;
    EXPECT_NE(w.written.find("Authorization: Token canary\r\n"), std::string::npos);
    w.send(http(200, "{\"id\":1}"));
    r.poll();
    EXPECT_TRUE(c.ok()) << c.text();
    EXPECT_EQ(c.body, "{\"id\":1}");
    EXPECT_EQ(c.node.attempts, 1);
    const auto s = r.on->stats();
    EXPECT_EQ(s.requests, 1u);
    EXPECT_EQ(s.responses, 1u);
    EXPECT_EQ(s.connects, 1u);
    EXPECT_EQ(s.open, 1u);
    EXPECT_EQ(s.idle, 1u);
    EXPECT_EQ(s.bytes_sent, w.written.size());
}

TEST(Engine, UsesAConnectionAgain) {
    rig r;
    simple_call a(place()), b(place(), codec::verb::post, "/b");
    r.start(a);
    r.poll();
    (*r.net)[0].send(http(200, "1"));
    r.poll();
    r.start(b);
    r.poll();
    (*r.net)[0].send(http(201, "2"));
    r.poll();
    EXPECT_TRUE(a.ok() && b.ok());
    EXPECT_EQ(b.body, "2");
    EXPECT_EQ(r.net->wires.size(), 1u);
    EXPECT_EQ(r.on->stats().reused, 1u);
}

TEST(Engine, WorksFromACoroutine) {
    for (const bool safe : {false, true}) {
        auto o = rig::defaults();
        o.thread_safe = safe;
        rig r(o);
        r.net->on_write = [](wire& w) { w.send(http(200, "7")); };
        int got = 0;
        auto work = [](rig& on, int& count) -> asio::awaitable<void> {
            for (int i = 0; i < 100; ++i) {
                simple_call c(place());
                co_await async_perform(*on.on, c.node, asio::use_awaitable);
                count += !c.node.failure && c.body == "7";
            }
        };
        asio::co_spawn(r.io, work(r, got), asio::detached);
        EXPECT_TRUE(r.run_until([&] { return got == 100; })) << got;
        EXPECT_EQ(r.net->wires.size(), 1u);
    }
}

struct witness final : observer {
    std::string log;
    void on_request(const call_event& e) override {
        log += "request " + std::string(e.method) + " " + std::string(e.path) + " #" +
               std::to_string(e.attempt) + "\n";
    }
    void on_response(const call_event& e) override {
        log += "response " + std::to_string(e.status) + " " + std::to_string(e.bytes) + "\n";
    }
    void on_retry(const call_event& e) override { log += "retry after " + std::to_string(e.status) + "\n"; }
    void on_connection(const connection_event& e) override {
        log += (e.happened == connection_event::what::connected ? "connected " : "closed ") +
               std::string(e.host) + "\n";
    }
};

TEST(Engine, ShowsItsWorkToAnObserver) {
    auto o = rig::defaults();
    o.retry.max_attempts = 2;
    o.retry.base_delay = std::chrono::milliseconds(0);
    rig r(o);
    const auto seen = std::make_shared<witness>();
    r.on->set_observer(seen);
    r.net->on_write = [n = 0](wire& w) mutable { w.send(n++ ? http(200, "yes") : http(503, "busy")); };
    simple_call c(place(), codec::verb::get, "/api/v1/x?token=secret");
    r.start(c);
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    r.on->close();
    r.poll();
    EXPECT_EQ(seen->log,
              "connected example:8000\nrequest GET /api/v1/x #1\nresponse 503 4\nretry after 503\nrequest "
              "GET /api/v1/x #2\n"
              "response 200 3\nclosed example:8000\n");
}

}  // namespace
