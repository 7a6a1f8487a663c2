#include <polyaxon/resources/v1/tracking/event_file.hpp>
#include <polyaxon/resources/v1/tracking/summary.hpp>
#include <resources/v1_event_samples.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>

using namespace polyaxon;
using namespace polyaxon::v1::tracking;
using namespace v1_events;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite_number = std::numeric_limits<double>::infinity();

event_summary of_values(std::initializer_list<double> values) {
    event_summary out(event_kind::metric);
    double step = 0;
    for (const double v : values) out.add(++step, at(1), v);
    return out;
}

json statistics(const event_summary& s) { return s.summary().at("metric"); }

}  // namespace

TEST(V1Summaries, EverySample) {
    for (const auto& [key, wanted] : samples().at("summaries").items()) {
        const auto slash = key.find('/');
        const auto kind = *event_kind_of(key.substr(0, slash));
        const auto got = summary_of(kind, sample("events/" + key + ".plx"));
        EXPECT_EQ(got.summary(), wanted) << key << ' ' << got.summary().text();
    }
}

TEST(V1Summaries, StepsAreFractionsAsSoonAsOneIsMissing) {
    // As the sample's text has it, not only by value.
    const auto some = summary_of(event_kind::metric, sample("events/metric/loss.plx"));
    EXPECT_EQ(some.summary().at("step").text(), R"({"count":4,"min":1.0,"max":5.0})");
    EXPECT_EQ(of_values({1, 2}).summary().at("step").text(), R"({"count":2,"min":1,"max":2})");

    event_summary first_missing;
    first_missing.add({}, at(1), 1);
    first_missing.add(7, at(2), 1);
    EXPECT_EQ(first_missing.summary().at("step").text(), R"({"count":1,"min":null,"max":7.0})");

    event_summary none(event_kind::text);
    none.add({}, at(1));
    EXPECT_FALSE(none.summary().contains("step"));
    EXPECT_FALSE(none.summary().contains("metric"));
}

TEST(V1Summaries, StepsAndTimesAreThoseOfTheFirstAndLastRow) {
    event_summary s(event_kind::image);
    s.add(9, at(5)), s.add(1, at(1)), s.add(4, at(3));
    EXPECT_EQ(s.summary().at("step").text(), R"({"count":3,"min":9,"max":4})");
    EXPECT_EQ(s.summary().at("timestamp").at("min").as<std::string>(), at(5).text());
    EXPECT_EQ(s.summary().at("timestamp").at("max").as<std::string>(), at(3).text());
}

TEST(V1Summaries, WhatIsNoNumberIsLeftOut) {
    const auto s = of_values({no_number, 2, no_number, 4, no_number});
    EXPECT_EQ(
        statistics(s).text(),
        R"({"count":2.0,"mean":3.0,"std":1.4142135623730951,"min":2.0,"25%":2.5,"50%":3.0,"75%":3.5,"max":4.0,"last":null})");
    EXPECT_FALSE(s.last());
    EXPECT_EQ(
        statistics(of_values({no_number})).text(),
        R"({"count":0.0,"mean":null,"std":null,"min":null,"25%":null,"50%":null,"75%":null,"max":null,"last":null})");
    const auto infinite = statistics(of_values({1, infinite_number}));
    EXPECT_TRUE(infinite.at("max").is_null());
    EXPECT_TRUE(infinite.at("mean").is_null());
    EXPECT_EQ(infinite.at("min").as<double>(), 1);
    EXPECT_EQ(of_values({1, 0.25}).last(), 0.25);
}

TEST(V1Summaries, TheDigitsThatPandasGives) {
    // 300 values: x = (i * 37 % 101) / 7, with a gap at every 50th; the numbers are pandas' own.
    event_summary s(event_kind::metric);
    for (int i = 0; i < 300; ++i) s.add(i, at(1), i % 50 == 49 ? no_number : (i * 37 % 101) / 7.0);
    EXPECT_EQ(
        statistics(s).text(),
        R"({"count":294.0,"mean":7.103498542274053,"std":4.172189604789346,"min":0.0,"25%":3.4642857142857144,"50%":7.071428571428571,"75%":10.714285714285714,"max":14.285714285714286,"last":null})");
}

TEST(V1Summaries, BeyondTheBoundOnlyQuantilesAreEstimates) {
    event_summary s(event_kind::metric);
    const auto n = event_summary::exact_values / 2 * 3;
    for (std::size_t i = 0; i < n; ++i) s.add(static_cast<double>(i), at(1), static_cast<double>(i % 1000));
    const auto got = statistics(s);
    EXPECT_EQ(got.at("count").as<double>(), static_cast<double>(n));
    EXPECT_EQ(got.at("min").as<double>(), 0);
    EXPECT_EQ(got.at("max").as<double>(), 999);
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(i % 1000);
    const double mean = sum / static_cast<double>(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double off = static_cast<double>(i % 1000) - mean;
        squares += off * off;
    }
    EXPECT_NEAR(got.at("mean").as<double>(), mean, 1e-9);
    EXPECT_NEAR(got.at("std").as<double>(), std::sqrt(squares / static_cast<double>(n - 1)), 1e-9);
    EXPECT_NEAR(got.at("50%").as<double>(), 499.5, 5);
    EXPECT_NEAR(got.at("25%").as<double>(), 249.75, 5);
}

TEST(V1Summaries, RowsThatMakeNoSenseAreLeftOut) {
    const auto s =
        summary_of(event_kind::metric,
                   "step|timestamp|metric\n1|2024-01-02 03:04:01+00:00|0.5\nnonsense\n|\n"
                   "x|2024-01-02 03:04:01+00:00|1.0\n2|yesterday|1.0\n3|2024-01-02 03:04:03+00:00|\r\n"
                   "4|2024-01-02 03:04:04+00:00|inf\n5|2024-01-02 03:0");
    EXPECT_EQ(s.rows(), 2u);
    EXPECT_EQ(s.summary().at("step").text(), R"({"count":2,"min":1,"max":4})");
    EXPECT_EQ(summary_of(
                  event_kind::text,
                  "\n{\"timestamp\": \"2024-01-02 03:04:01+00:00\", \"step\": 1.5, \"text\": \"a\"}\n{\"time")
                  .summary()
                  .at("step")
                  .text(),
              R"({"count":1,"min":1.5,"max":1.5})");
    EXPECT_TRUE(summary_of(event_kind::metric, "").empty());
    EXPECT_TRUE(summary_of_file(event_kind::metric, "/nowhere/at/all.plx").empty());
    EXPECT_EQ(summary_of(event_kind::metric, "").summary().text(), R"({"is_event":true})");
}
