#include "async/support/bench_engine.hpp"

#include <gtest/gtest.h>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using std::chrono::milliseconds;

namespace {

engine_options patient(int tries = 3) {
    auto o = rig::defaults();
    o.retry.max_attempts = tries;
    o.retry.base_delay = milliseconds(1);
    o.retry.max_delay = milliseconds(2);
    return o;
}

/// Answers by a list: an empty text cuts the connection.
struct server_of {
    std::vector<std::string> answers;
    std::size_t next = 0;
    void operator()(wire& w) {
        const auto& a = answers.at(std::min(next, answers.size() - 1));
        ++next;
        if (a.empty())
            w.finish();
        else
            w.send(a);
    }
};

struct resend : ::testing::Test {
    std::shared_ptr<server_of> server = std::make_shared<server_of>();
    bool run(rig& r, simple_call& c) {
        r.net->on_write = [s = server](wire& w) { (*s)(w); };
        r.start(c);
        return r.run_until([&] { return c.done == 1; });
    }
};

TEST_F(resend, IdempotentCallsGoAgainOnStatus) {
    for (int status : {408, 425, 429, 500, 502, 503, 504}) {
        rig r(patient());
        server->next = 0, server->answers = {http(status, "no"), http(status, "no"), http(200, "yes")};
        simple_call c(place(), verb::put);
        ASSERT_TRUE(run(r, c));
        EXPECT_EQ(c.body, "yes");
        EXPECT_EQ(c.node.attempts, 3);
        EXPECT_EQ(r.on->stats().retries, 2u);
        EXPECT_EQ(r.net->made, 1u);
    }
}

TEST_F(resend, TheLastFailureIsTheError) {
    rig r(patient());
    server->answers = {http(500, "first"), http(502, "second"), http(503, "third")};
    simple_call c(place());
    ASSERT_TRUE(run(r, c));
    EXPECT_EQ(c.node.failure->status, 503);
    EXPECT_EQ(c.node.failure->attempts, 3);
    EXPECT_NE(c.text().find("(tried 3 times)"), std::string::npos) << c.text();
}

TEST_F(resend, OtherStatusesDoNot) {
    for (int status : {400, 401, 403, 404, 409, 410, 422, 501}) {
        rig r(patient());
        server->next = 0, server->answers = {http(status, "no"), http(200, "yes")};
        simple_call c(place());
        ASSERT_TRUE(run(r, c));
        EXPECT_EQ(c.node.failure->status, status);
        EXPECT_EQ(c.node.attempts, 1);
    }
}

TEST_F(resend, APostThatWasSentNeverGoesAgain) {
    for (bool begun : {false, true}) {
        rig r(patient());
        server->next = 0, server->answers = {begun ? "HTTP/1.1 20" : "", http(200, "yes")};
        simple_call c(place(), verb::post);
        r.net->on_write = [this, begun](wire& w) {
            (*server)(w);
            if (begun) w.finish();
        };
        r.start(c);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        EXPECT_EQ(c.kind(), errc::network);
        EXPECT_TRUE(c.node.failure->maybe_sent);
        EXPECT_EQ(server->next, 1u);
        EXPECT_NE(c.text().find("may have acted"), std::string::npos) << c.text();
    }
}

TEST_F(resend, AMarkedPostDoes) {
    rig r(patient());
    server->answers = {"", http(503, "busy"), http(201, "yes")};
    simple_call c(place(), verb::post);
    c.node.may_repeat = true;
    ASSERT_TRUE(run(r, c));
    EXPECT_EQ(c.body, "yes");
    EXPECT_EQ(c.node.attempts, 3);
}

TEST_F(resend, WritesGoAgainOnRetryAfterWhenOptedIn) {
    for (bool opted : {false, true}) {
        auto o = patient();
        o.retry.retry_writes = opted;
        rig r(o);
        server->next = 0, server->answers = {http(503, "busy", "Retry-After: 0\r\n"), http(201, "yes")};
        simple_call c(place(), verb::post);
        ASSERT_TRUE(run(r, c));
        EXPECT_EQ(c.ok(), opted);
        EXPECT_EQ(server->next, opted ? 2u : 1u);
    }
}

TEST_F(resend, ADeadReusedConnectionCostsNoTryOnce) {
    rig r(patient(1));
    server->answers = {http(200, "warm"), "", http(200, "yes")};
    simple_call warm(place()), c(place());
    ASSERT_TRUE(run(r, warm));
    ASSERT_TRUE(run(r, c));
    EXPECT_TRUE(c.ok()) << c.text();
    EXPECT_EQ(c.node.attempts, 1);
    EXPECT_EQ(r.on->stats().retries, 0u);
    EXPECT_EQ(r.net->made, 2u);
}

TEST_F(resend, ButAPostOnItIsLost) {
    rig r(patient(3));
    server->answers = {http(200, "warm"), "", http(200, "yes")};
    simple_call warm(place()), c(place(), verb::post);
    ASSERT_TRUE(run(r, warm));
    ASSERT_TRUE(run(r, c));
    EXPECT_EQ(c.kind(), errc::network);
    EXPECT_TRUE(c.node.failure->maybe_sent);
    EXPECT_EQ(server->next, 2u);
}

TEST_F(resend, AFreshOneThatDiesCostsATry) {
    rig r(patient(1));
    server->answers = {"", http(200, "yes")};
    simple_call c(place());
    ASSERT_TRUE(run(r, c));
    EXPECT_EQ(c.kind(), errc::network);
    EXPECT_NE(c.text().find("before the answer"), std::string::npos) << c.text();
}

TEST_F(resend, APauseBeyondTheDeadlineIsNotBegun) {
    rig r(patient());
    server->answers = {http(503, "busy", "Retry-After: 30\r\n")};
    simple_call c(place());
    c.node.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    ASSERT_TRUE(run(r, c));
    EXPECT_EQ(c.node.failure->status, 503);
    EXPECT_EQ(c.node.failure->retry_after, milliseconds(30'000));
    EXPECT_NE(c.text().find("deadline"), std::string::npos) << c.text();
}

TEST_F(resend, SpendsFromTheBucket) {
    auto o = patient(10);
    o.retry.budget = 2;
    rig r(o);
    server->answers = {http(500, "no")};
    simple_call c(place());
    ASSERT_TRUE(run(r, c));
    EXPECT_EQ(c.node.attempts, 3);
    EXPECT_NE(c.text().find("budget"), std::string::npos) << c.text();
}

TEST_F(resend, TheCallMayAskForFewerOrMoreTries) {
    for (int tries : {1, 5}) {
        rig r(patient());
        server->next = 0, server->answers = {http(500, "no")};
        simple_call c(place());
        c.node.max_attempts = tries;
        ASSERT_TRUE(run(r, c));
        EXPECT_EQ(c.node.attempts, tries);
    }
}

TEST_F(resend, TheDeadlineCoversPausesAndSaysSo) {
    rig r(patient());
    server->answers = {http(503, "busy", "Retry-After: 1\r\n")};
    simple_call c(place());
    c.node.deadline = std::chrono::steady_clock::now() + milliseconds(1500);
    server->answers.push_back("HTTP/1.1 200 OK\r\nContent-");  // and then nothing
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_TRUE(run(r, c));
    EXPECT_EQ(c.kind(), errc::timeout);
    EXPECT_NE(c.text().find("reading the answer"), std::string::npos) << c.text();
    EXPECT_NE(c.text().find("(tried 2 times)"), std::string::npos) << c.text();
    EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds(1500));
}

}  // namespace
