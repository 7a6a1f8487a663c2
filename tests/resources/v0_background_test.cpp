#include "resources/v0_support.hpp"
#include "support/hand_driven.hpp"

#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <asio/detached.hpp>
#include <asio/post.hpp>

#include <algorithm>
#include <deque>
#include <iostream>
#include <sstream>
#include <thread>

namespace {

using namespace v0_test;
using polyaxon::awaitable;
using polyaxon::testing::manual_time;
using polyaxon::testing::received;
using std::chrono::milliseconds;
using std::chrono::seconds;
namespace api = polyaxon::v0;

struct ear final : polyaxon::observer {
    struct line {
        std::string request, detail;
        errc failure;
        std::size_t items;
    };
    std::vector<line> failures;
    std::vector<std::string> warnings;
    void on_background_failure(const polyaxon::background_event& e) override {
        failures.push_back({std::string(e.request), std::string(e.detail), e.failure, e.items});
    }
    void on_warning(std::string_view text) override { warnings.emplace_back(text); }
};

/// A client on a clock that stands still; the program runs it by hand.
struct stage : desk, polyaxon::test::hand_driven {
    explicit stage(polyaxon::testing::server::handler h = [](const received&) { return reply::json("{}"); })
        : desk(std::move(h)) {
        config.time = &source;
        config.thread_safe = false;
    }
    void start() {
        client.emplace(io.get_executor(), config);
        client->set_observer(heard);
    }
    ~stage() {
        if (client) client->close();
        poll();
    }
    polyaxon::resources::outgoing job(polyaxon::codec::verb v, std::string_view path, std::string body = {}) {
        polyaxon::resources::message m;
        if (!body.empty()) m.text(std::move(body), "application/json");
        return {{"!$&'()*+,;=:@~", true}, v, path, {}, std::move(m), {}};
    }
    std::vector<std::string> targets() const {
        std::vector<std::string> out;
        for (const auto& r : fake.requests()) out.push_back(r.method + ' ' + r.target);
        return out;
    }

