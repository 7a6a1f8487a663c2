// What the steady path costs: allocations counted, 10,000 calls at once, many threads.
#include "async/support/bench_engine.hpp"
#include "async/support/counted_new.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/strand.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <deque>
#include <new>
#include <random>
#include <thread>

// g++ looks through the replaced operators once they are inlined, and takes free for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

#if POLYAXON_COUNTS_NEW
namespace polyaxon::async::test {
std::atomic<std::size_t> allocations{0};
thread_local std::size_t allocations_until_failure = 0;
thread_local std::size_t failing_now = 0;
}  // namespace polyaxon::async::test
void* operator new(std::size_t n) {
    using namespace polyaxon::async::test;
    allocations.fetch_add(1, std::memory_order_relaxed);
    if (allocations_until_failure > 0) {
        if (allocations_until_failure > 1)
            --allocations_until_failure;
        else if (failing_now > 0 && failing_now--)
            throw std::bad_alloc();
    }
    if (void* p = std::malloc(n ? n : 1)) return p;
    throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
#endif

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;

namespace {

/// Answers every request with its own target.
struct echo {
    void operator()(wire& w) const {
        std::size_t at = 0;
        for (;;) {
            const auto end = w.written.find("\r\n\r\n", at);
            if (end == std::string::npos) break;
            const auto from = w.written.find('/', at);
            w.send(http(200, w.written.substr(from, w.written.find(' ', from) - from)));
            at = end + 4;
        }
        w.written.erase(0, at);
    }
};

#if POLYAXON_COUNTS_NEW
TEST(Steady, AllocatesNothing) {
    for (std::size_t depth : {1, 8}) {
        auto o = rig::defaults();
        o.pool.max_connections = 2;
        o.pool.pipeline_depth = depth;
        rig r(o);
        const auto answer = http(200, "[1,2,3]", "Content-Type: application/json\r\nServer: x\r\n");
        r.net->on_write = [&](wire& w) {
            for (auto at = w.written.find("GET "); at != std::string::npos;
                 at = w.written.find("GET ", at + 1))
                w.send(answer);
            w.written.clear();
        };
        struct again {
            explicit again(rig& on) : r(on) {}
            rig& r;
            simple_call c{place()};
            int left = 0;
            void go() {
                c.node.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
                async_perform(*r.on, c.node, [this] {
                    c.done += !c.node.failure;
                    if (--left > 0) go();
                });
            }
        };
        std::deque<again> callers;
        const auto round = [&](int calls) {
            for (auto& a : callers) a.left = calls, a.go();
            r.run_until([&] {
                return std::all_of(callers.begin(), callers.end(), [](auto& a) { return a.left == 0; });
            });
        };
        for (int i = 0; i < 10; ++i) callers.emplace_back(r);
        round(100);
        const auto before = allocations.load();
        round(1000);
        const auto spent = allocations.load() - before;
        for (auto& a : callers) EXPECT_EQ(a.c.done, 1100);
        // The few are of the first posts of the round; none is of a call.
        EXPECT_LE(spent, 20u) << "for 10,000 calls at depth " << depth;
    }
}
#endif

TEST(Steady, TenThousandCallsOver64Connections) {
    for (bool safe : {false, true}) {
        auto o = rig::defaults();
        o.pool.max_connections = 64;
        o.thread_safe = safe;
        std::deque<simple_call> calls;  // outlive the engine
        rig r(o);
        r.net->on_write = echo();
        for (int i = 0; i < 10'000; ++i)
            r.start(calls.emplace_back(place(), codec::verb::get, "/" + std::to_string(i)));
        ASSERT_TRUE(r.run_until(
            [&] { return std::all_of(calls.rbegin(), calls.rend(), [](auto& c) { return c.done == 1; }); }));
        for (auto& c : calls) ASSERT_EQ(c.body, c.request.target);
        EXPECT_EQ(r.net->made, 64u);
        EXPECT_EQ(r.on->stats().responses, 10'000u);
    }
}

TEST(Steady, RequestsOfATurnLeaveTogether) {
    rig r;
    r.net->on_write = echo();
    std::deque<simple_call> calls;
    for (int i = 0; i < 16; ++i) r.start(calls.emplace_back(place()));
    r.poll();
    EXPECT_EQ(r.on->stats().responses, 16u);
    for (auto& w : r.net->wires) EXPECT_EQ(w->writes, 1u);
}

/// Storms of calls from coroutines on all threads, with cancellations and cuts.
TEST(Threads, Storm) {
    auto o = rig::defaults();
    o.thread_safe = true;
    o.pool.max_connections = 8;
    o.pool.pipeline_depth = 4;
    o.retry.max_attempts = 3;
    o.retry.base_delay = o.retry.max_delay = std::chrono::milliseconds(0);
    auto io = std::make_unique<asio::io_context>(4);
    auto net = std::make_shared<memory_net>();
    net->remember = false;
    net->on_write = [dice = std::mt19937(5)](wire& w) mutable {
        if (dice() % 50 == 0) return w.finish();
        echo()(w);
    };
    o.connect = net;
    auto e = engine::make(io->get_executor(), o);
    std::atomic<int> ended{0}, wrong{0}, right{0};
    auto work = [](std::shared_ptr<engine> on, int id, std::atomic<int>& good,
                   std::atomic<int>& bad) -> asio::awaitable<void> {
        co_await asio::this_coro::throw_if_cancelled(false);
        for (int i = 0; i < 20; ++i) {
            simple_call c(place(), codec::verb::get, "/" + std::to_string(id) + "-" + std::to_string(i));
            co_await async_perform(*on, c.node, asio::use_awaitable);
            if (c.node.failure) continue;
            if (c.body == c.request.target)
                ++good;
            else
                ++bad;
        }
    };
    constexpr int workers = 200;
    struct spawned {
        explicit spawned(asio::io_context& on) : strand(asio::make_strand(on)) {}
        asio::strand<asio::io_context::executor_type> strand;
        asio::cancellation_signal cancel;
    };
    std::deque<spawned> all;
    for (int i = 0; i < workers; ++i) {
        auto& s = all.emplace_back(*io);
        auto done = [&](std::exception_ptr) { ++ended; };
        asio::co_spawn(s.strand, work(e, i, right, wrong),
                       asio::bind_cancellation_slot(s.cancel.slot(), done));
    }
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { io->run(); });
    for (int i = 0; i < workers; i += 2)
        asio::post(all[static_cast<std::size_t>(i)].strand, [&s = all[static_cast<std::size_t>(i)]] {
            s.cancel.emit(asio::cancellation_type::terminal);
        });
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (ended < workers && std::chrono::steady_clock::now() < end) {
        EXPECT_LE(e->stats().open, 8u);  // a snapshot from outside, while it works
        std::this_thread::yield();
    }
    EXPECT_EQ(ended, workers);
    EXPECT_EQ(wrong, 0);
    EXPECT_GT(right, workers / 2 * 19);
    e.reset();
    for (auto& t : threads) t.join();
    EXPECT_EQ(net->live, 0u);
    all.clear();  // a strand must not outlive its context
    io.reset();
}

}  // namespace
