#include "async/support/bench_engine.hpp"

#include <gtest/gtest.h>

#include <deque>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using std::chrono::milliseconds;

namespace {

std::error_code refused() { return make_error_code(errc::network); }

TEST(Pool, ServesWaitersFirstComeFirstServed) {
    auto o = rig::defaults();
    o.pool.max_connections = 2;
    rig r(o);
    std::deque<simple_call> calls;
    for (int i = 0; i < 6; ++i)
        r.start(calls.emplace_back(place(), i % 2 ? verb::post : verb::get, "/" + std::to_string(i)));
    r.poll();
    EXPECT_EQ(r.net->wires.size(), 2u);
    EXPECT_EQ(r.on->stats().waiting, 4u);
    EXPECT_EQ(r.on->stats().busy, 2u);
    for (int i = 0; i < 6; ++i) {
        for (auto& w : r.net->wires) {
            const auto at = w->written.rfind(" /");
            if (w->written.compare(at + 2, 1, std::to_string(i)) != 0) continue;
            w->send(http(200, std::to_string(i)));
            break;
        }
        r.poll();
        EXPECT_TRUE(calls[static_cast<std::size_t>(i)].ok()) << i;
        EXPECT_EQ(calls[static_cast<std::size_t>(i)].body, std::to_string(i));
    }
    EXPECT_EQ(r.net->wires.size(), 2u);
}

TEST(Pool, ChecksLifeAtHandOutAndDialsAnew) {
    rig r;
    simple_call a(place()), b(place(), verb::post);
    r.start(a), r.poll();
    (*r.net)[0].send(http(200, "1")), r.poll();
    (*r.net)[0].fin = true;  // arrived, but not read yet
    (*r.net)[0].reading = false;
    r.start(b), r.poll();
    ASSERT_EQ(r.net->wires.size(), 2u);
    EXPECT_TRUE((*r.net)[0].closed);
    (*r.net)[1].send(http(200, "2")), r.poll();
    EXPECT_TRUE(b.ok());
    EXPECT_EQ(b.node.attempts, 1);
}

TEST(Pool, RetiresAnIdleConnectionThatEndsOrSpeaks) {
    for (int kind = 0; kind < 3; ++kind) {
        SCOPED_TRACE(kind);
        rig r;
        simple_call a(place()), b(place());
        r.start(a), r.poll();
        auto& w = (*r.net)[0];
        w.send(http(200, "1")), r.poll();
        EXPECT_EQ(r.on->stats().idle, 1u);
        if (kind == 0) w.finish();
        if (kind == 1) w.send(http(408, "late"));
        if (kind == 2) w.fail(refused());
        r.poll();
        EXPECT_TRUE(w.closed);
        EXPECT_EQ(r.on->stats().open, 0u);
        EXPECT_EQ(r.net->live, 0u);
        r.start(b), r.poll();
        (*r.net)[1].send(http(200, "2")), r.poll();
        EXPECT_EQ(b.body, "2");
    }
}

TEST(Pool, ClosesIdleConnectionsInTime) {
    auto o = rig::defaults();
    o.pool.idle_timeout = milliseconds(20);
    rig r(o);
    simple_call a(place());
    r.start(a), r.poll();
    (*r.net)[0].send(http(200, "1")), r.poll();
    EXPECT_TRUE(a.ok());
    EXPECT_TRUE(r.run_until([&] { return r.net->live == 0; }));
    EXPECT_TRUE((*r.net)[0].orderly);
}

TEST(Pool, KeepsNoConnectionThatTheServerDropsWithinASecond) {
    rig r;
    simple_call a(place());
    r.start(a), r.poll();
    (*r.net)[0].send(http(200, "1", "Keep-Alive: timeout=1, max=5\r\n")), r.poll();
    EXPECT_TRUE(a.ok());
    EXPECT_EQ(r.on->stats().open, 0u);
}

TEST(Pool, EndsConnectionsOfAge) {
    auto o = rig::defaults();
    o.pool.max_lifetime = milliseconds(15);
    rig r(o);
    simple_call a(place());
    r.start(a), r.poll();
    (*r.net)[0].send(http(200, "1"));
    EXPECT_TRUE(r.run_until([&] { return r.net->live == 0; }));
    EXPECT_TRUE(a.ok());
}

TEST(Pool, AcquireTimeoutTellsTheLastConnectError) {
    auto o = rig::defaults();
    o.pool.max_connections = 2;
    o.pool.acquire_timeout = milliseconds(25);
    rig r(o);
    simple_call a(place()), b(place());
    r.net->on_dial = [&](wire& w) {
        if (w.number == 1) return w.accept();
        w.accept(refused(), "connection to example:8000 refused");
    };
    r.start(a), r.poll();
    r.start(b);
    EXPECT_TRUE(r.run_until([&] { return b.done == 1; }));
    EXPECT_EQ(b.kind(), errc::timeout);
    EXPECT_NE(b.text().find("acquire_timeout"), std::string::npos) << b.text();
    EXPECT_NE(b.text().find("last connect error: connection to example:8000 refused"), std::string::npos)
        << b.text();
    EXPECT_FALSE(b.node.failure->maybe_sent);
    EXPECT_EQ(a.done, 0) << "the other call goes on";
    r.on->close(), r.poll();  // no call may go before it has ended
}

TEST(Pool, AFailedConnectIsATryOfAllWhoWait) {
    auto o = rig::defaults();
    o.retry.max_attempts = 3;
    o.retry.base_delay = milliseconds(1);
    rig r(o);
    r.net->on_dial = [](wire& w) { w.accept(refused(), "connection to example:8000 refused"); };
    std::deque<simple_call> calls;
    for (int i = 0; i < 50; ++i) r.start(calls.emplace_back(place(), verb::post));
    EXPECT_TRUE(r.run_until(
        [&] { return std::all_of(calls.begin(), calls.end(), [](auto& c) { return c.done == 1; }); }));
    for (auto& c : calls) {
        EXPECT_EQ(c.kind(), errc::network);
        EXPECT_EQ(c.node.attempts, 3);
        EXPECT_FALSE(c.node.failure->maybe_sent);
        EXPECT_NE(c.text().find("connection to example:8000 refused"), std::string::npos);
        EXPECT_NE(c.text().find("(tried 3 times)"), std::string::npos) << c.text();
    }
    EXPECT_LE(r.net->made, 3u * calls.size());
    EXPECT_EQ(r.on->stats().connect_failures, r.net->made);
    EXPECT_EQ(r.on->stats().connecting, 0u);
}

TEST(Pool, OneFailedDialDoesNotHurtWhileOthersServe) {
    auto o = rig::defaults();
    o.pool.max_connections = 2;
    rig r(o);
    r.net->on_dial = [](wire& w) { w.number == 2 ? w.accept(refused(), "no") : w.accept(); };
    r.net->on_write = [](wire& w) { w.send(http(200, "1")); };
    simple_call a(place()), b(place()), c(place());
    r.start(a), r.start(b), r.start(c);
    EXPECT_TRUE(r.run_until([&] { return a.done && b.done && c.done; }));
    EXPECT_TRUE(a.ok() && b.ok() && c.ok());
}

TEST(Pool, ConnectTimeout) {
    auto o = rig::defaults();
    o.pool.connect_timeout = milliseconds(10);
    rig r(o);
    r.net->accept_at_once = false;
    simple_call a(place());
    r.start(a);
    EXPECT_TRUE(r.run_until([&] { return a.done == 1; }));
    EXPECT_EQ(a.kind(), errc::network);
    EXPECT_NE(a.text().find("no connection within 10 ms"), std::string::npos) << a.text();
    EXPECT_NE(a.text().find("example:8000"), std::string::npos) << a.text();
}

TEST(Pool, TlsFailuresAreNotTriedAgain) {
    auto o = rig::defaults();
    o.retry.max_attempts = 5;
    rig r(o);
    r.net->on_dial = [](wire& w) {
        w.accept(make_error_code(errc::tls), "the certificate of example has expired");
    };
    simple_call a(place("example", 443, true));
    r.start(a), r.poll();
    EXPECT_EQ(a.kind(), errc::tls);
    EXPECT_EQ(r.net->made, 1u);
    EXPECT_NE(a.text().find("the certificate of example has expired"), std::string::npos);
}

TEST(Pool, LimitsTheLine) {
    auto o = rig::defaults();
    o.pool.max_connections = 1;
    o.pool.max_waiting = 2;
    rig r(o);
    std::deque<simple_call> calls;
    r.start(calls.emplace_back(place())), r.poll();
    for (int i = 0; i < 3; ++i) r.start(calls.emplace_back(place()));
    r.poll();
    EXPECT_EQ(calls[3].kind(), errc::too_large);
    EXPECT_TRUE(calls[3].text().starts_with("limit")) << calls[3].text();
    EXPECT_EQ(calls[2].done, 0);
    r.on->close(), r.poll();
}

TEST(Pool, KeepsOriginsApart) {
    rig r;
    simple_call a(place("one")), b(place("two")), c(place("one", 8001)), d(place("one", 8000, true));
    r.start(a), r.start(b), r.start(c), r.start(d);
    r.poll();
    ASSERT_EQ(r.net->wires.size(), 4u);
    for (auto& w : r.net->wires) w->send(http(200, w->where.text()));
    r.poll();
    EXPECT_EQ(a.body, "http://one:8000");
    EXPECT_EQ(b.body, "http://two:8000");
    EXPECT_EQ(c.body, "http://one:8001");
    EXPECT_EQ(d.body, "https://one:8000");
}

TEST(Pool, AFreshConnectionThatSpeaksFirstIsAProtocolError) {
    auto o = rig::defaults();
    o.retry.max_attempts = 3;
    rig r(o);
    r.net->on_open = [](wire& w) { w.send(http(200, "poison")); };
    simple_call a(place());
    r.start(a), r.poll();
    EXPECT_EQ(a.kind(), errc::protocol);
    EXPECT_NE(a.text().find("before any request was written"), std::string::npos) << a.text();
    EXPECT_EQ(a.decoded, 0);
    EXPECT_TRUE((*r.net)[0].written.empty());
}

TEST(Pool, AFreshConnectionThatClosesAtOnceIsANetworkError) {
    rig r;
    r.net->on_open = [](wire& w) { w.finish(); };
    simple_call a(place(), verb::post);
    r.start(a), r.poll();
    EXPECT_EQ(a.kind(), errc::network);
    EXPECT_FALSE(a.node.failure->maybe_sent);
    EXPECT_EQ(r.net->live, 0u);
}

}  // namespace