    std::shared_ptr<ear> heard = std::make_shared<ear>();
    std::optional<api::client> client;
};

using texts = std::vector<std::string>;
constexpr auto beat = "http://platform.example:80/api/v1/adam/mnist/experiments/42/_heartbeat/";

TEST(V0Background, HeartbeatsGoWithTheTokenToTheClientsOwnOrigin) {
    stage s;
    s.here->variables["HEALTH_CHECK_INTERVAL"] = "5";
    s.start();
    s.client->set_health_check(beat);
    s.client->set_health_check(beat);
    s.pass(milliseconds(4'999));
    EXPECT_TRUE(s.targets().empty());
    s.pass(milliseconds(10'001));
    const texts three(3, "POST /api/v1/adam/mnist/experiments/42/_heartbeat/");
    EXPECT_EQ(s.targets(), three);
    const auto first = s.fake.requests().at(0);
    EXPECT_EQ(first.header("Authorization"), "Token token-abc");
    EXPECT_EQ(first.header("Content-Length"), "0");
    EXPECT_EQ(s.client->background().heartbeats, 3u);
    s.client->unset_health_check(beat);
    s.pass(seconds(60));
    EXPECT_EQ(s.targets(), three);
}

TEST(V0Background, AnotherOriginGetsNoToken) {
    stage s;
    s.here->variables["HEALTH_CHECK_INTERVAL"] = "5";
    s.start();
    s.client->set_health_check("http://elsewhere.example/beat/?a=1");
    s.pass(seconds(6));
    ASSERT_EQ(s.targets(), texts{"POST /beat/?a=1"});
    EXPECT_FALSE(s.fake.requests().at(0).header("Authorization"));
    EXPECT_EQ(s.fake.requests().at(0).header("Host"), "elsewhere.example");
}

TEST(V0Background, WhatIsNoUrlIsRefusedAtOnce) {
    stage s;
    s.start();
    for (const auto* bad : {"", "adam/mnist", "ftp://x/", "http://", "http://a b/"}) {
        try {
            s.client->set_health_check(bad);
            ADD_FAILURE() << bad;
        } catch (const polyaxon::error& e) {
            EXPECT_EQ(e.kind(), errc::invalid_argument) << bad;
        }
    }
}

TEST(V0Background, TheInternalHealthCheckIsUnderTheBaseUrl) {
    stage s;
    s.here->variables["HEALTH_CHECK_INTERVAL"] = "5";
    s.start();
    s.client->set_internal_health_check();
    s.pass(seconds(20));
    EXPECT_TRUE(s.targets().empty()) << "unset: nothing";

    stage t;
    t.here->variables["HEALTH_CHECK_INTERVAL"] = "5";
    t.here->variables["POLYAXON_INTERNAL_HEALTH_CHECK_URL"] = "/internal/health/abc";
    t.start();
    t.client->set_internal_health_check();
    t.pass(seconds(6));
    EXPECT_EQ(t.targets(), texts{"POST /api/v1/internal/health/abc/"});
}

TEST(V0Background, ReconcilePostsAtOnceAndRaises) {
    desk d([](const received& r) {
        return r.path().ends_with("abc/") ? reply::json("{}", 200) : reply::error(500, "no");
    });
    d.here->variables["POLYAXON_INTERNAL_RECONCILE_URL"] = "/internal/reconcile/abc";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto call = client.reconcile("failed");
        co_await std::move(call);
        client.close();
    });
    ASSERT_EQ(d.fake.requests().size(), 1u);
    const auto r = d.fake.requests().at(0);
    EXPECT_EQ(r.method + ' ' + r.target, "POST /api/v1/internal/reconcile/abc/");
    const auto body = json::parse(r.body);
    EXPECT_EQ(body.at("status").as<std::string>(), "failed");
    const auto at = body.at("created_at").as<std::string>();
    EXPECT_EQ(at.size() > 19 ? at.substr(10, 1) : "", " ") << at;
    EXPECT_TRUE(at.ends_with("+00:00")) << at;
    EXPECT_EQ(at.find('T'), std::string::npos) << at;

    desk silent([](const received&) { return reply::error(500, "no"); });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, silent.config);
        auto call = client.reconcile("failed");
        co_await std::move(call);
        client.close();
    });
    EXPECT_TRUE(silent.fake.requests().empty()) << "unset: nothing is sent";

    desk broken([](const received&) { return reply::error(500, "no"); });
    broken.here->variables["POLYAXON_INTERNAL_RECONCILE_URL"] = "x";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, broken.config);
        auto call = polyaxon::as_result(client.reconcile("failed"));
        const auto answered = co_await std::move(call);
        EXPECT_FALSE(answered);
        if (!answered) {
            EXPECT_EQ(answered.error().kind(), errc::server_error);
        }
        client.close();
    });
}

TEST(V0Background, WhatTheServerHidesIsExplained) {
    const reply hidden{.status = 405, .body = "", .content_type = "text/html"};
    stage s([&](const received&) { return hidden; });
    s.start();
    run([&]() -> awaitable<void> {
        co_await s.client->experiment().stop("adam", "mnist", 42, {.background = true});
    });
    s.pass(seconds(1));
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_NE(s.heard->failures[0].detail.find("hides 404 or 500"), std::string::npos)
        << s.heard->failures[0].detail;

    desk d([&](const received&) { return hidden; });
    d.here->variables["POLYAXON_INTERNAL_RECONCILE_URL"] = "x";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto call = polyaxon::as_result(client.reconcile("failed"));
        const auto answered = co_await std::move(call);
        EXPECT_FALSE(answered);
        if (!answered) {
            EXPECT_NE(answered.error().detail().find("hides 404 or 500"), std::string::npos)
                << answered.error().what();
        }
        client.close();
    });
}

