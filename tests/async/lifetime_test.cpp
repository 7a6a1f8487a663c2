#include "async/support/bench_engine.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <gtest/gtest.h>

#include <memory>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;

namespace {

/// Counts what lives in the frames of coroutines.
struct tracker {
    int* alive;
    explicit tracker(int& n) : alive(&n) { ++n; }
    ~tracker() { --*alive; }
    tracker(const tracker&) = delete;
};

struct world {
    std::unique_ptr<asio::io_context> io = std::make_unique<asio::io_context>(1);
    std::shared_ptr<memory_net> net = std::make_shared<memory_net>();
    std::shared_ptr<engine> on;
    int alive = 0, ended = 0, failed = 0;
    asio::cancellation_signal cancel;

    explicit world(bool safe, std::size_t depth = 1) {
        auto o = rig::defaults();
        o.thread_safe = safe;
        o.connect = net;
        o.pool.max_connections = 2;
        o.pool.pipeline_depth = depth;
        o.retry.max_attempts = 2;
        o.retry.base_delay = o.retry.max_delay = std::chrono::milliseconds(0);
        on = engine::make(io->get_executor(), o);
        net->on_write = [n = 0](wire& w) mutable {
            for (auto at = w.written.find("HTTP/1.1"); at != std::string::npos;
                 at = w.written.find("HTTP/1.1", at + 1)) {
                switch (++n % 7) {
                    case 3: w.finish(); break;
                    case 5: w.send(http(503, "busy")); break;
                    default: w.send(http(200, "yes"));
                }
            }
            w.written.clear();
        };
    }
    /// Holds the engine as a client's coroutines do.
    static asio::awaitable<void> work(std::shared_ptr<engine> e, world& w, int calls) {
        tracker here(w.alive);
        for (int i = 0; i < calls; ++i) {
            simple_call c(place(), i % 3 ? verb::get : verb::put);
            co_await async_perform(*e, c.node, asio::use_awaitable);
            if (c.node.failure) ++w.failed;
        }
        ++w.ended;
    }
    void begin() {
        for (int i = 0; i < 5; ++i)
            asio::co_spawn(*io, work(on, *this, 4),
                           asio::bind_cancellation_slot(i == 0 ? cancel.slot() : asio::cancellation_slot(),
                                                        asio::detached));
    }
    /// Runs that many handlers; false when there were fewer.
    bool steps(int n) {
        for (int i = 0; i < n; ++i) {
            io->restart();
            if (!io->poll_one()) return false;
        }
        return true;
    }
};

TEST(Lifetime, TheExecutionContextMayGoAtAnyStep) {
    for (bool safe : {false, true})
        for (int n = 0;; ++n) {
            SCOPED_TRACE(n);
            world w(safe, 1 + static_cast<std::size_t>(n) % 3);
            w.begin();
            const bool more = w.steps(n);
            w.io.reset();
            EXPECT_EQ(w.alive, 0);
            EXPECT_EQ(w.net->live, 0u);
            w.on.reset();  // the client outlives it
            if (!more) break;
            ASSERT_LT(n, 5000);
        }
}

TEST(Lifetime, TheEngineMayGoAtAnyStep) {
    for (bool safe : {false, true})
        for (int n = 0;; ++n) {
            SCOPED_TRACE(n);
            world w(safe);
            simple_call c(place()), d(place(), verb::post);
            async_perform(*w.on, c.node, [&] { ++c.done; });
            async_perform(*w.on, d.node, [&] { ++d.done; });
            const bool more = w.steps(n);
            w.on.reset();  // nobody else holds it
            w.io->restart();
            w.io->poll();
            EXPECT_EQ(c.done, 1);
            EXPECT_EQ(d.done, 1);
            if (n < 2) {
                EXPECT_EQ(c.kind(), errc::canceled);
            }
            EXPECT_EQ(w.net->live, 0u);
            if (!more) break;
            ASSERT_LT(n, 500);
        }
}

TEST(Lifetime, CancelAtEveryStepLeavesEverythingUsable) {
    for (bool safe : {false, true})
        for (int n = 0;; ++n) {
            SCOPED_TRACE(n);
            world w(safe, 3);
            w.begin();
            const bool more = w.steps(n);
            w.cancel.emit(asio::cancellation_type::terminal);
            for (int i = 0; i < 200 && w.alive > 0; ++i)
                w.io->restart(), w.io->run_for(std::chrono::milliseconds(1));
            EXPECT_EQ(w.alive, 0);
            w.net->on_write = [](wire& x) { x.send(http(200, "next")); };
            simple_call c(place());
            async_perform(*w.on, c.node, [&] { ++c.done; });
            w.io->restart(), w.io->poll();
            EXPECT_EQ(c.body, "next") << c.text();
            if (!more) break;
            ASSERT_LT(n, 5000);
        }
}

TEST(Lifetime, CloseInsideACompletionIsSafe) {
    rig r;
    r.net->on_write = [](wire& w) { w.send(http(200, "x")); };
    simple_call a(place()), b(place());
    async_perform(*r.on, a.node, [&] {
        ++a.done;
        r.start(b);
        r.on.reset();
    });
    r.poll();
    EXPECT_TRUE(a.ok());
    EXPECT_EQ(b.kind(), errc::canceled);
    EXPECT_EQ(r.net->live, 0u);
}

TEST(Lifetime, AThrowingHandlerStopsNobodyElse) {
    rig r;
    r.net->on_write = [](wire& w) { w.send(http(200, "x")); };
    simple_call a(place()), b(place());
    async_perform(*r.on, a.node, [] { throw std::runtime_error("of the user"); });
    r.start(b);
    EXPECT_THROW(r.io.run_for(std::chrono::seconds(1)), std::runtime_error);
    EXPECT_TRUE(r.run_until([&] { return b.done == 1; }));
    EXPECT_TRUE(b.ok());
}

TEST(Lifetime, RunReturnsWhenTheClientIsGone) {
    auto io = std::make_unique<asio::io_context>(1);
    auto net = std::make_shared<memory_net>();
    net->on_write = [](wire& w) { w.send(http(200, "x")); };
    auto o = rig::defaults();
    o.connect = net;
    auto e = engine::make(io->get_executor(), o);
    simple_call c(place());
    c.node.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
    async_perform(*e, c.node, [&] { ++c.done, e.reset(); });
    const auto begin = std::chrono::steady_clock::now();
    io->run();
    EXPECT_TRUE(c.ok());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    EXPECT_EQ(net->live, 0u);
}

TEST(Lifetime, AWaitingCallIsWorkOfItsContext) {
    // Nothing else is under way: no socket, no deadline.
    asio::io_context own(1);
    auto net = std::make_shared<memory_net>();
    net->accept_at_once = false;
    auto o = rig::defaults();
    o.connect = net;
    o.pool.connect_timeout = std::chrono::milliseconds(20);
    auto e = engine::make(own.get_executor(), o);
    simple_call c(place());
    async_perform(*e, c.node, [&] { ++c.done; });
    own.run();
    EXPECT_EQ(c.done, 1);
    EXPECT_EQ(c.kind(), errc::network);
}

}  // namespace
