#include "async/support/bench_engine.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <gtest/gtest.h>

#include <deque>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using std::chrono::milliseconds;

namespace {

void start(rig& r, simple_call& c, asio::cancellation_signal& s) {
    async_perform(*r.on, c.node, asio::bind_cancellation_slot(s.slot(), [&c] { ++c.done; }));
}

TEST(Cancel, OfEveryKindEndsTheCallWhereverItStands) {
    for (auto type : {asio::cancellation_type::terminal, asio::cancellation_type::partial,
                      asio::cancellation_type::total}) {
        for (int where = 0; where < 6; ++where) {
            SCOPED_TRACE(where);
            auto o = rig::defaults();
            o.pool.max_connections = 1;
            o.retry.max_attempts = 3;
            o.retry.base_delay = o.retry.max_delay = std::chrono::seconds(60);
            rig r(o);
            asio::cancellation_signal s;
            simple_call other(place()), c(place(), verb::get);
            if (where == 1) r.start(other), r.poll();
            if (where == 0 || where == 2) r.net->accept_at_once = false;
            start(r, c, s);
            if (where > 0) r.poll();
            if (where == 4) (*r.net)[0].send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal"), r.poll();
            if (where == 5) (*r.net)[0].send(http(503, "")), r.poll();
            EXPECT_EQ(c.done, 0);
            s.emit(type);
            EXPECT_EQ(c.done, 0) << "never from inside";
            r.poll();
            EXPECT_EQ(c.kind(), errc::canceled);
            EXPECT_EQ(c.done, 1);
            EXPECT_NE(c.text().find("cancelled by the caller"), std::string::npos) << c.text();
            EXPECT_EQ(r.on->stats().canceled, 1u);
            if (where == 3 || where == 4) {
                EXPECT_TRUE((*r.net)[0].closed);
                EXPECT_TRUE(c.node.failure->maybe_sent);
            }
            if (where <= 2) {
                EXPECT_FALSE(c.node.failure->maybe_sent);
            }
            if (where == 1) {
                (*r.net)[0].send(http(200, "fine")), r.poll();
                EXPECT_TRUE(other.ok());
            }
            s.emit(type);  // too late: touches nothing
            r.poll();
            simple_call next(place());
            r.net->accept_at_once = true;
            r.net->on_write = [](wire& w) { w.send(http(200, "next")); };
            if (where == 2) (*r.net)[0].accept();
            r.start(next), r.poll();
            EXPECT_EQ(next.body, "next");
        }
    }
}

TEST(Cancel, AfterTheAnswerItIsTooLateAndTheConnectionStays) {
    rig r;
    asio::cancellation_signal s;
    simple_call c(place());
    c.node.decode = nullptr;
    start(r, c, s), r.poll();
    (*r.net)[0].send(http(200, "1")), r.poll();
    s.emit(asio::cancellation_type::terminal), r.poll();
    EXPECT_TRUE(c.ok());
    EXPECT_EQ(r.on->stats().idle, 1u);
    EXPECT_EQ(r.on->stats().canceled, 0u);
}

TEST(Cancel, AnAnswerOfAGivenUpCallReachesNobody) {
    rig r;
    asio::cancellation_signal s;
    simple_call c(place()), d(place());
    start(r, c, s), r.poll();
    s.emit(asio::cancellation_type::total);
    r.start(d);
    r.poll();
    (*r.net)[0].send(http(200, "of the first")), r.poll();
    EXPECT_EQ(d.done, 0);
    (*r.net)[1].send(http(200, "of the second")), r.poll();
    EXPECT_EQ(d.body, "of the second");
}

TEST(Cancel, TimeoutSaysWhatItWaitedForAndIsNotCancellation) {
    struct row {
        int where;
        std::string_view text;
    };
    for (auto [where, text] :
         {row{0, "waiting for a connection to example:8000"}, row{1, "sending the request to example:8000"},
          row{2, "waiting for the answer from example:8000"},
          row{3, "reading the answer from example:8000"}}) {
        SCOPED_TRACE(text);
        rig r;
        if (where == 0) r.net->accept_at_once = false;
        if (where == 1) r.net->on_open = [](wire& w) { w.hold_writes = true; };
        if (where == 3) r.net->on_write = [](wire& w) { w.send("HTTP/1.1 200"); };
        simple_call c(place());
        c.node.deadline = std::chrono::steady_clock::now() + milliseconds(15);
        r.start(c);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        EXPECT_EQ(c.kind(), errc::timeout);
        EXPECT_NE(c.text().find(text), std::string::npos) << c.text();
        EXPECT_EQ(c.node.failure->maybe_sent, where > 0);
        EXPECT_EQ(r.on->stats().timeouts, 1u);
        EXPECT_EQ(r.on->stats().open, 0u);
    }
    rig r;
    simple_call late(place());
    late.node.deadline = std::chrono::steady_clock::now() - milliseconds(1);
    r.start(late), r.poll();
    EXPECT_EQ(late.kind(), errc::timeout);
    EXPECT_EQ(r.net->made, 0u);
}

TEST(Cancel, InACoroutine) {
    for (bool safe : {false, true}) {
        auto o = rig::defaults();
        o.thread_safe = safe;
        rig r(o);
        errc kind{};
        asio::cancellation_signal s;
        auto work = [](rig& on, errc& out) -> asio::awaitable<void> {
            simple_call c(place());
            co_await async_perform(*on.on, c.node, asio::use_awaitable);
            out = c.kind();
        };
        asio::co_spawn(r.io, work(r, kind), asio::bind_cancellation_slot(s.slot(), asio::detached));
        r.poll();
        EXPECT_EQ(kind, errc{});
        s.emit(asio::cancellation_type::terminal);
        r.poll();
        EXPECT_EQ(kind, errc::canceled);
    }
}

TEST(Cancel, CloseEndsEverythingAndLaterCallsAtOnce) {
    auto o = rig::defaults();
    o.pool.max_connections = 2;
    rig r(o);
    std::deque<simple_call> calls;
    for (int i = 0; i < 10; ++i) r.start(calls.emplace_back(place()));
    r.poll();
    r.on->close();
    r.poll();
    for (auto& c : calls) EXPECT_EQ(c.kind(), errc::canceled);
    EXPECT_NE(calls[0].text().find("closed"), std::string::npos);
    EXPECT_EQ(r.net->live, 0u);
    simple_call late(place());
    r.start(late);
    EXPECT_EQ(late.done, 0);
    r.poll();
    EXPECT_EQ(late.kind(), errc::canceled);
    EXPECT_EQ(r.on->stats().open + r.on->stats().connecting + r.on->stats().waiting, 0u);
}

TEST(Cancel, DrainWaitsForTheLastCall) {
    rig r;
    simple_call a(place()), b(place());
    int drained = 0;
    const auto wait = [&] {
        asio::co_spawn(r.io, r.on->drain(), [&](std::exception_ptr e) { drained += !e; });
    };
    wait(), r.poll();
    EXPECT_EQ(drained, 1) << "nothing is under way";
    r.start(a), r.start(b), r.poll();
    wait(), r.poll();
    EXPECT_EQ(drained, 1);
    (*r.net)[0].send(http(200, "1")), r.poll();
    EXPECT_EQ(drained, 1);
    (*r.net)[1].send(http(200, "1")), r.poll();
    EXPECT_EQ(drained, 2);
    EXPECT_TRUE(a.ok() && b.ok());
}

}  // namespace