TEST(V0Background, AClosedClientTakesNothingMore) {
    desk d([](const received&) { return reply::json("{}"); });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        client.set_observer(std::make_shared<ear>());
        client.close();
        auto call = polyaxon::as_result(client.experiment().stop("adam", "mnist", 42, {.background = true}));
        const auto answered = co_await std::move(call);
        EXPECT_FALSE(answered);
        if (!answered) {
            EXPECT_EQ(answered.error().kind(), errc::canceled);
        }
        auto wrong = polyaxon::as_result(client.experiment().stop("adam", "", 42, {.background = true}));
        const auto refused = co_await std::move(wrong);
        EXPECT_FALSE(refused);
        if (!refused) {
            EXPECT_EQ(refused.error().kind(), errc::invalid_argument);
        }
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

// What the API methods call.
TEST(V0Background, SinglesAndBatchesOverACore) {
    stage s;
    s.here->variables["POLYAXON_INTERVAL"] = "3";
    const auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    auto& work = c->work();
    work.add(s.job(polyaxon::codec::verb::del, "/adam/mnist/"));
    work.add_periodic(s.job(polyaxon::codec::verb::post, "/m/"), "{\"a\":1}");
    const auto target = s.job(polyaxon::codec::verb::post, "/m/").request;
    work.add_periodic(target, "{\"a\":2}");
    s.pass(milliseconds(2'999));
    EXPECT_EQ(s.targets(), texts{"DELETE /api/v1/adam/mnist/"});
    s.pass(milliseconds(1));
    ASSERT_EQ(s.targets().size(), 2u);
    EXPECT_EQ(s.fake.requests().at(1).body, R"([{"a":1},{"a":2}])");
    EXPECT_EQ(s.fake.requests().at(1).header("Content-Type"), "application/json");
    EXPECT_EQ(work.stats().sent, 3u);
    c->close();
    s.poll();
}

TEST(V0Background, TheEndOfTheClientCountsAndTells) {
    stage s;
    auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    c->set_observer(s.heard);
    for (int i = 0; i < 3; ++i) c->work().add_periodic(s.job(polyaxon::codec::verb::post, "/m/"), "1");
    s.poll();
    c.reset();
    s.poll();
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_EQ(s.heard->failures[0].items, 3u);
    EXPECT_EQ(s.heard->failures[0].failure, errc::canceled);
    EXPECT_NE(s.heard->failures[0].detail.find("POST /m/"), std::string::npos);
    EXPECT_TRUE(s.targets().empty());
}

TEST(V0Background, WhatIsUnderWayDoesNotKeepTheClient) {
    stage s([](const received&) {
        reply never = reply::json("{}");
        never.delay = std::chrono::hours(1);
        return never;
    });
    auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    c->set_observer(s.heard);
    for (int i = 0; i < 3; ++i) c->work().add(s.job(polyaxon::codec::verb::put, "/a/", "{}"));
    c->work().set_heartbeat(beat);
    s.poll();
    ASSERT_EQ(s.fake.requests().size(), 1u);
    const std::weak_ptr<api::core> gone = c;
    c.reset();
    EXPECT_TRUE(gone.expired());
    s.pass(seconds(200));
    EXPECT_EQ(s.fake.requests().size(), 1u) << "it went on without its client";
    std::size_t items = 0;
    for (const auto& f : s.heard->failures) {
        items += f.items;
        EXPECT_EQ(f.failure, errc::canceled) << f.detail;
    }
    EXPECT_EQ(items, 3u) << "the one under way and the two behind it";
}

awaitable<void> keep_until_sent(std::shared_ptr<api::core> c) {
    auto all = c->work().drain();
    co_await std::move(all);
}

// As a run that is left without end() does.
TEST(V0Background, ADetachedDrainKeepsTheClientUntilAllIsSent) {
    stage s;
    auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    c->set_observer(s.heard);
    for (int i = 0; i < 3; ++i) c->work().add(s.job(polyaxon::codec::verb::put, "/a/", "{}"));
    c->work().add_periodic(s.job(polyaxon::codec::verb::post, "/m/"), "1");
    asio::co_spawn(s.io, keep_until_sent(c), asio::detached);
    const std::weak_ptr<api::core> gone = c;
    c.reset();
    s.poll();
    EXPECT_EQ(s.fake.requests().size(), 4u);
    EXPECT_TRUE(s.heard->failures.empty());
    EXPECT_TRUE(gone.expired()) << "the client stays for good";
}

// A program may forward std::cerr to the run's log: what is said there by the client itself would come back to it.
TEST(V0Background, WithoutAnObserverItSpeaksToStandardErrorItself) {
    stage s([](const received&) { return reply::error(404, "Not found."); });
    auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    c->work().add(s.job(polyaxon::codec::verb::post, "/adam/mnist/", "{}"));
    std::ostringstream through_stream;
    auto* const was = std::cerr.rdbuf(through_stream.rdbuf());
    ::testing::internal::CaptureStderr();
    s.poll();
    const auto said = ::testing::internal::GetCapturedStderr();
    std::cerr.rdbuf(was);
    EXPECT_NE(said.find("polyaxon: in the background: POST /api/v1/adam/mnist/: not_found"),
              std::string::npos)
        << said;
    EXPECT_EQ(through_stream.str(), "");
    c->close();
    s.poll();
}

TEST(V0Background, AFailureIsToldWithoutTheToken) {
    stage s([](const received&) { return reply::error(404, "Not found."); });
    auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    c->set_observer(s.heard);
    c->work().add(s.job(polyaxon::codec::verb::post, "/adam/mnist/", "{}"));
    s.poll();
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_EQ(s.heard->failures[0].request, "POST /api/v1/adam/mnist/");
    EXPECT_EQ(s.heard->failures[0].failure, errc::not_found);
    EXPECT_EQ(s.heard->failures[0].detail.find("token-abc"), std::string::npos);
    c->close();
    s.poll();
}

TEST(V0Background, WhatIsQueuedGoesWhereTheClientPointsThen) {
    stage s;
    auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    c->work().add(s.job(polyaxon::codec::verb::post, "/a/", "{}"));
    c->set_token("newer");
    s.poll();
    ASSERT_EQ(s.fake.requests().size(), 1u);
    EXPECT_EQ(s.fake.requests().at(0).header("Authorization"), "Token newer");
    c->close();
    s.poll();
}

TEST(V0Background, DrainObeysPolyaxonTimeout) {
    stage s;
    s.here->variables["POLYAXON_TIMEOUT"] = "7";
    s.config.host = {};  // no host: each request fails, told, and a drain does not hang
    auto c = std::make_shared<api::core>(s.io.get_executor(), polyaxon::context::copy(s.config));
    c->set_observer(s.heard);
    c->work().add(s.job(polyaxon::codec::verb::post, "/a/", "{}"));
    std::optional<std::size_t> left;
    asio::co_spawn(s.io, c->work().drain(), [&](std::exception_ptr e, std::size_t n) {
        EXPECT_FALSE(e);
        left = n;
    });
    s.poll();
    EXPECT_EQ(left, 0u);
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_EQ(s.heard->failures[0].failure, errc::context);

    stage hanging([](const received&) {
        reply never = reply::json("{}");
        never.delay = std::chrono::hours(1);
        return never;
    });
    hanging.here->variables["POLYAXON_TIMEOUT"] = "7";
    c = std::make_shared<api::core>(hanging.io.get_executor(), polyaxon::context::copy(hanging.config));
    c->set_observer(hanging.heard);
    c->work().add(hanging.job(polyaxon::codec::verb::post, "/a/", "{}"));
    left.reset();
    asio::co_spawn(hanging.io, c->work().drain(), [&](std::exception_ptr, std::size_t n) { left = n; });
    hanging.pass(milliseconds(1'000));
    EXPECT_EQ(hanging.heard->warnings.size(), 1u) << "POLYAXON_MIN_TIMEOUT is 1 s";
    hanging.pass(milliseconds(5'999));
    EXPECT_FALSE(left);
    hanging.pass(milliseconds(1));
    EXPECT_EQ(left, 1u);
    c->close();
    hanging.poll();
}

}  // namespace
