#include "resources/v0_tracking_support.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace {

using namespace v0_test;

/// All values of `"step": n` of a body, in their order.
void take_steps(std::string_view body, std::vector<int>& to) {
    constexpr std::string_view key = "\"step\": ";
    for (auto at = body.find(key); at != body.npos; at = body.find(key, at)) {
        at += key.size();
        int step = -1;
        std::from_chars(body.data() + at, body.data() + body.size(), step);
        to.push_back(step);
    }
}

std::vector<int> steps_of(const tracking_stage& s, std::size_t& largest) {
    std::vector<int> out;
    for (const auto& r : s.fake.requests()) {
        if (!r.path().ends_with("/metrics/")) continue;
        const auto before = out.size();
        take_steps(r.body, out);
        largest = std::max(largest, out.size() - before);
    }
    return out;
}

void expect_all(const std::vector<int>& steps, int count) {
    ASSERT_EQ(steps.size(), static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) ASSERT_EQ(steps[static_cast<std::size_t>(i)], i);
}

TEST(V0TrackingMetrics, AHundredThousandOfAHotLoopArriveInOrderAndInBatches) {
    constexpr int many = 100'000;
    tracking_stage s;
    auto e = s.experiment("42");
    s.wait(e.open());
    for (int i = 0; i < many; ++i) e.log_metrics({{"step", i}});
    EXPECT_TRUE(s.wait(e.end()).complete());
    std::size_t largest = 0;
    expect_all(steps_of(s, largest), many);
    EXPECT_EQ(largest, 200u);
    const auto count = s.client().background();
    EXPECT_EQ(count.sent, static_cast<std::uint64_t>(many));
    EXPECT_EQ(count.batches, static_cast<std::uint64_t>(many / 200));
    EXPECT_EQ(count.dropped, 0u);
}

TEST(V0TrackingMetrics, APlatformThatIsAwayForAWhileLosesNothing) {
    tracking_stage s([](const received& r) {
        auto answer = platform_answer(r);
        answer.close = true;  // no connection outlives the platform
        return answer;
    });
    auto e = s.experiment("42");
    s.wait(e.open());
    s.mood->away = true;
    for (int i = 0; i < 500; ++i) e.log_metrics({{"step", i}});
    const auto away = s.wait(e.end({.limit = milliseconds(10)}));
    EXPECT_EQ(away.unsent, 500u) << "they stay queued, and the caller is told";
    EXPECT_FALSE(away.complete());
    const auto until = std::chrono::steady_clock::now() + seconds(10);
    while (s.mood->refused < 3 && std::chrono::steady_clock::now() < until) {
        s.pass(seconds(8));
        s.io.restart();
        s.io.run_one_for(milliseconds(5));
    }
    EXPECT_GE(s.mood->refused, 3);
    s.mood->away = false;
    EXPECT_TRUE(s.wait(e.end({.limit = seconds(60)})).complete());
    std::size_t largest = 0;
    expect_all(steps_of(s, largest), 500);
}

TEST(V0TrackingMetrics, BeyondTheBoundTheNewestAreRefusedAndCounted) {
    tracking_stage s;
    s.config.background.max_items = 300;
    auto e = s.experiment("42");
    s.wait(e.open());
    for (int i = 0; i < 1000; ++i) e.log_metrics({{"step", i}});
    const auto end = s.wait(e.end());
    EXPECT_EQ(end.dropped, 700u);
    EXPECT_FALSE(end.complete());
    std::size_t largest = 0;
    expect_all(steps_of(s, largest), 300);
    ASSERT_FALSE(s.heard->failures.empty());
    EXPECT_EQ(s.heard->failures.front().failure, errc::too_large) << s.heard->failures.front().detail;
}

TEST(V0TrackingMetrics, AnItemIsValuesAndAMoment) {
    tracking_stage s;
    auto e = s.experiment("42");
    s.wait(e.open());
    const auto moment = *polyaxon::timestamp::parse("2019-11-25T10:05:00.000123Z");
    e.log_metrics({{"loss", 0.02}, {"a \"name\"", -1e300}}, {.created_at = moment});
    e.log_metrics({{"loss", 1}}, {.created_at = *polyaxon::timestamp::parse("2019-11-25T10:05:01Z")});
    const std::vector<api::metric_value> listed{{"x", 3}};
    e.log_metrics(listed, {.created_at = *polyaxon::timestamp::parse("1969-12-31T23:59:59.5Z")});
    s.wait(e.end());
    const auto bodies = s.bodies("/metrics/");
    ASSERT_EQ(bodies.size(), 1u);
    EXPECT_EQ(
        bodies[0],
        json::parse(
            R"([{"values": {"loss": 0.02, "a \"name\"": -1e300}, "created_at": "2019-11-25 10:05:00.000123+00:00"},
                              {"values": {"loss": 1}, "created_at": "2019-11-25 10:05:01+00:00"},
                              {"values": {"x": 3}, "created_at": "1969-12-31 23:59:59.500000+00:00"}])"));
}

TEST(V0TrackingMetrics, WhatIsNoNumberIsLeftOutCountedAndToldOnce) {
    tracking_stage s;
    auto e = s.experiment("42");
    s.wait(e.open());
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN(),
                   inf = std::numeric_limits<double>::infinity();
    e.log_metrics({{"loss", nan}, {"accuracy", 0.5}});
    e.log_metrics({{"loss", inf}});
    e.log_metrics({{"loss", 0.25}});
    const auto end = s.wait(e.end());
    EXPECT_EQ(end.refused, 2u);
    EXPECT_FALSE(end.complete());
    const auto bodies = s.bodies("/metrics/");
    ASSERT_EQ(bodies.size(), 1u);
    ASSERT_EQ(bodies[0].size(), 2u);
    EXPECT_EQ(bodies[0].at(0).at("values"), json::object().set("accuracy", 0.5));
    EXPECT_EQ(bodies[0].at(1).at("values"), json::object().set("loss", 0.25));
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_EQ(s.heard->failures[0].failure, errc::invalid_argument);
    EXPECT_NE(s.heard->failures[0].detail.find("\"loss\""), std::string::npos);
}

}  // namespace
