#include "async/support/bench_engine.hpp"

#include <polyaxon/async/limiter.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <list>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using std::chrono::milliseconds;

namespace {

const steady_time begin{std::chrono::hours(1)};

TEST(Limiter, LetsNoWindowSeeMoreThanItsCalls) {
    limiter l({.calls = 3, .per = milliseconds(1000)});
    std::vector<steady_time> went;
    auto now = begin;
    for (int i = 0; i < 50; ++i) {
        now = l.next(now) + milliseconds(i % 7 * 40);
        l.take(now);
        went.push_back(now);
    }
    for (std::size_t i = 3; i < went.size(); ++i) EXPECT_GE(went[i] - went[i - 3], milliseconds(1000)) << i;
    EXPECT_EQ(went[0], begin);
    EXPECT_EQ(l.next(now + std::chrono::hours(1)), now + std::chrono::hours(1));
}

TEST(Limiter, WithoutAPaceOnlyAHoldKeepsCalls) {
    limiter l({});
    EXPECT_FALSE(l.active());
    for (int i = 0; i < 1000; ++i) l.take(begin);
    EXPECT_EQ(l.next(begin), begin);
    l.hold(begin + milliseconds(500));
    l.hold(begin + milliseconds(100));
    EXPECT_TRUE(l.active());
    EXPECT_EQ(l.next(begin), begin + milliseconds(500));
    l.take(begin + milliseconds(500));
    EXPECT_FALSE(l.active());
}

engine_options paced(std::size_t calls, milliseconds per) {
    auto o = rig::defaults();
    o.pool.pace = {.calls = calls, .per = per};
    o.pool.max_connections = 1000;
    return o;
}

void answer_all(rig& r) {
    r.net->on_write = [](wire& w) { w.send(http(200, "{}")); };
}

TEST(Limiter, CallsGoInTheirOrderAndPace) {
    rig r(paced(5, milliseconds(60)));
    answer_all(r);
    std::list<simple_call> calls;
    std::vector<int> order;
    std::vector<steady_time> when;
    for (int i = 0; i < 15; ++i) {
        auto& c = calls.emplace_back(place());
        async_perform(*r.on, c.node, [&, i] {
            ++c.done;
            order.push_back(i);
            when.push_back(std::chrono::steady_clock::now());
        });
    }
    ASSERT_TRUE(r.run_until([&] { return order.size() == 15; }));
    for (int i = 0; i < 15; ++i) EXPECT_EQ(order[static_cast<std::size_t>(i)], i);
    EXPECT_GE(when[14] - when[0], milliseconds(110)) << "two windows lie between the first and the last";
    for (auto& c : calls) EXPECT_TRUE(c.ok());
}

TEST(Limiter, ACallThatGetsNoTurnWithinItsDeadlineSaysSo) {
    rig r(paced(1, std::chrono::hours(1)));
    answer_all(r);
    simple_call first(place()), second(place());
    second.node.deadline = std::chrono::steady_clock::now() + milliseconds(20);
    r.start(first), r.start(second);
    ASSERT_TRUE(r.run_until([&] { return second.done == 1; }));
    EXPECT_TRUE(first.ok());
    EXPECT_EQ(second.kind(), errc::timeout);
    EXPECT_NE(
        second.text().find("waiting for its turn; the client's pace is 1 calls in 3600000 ms (pool.pace)"),
        std::string::npos)
        << second.text();
    EXPECT_FALSE(second.node.failure->maybe_sent);
}

TEST(Limiter, ACancelledCallGivesItsTurnToTheNext) {
    rig r(paced(1, milliseconds(40)));
    answer_all(r);
    simple_call first(place()), second(place()), third(place());
    asio::cancellation_signal stop;
    r.start(first);
    async_perform(*r.on, second.node, asio::bind_cancellation_slot(stop.slot(), [&] { ++second.done; }));
    r.start(third);
    r.poll();
    stop.emit(asio::cancellation_type::terminal);
    ASSERT_TRUE(r.run_until([&] { return third.done == 1; }));
    EXPECT_EQ(second.kind(), errc::canceled);
    EXPECT_NE(second.text().find("waiting for its turn"), std::string::npos) << second.text();
    EXPECT_TRUE(third.ok());
}

TEST(Limiter, ARedirectWaitsForItsTurnToo) {
    auto o = paced(2, milliseconds(60));
    o.max_redirects = 5;
    rig r(std::move(o));
    std::vector<steady_time> when;
    r.net->on_write = [&](wire& w) {
        when.push_back(std::chrono::steady_clock::now());
        w.send(when.size() == 1 ? http(302, "", "Location: /b\r\n") : http(200, "{}"));
    };
    simple_call moved(place(), codec::verb::get, "/a"), other(place()), late(place());
    r.start(moved), r.start(other);
    ASSERT_TRUE(r.run_until([&] { return other.done == 1; }));
    r.start(late);
    ASSERT_TRUE(r.run_until([&] { return moved.done == 1 && late.done == 1; }));
    EXPECT_TRUE(moved.ok()) << moved.text();
    ASSERT_EQ(when.size(), 4u);
    EXPECT_GE(when[2] - when[0], milliseconds(55)) << "three calls in one window";
}

TEST(Limiter, ARedirectThatGetsNoTurnWithinItsDeadlineSaysSo) {
    auto o = paced(1, std::chrono::hours(1));
    o.max_redirects = 5;
    rig r(std::move(o));
    int asked = 0;
    r.net->on_write = [&](wire& w) { ++asked, w.send(http(302, "", "Location: /b\r\n")); };
    simple_call c(place(), codec::verb::get, "/a");
    c.node.deadline = std::chrono::steady_clock::now() + milliseconds(20);
    r.start(c);
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(c.kind(), errc::timeout);
    EXPECT_NE(c.text().find("waiting for its turn"), std::string::npos) << c.text();
}

TEST(Limiter, ClosingEndsThoseThatWait) {
    rig r(paced(1, std::chrono::hours(1)));
    answer_all(r);
    simple_call first(place()), second(place());
    r.start(first), r.start(second);
    r.poll();
    r.on->close();
    r.poll();
    EXPECT_EQ(second.done, 1);
    EXPECT_EQ(second.kind(), errc::canceled);
}

/// 429 with Retry-After: 0 until `refuse` is used up.
struct strict_server {
    int refuse;
    int asked = 0;
    void serve(rig& r) {
        r.net->on_write = [this](wire& w) {
            ++asked;
            w.send(refuse-- > 0 ? http(429, "", "Retry-After: 0\r\n") : http(200, "{}"));
        };
    }
};

engine_options waiting() {
    auto o = rig::defaults();
    o.retry.wait_for_retry_after = true;
    o.retry.base_delay = milliseconds(1);
    return o;
}

TEST(Limiter, A429IsWaitedForBeyondAttemptsAndByEveryVerb) {
    for (const auto v : {codec::verb::get, codec::verb::post}) {
        rig r(waiting());
        strict_server server{20};
        server.serve(r);
        simple_call c(place(), v);
        r.start(c);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        EXPECT_TRUE(c.ok()) << c.text();
        EXPECT_EQ(server.asked, 21);
    }
}

TEST(Limiter, A429ThatOutlastsTheDeadlineIsTheAnswer) {
    rig r(waiting());
    r.net->on_write = [](wire& w) { w.send(http(429, "", "Retry-After: 30\r\n")); };
    simple_call c(place());
    c.node.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    r.start(c);
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_EQ(c.kind(), errc::rate_limited);
    EXPECT_NE(c.text().find("would outlast the deadline"), std::string::npos) << c.text();
}

TEST(Limiter, OthersWaitWithTheOneThatWasRefused) {
    auto o = waiting();
    rig r(o);
    int asked = 0;
    r.net->on_write = [&](wire& w) {
        w.send(asked++ == 0 ? http(429, "", "Retry-After: 1\r\n") : http(200, "{}"));
    };
    simple_call first(place()), second(place());
    r.start(first);
    ASSERT_TRUE(r.run_until([&] { return asked == 1; }));
    r.poll();
    const auto then = std::chrono::steady_clock::now();
    r.start(second);
    ASSERT_TRUE(r.run_until([&] { return first.done == 1 && second.done == 1; }));
    EXPECT_GE(std::chrono::steady_clock::now() - then, milliseconds(800));
    EXPECT_TRUE(first.ok() && second.ok());
}

}  // namespace
