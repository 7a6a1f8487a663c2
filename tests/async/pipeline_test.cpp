#include "async/support/bench_engine.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <gtest/gtest.h>

#include <deque>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;

namespace {

struct pipeline_rig {
    rig r;
    explicit pipeline_rig(engine_options o) : r(std::move(o)) {}
    void warm() {
        simple_call c(place());
        r.start(c), r.poll();
        (*r.net)[0].send(http(200, "warm")), r.poll();
        ASSERT_TRUE(c.ok());
    }
};

struct pipeline : ::testing::Test {
    static engine_options options() {
        auto o = rig::defaults();
        o.pool.max_connections = 1;
        o.pool.pipeline_depth = 4;
        return o;
    }
    rig r{options()};
    std::deque<simple_call> calls;
    asio::cancellation_signal signal;
    wire& w(std::size_t i = 0) { return (*r.net)[i]; }

    /// A connection is only trusted with several calls once it has answered one.
    void warm() {
        r.start(calls.emplace_back(place(), verb::get, "/warm")), r.poll();
        w().send(http(200, "warm")), r.poll();
        ASSERT_TRUE(calls[0].ok());
        w().written.clear();
        calls.clear();
    }
    void get(int n) {
        for (int i = 0; i < n; ++i)
            r.start(calls.emplace_back(place(), verb::get, "/" + std::to_string(calls.size())));
        r.poll();
    }
    static std::size_t count(const std::string& text, std::string_view what) {
        std::size_t n = 0;
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
        return n;
    }
};

TEST_F(pipeline, SendsAllInOneWriteAndAnswersInOrder) {
    warm();
    const auto before = w().writes;
    get(6);
    EXPECT_EQ(w().writes, before + 1);
    EXPECT_EQ(count(w().written, "GET /"), 4u) << "depth";
    EXPECT_EQ(r.on->stats().waiting, 2u);
    std::string all;
    for (int i = 0; i < 4; ++i) all += http(200, std::to_string(i));
    w().send(all), r.poll();
    EXPECT_EQ(count(w().written, "GET /"), 6u);
    w().send(http(200, "4") + http(200, "5")), r.poll();
    for (int i = 0; i < 6; ++i) EXPECT_EQ(calls[static_cast<std::size_t>(i)].body, std::to_string(i));
    EXPECT_EQ(r.on->stats().idle, 1u);
}

TEST_F(pipeline, OnlyWhenThePoolIsFullAndOnlyOnTrustedConnections) {
    auto o = options();
    o.pool.max_connections = 2;
    rig two(o);
    simple_call a(place()), b(place()), c(place());
    two.start(a), two.start(b), two.start(c), two.poll();
    ASSERT_EQ(two.net->wires.size(), 2u);
    EXPECT_EQ(two.on->stats().waiting, 1u) << "nothing answered yet";
    (*two.net)[0].send(http(200, "a")), two.poll();
    EXPECT_EQ(two.on->stats().waiting, 0u);
}

TEST_F(pipeline, WritesHaveAConnectionToThemselves) {
    warm();
    r.start(calls.emplace_back(place(), verb::get, "/0"));
    r.start(calls.emplace_back(place(), verb::post, "/1"));
    r.start(calls.emplace_back(place(), verb::get, "/2"));
    r.poll();
    EXPECT_EQ(count(w().written, " HTTP/1.1"), 1u);
    w().send(http(200, "0")), r.poll();
    EXPECT_EQ(count(w().written, " HTTP/1.1"), 2u) << "the write alone";
    w().send(http(200, "1")), r.poll();
    w().send(http(200, "2")), r.poll();
    for (auto& c : calls) EXPECT_TRUE(c.ok());
}

TEST_F(pipeline, ALostConnectionIsRepeatedFromWhereItBroke) {
    warm();
    get(4);
    w().send(http(200, "0") + "HTTP/1.1 200 OK\r\nContent-Le");
    w().finish(), r.poll();
    EXPECT_TRUE(calls[0].ok());
    EXPECT_EQ(calls[1].kind(), errc::network) << "its answer had begun, and one try is all it has";
    EXPECT_TRUE(calls[1].node.failure->maybe_sent);
    ASSERT_EQ(r.net->wires.size(), 2u);
    EXPECT_TRUE(w(1).written.starts_with("GET /2 ")) << w(1).written;
    w(1).send(http(200, "2")), r.poll();
    w(1).send(http(200, "3")), r.poll();
    EXPECT_EQ(calls[2].body, "2");
    EXPECT_EQ(calls[3].body, "3");
}

TEST_F(pipeline, ACloseBetweenAnswersRepeatsTheRest) {
    warm();
    get(3);
    w().send(http(200, "0", "Connection: close\r\n")), r.poll();
    ASSERT_EQ(r.net->wires.size(), 2u);
    w(1).send(http(200, "1")), r.poll();
    w(1).send(http(200, "2")), r.poll();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(calls[static_cast<std::size_t>(i)].body, std::to_string(i));
}

TEST_F(pipeline, AfterAProtocolErrorNothingMoreIsRead) {
    warm();
    get(3);
    w().send("nonsense\r\n" + http(200, "poison") + http(200, "poison")), r.poll();
    EXPECT_EQ(calls[0].kind(), errc::protocol);
    EXPECT_TRUE(w().closed);
    ASSERT_EQ(r.net->wires.size(), 2u);
    w(1).send(http(200, "1")), r.poll();
    w(1).send(http(200, "2")), r.poll();
    EXPECT_EQ(calls[1].body, "1");
    EXPECT_EQ(calls[2].body, "2");
}

TEST_F(pipeline, ACancelledCallEndsTheConnectionAtItsPlace) {
    for (std::size_t at = 0; at < 3; ++at) {
        SCOPED_TRACE(at);
        pipeline_rig fresh(options());
        auto& rr = fresh.r;
        fresh.warm();
        asio::cancellation_signal s;
        std::deque<simple_call> cs;
        for (std::size_t i = 0; i < 3; ++i) {
            auto& c = cs.emplace_back(place(), verb::get, "/" + std::to_string(i));
            if (i == at)
                async_perform(*rr.on, c.node, asio::bind_cancellation_slot(s.slot(), [&c] { ++c.done; }));
            else
                rr.start(c);
        }
        rr.poll();
        s.emit(asio::cancellation_type::terminal), rr.poll();
        EXPECT_EQ(cs[at].kind(), errc::canceled);
        EXPECT_TRUE(cs[at].node.failure->maybe_sent);
        // Those before it are still answered there; those behind went elsewhere, or wait for it.
        std::string rest;
        for (std::size_t i = 0; i < 3; ++i) rest += http(200, std::to_string(i));
        (*rr.net)[0].send(rest), rr.poll();
        EXPECT_TRUE((*rr.net)[0].closed);
        for (std::size_t i = 0; i < at; ++i) EXPECT_EQ(cs[i].body, std::to_string(i));
        for (std::size_t i = at + 1; i < 3; ++i) {
            ASSERT_EQ(rr.net->wires.size(), 2u);
            (*rr.net)[1].send(http(200, std::to_string(i))), rr.poll();
            EXPECT_EQ(cs[i].body, std::to_string(i));
        }
    }
}

}  // namespace
