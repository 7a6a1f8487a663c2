#include <polyaxon/codec/timestamp.hpp>

#include <gtest/gtest.h>

#include <cstdio>
#include <ctime>
#include <random>
#include <type_traits>

using polyaxon::timestamp;

TEST(Timestamp, ReadsTheServersForms) {
    struct {
        const char* text;
        const char* utc;
    } table[] = {
        {"2026-11-22T10:00:00.123456+00:00", "2026-11-22T10:00:00.123456+00:00"},
        {"2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00"},
        {"2026-11-22T10:00:00z", "2026-11-22T10:00:00+00:00"},
        {"2026-11-22 10:00:00", "2026-11-22T10:00:00+00:00"},
        {"2026-11-22t10:00:00", "2026-11-22T10:00:00+00:00"},
        {"2026-11-22T10:00", "2026-11-22T10:00:00+00:00"},
        {"2026-11-22T10:00+01:00", "2026-11-22T09:00:00+00:00"},
        {"2026-11-22T10:00:00+01:00", "2026-11-22T09:00:00+00:00"},
        {"2026-11-22T10:00:00+0530", "2026-11-22T04:30:00+00:00"},
        {"2026-11-22T10:00:00-08", "2026-11-22T18:00:00+00:00"},
        {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00+00:00"},
        {"2025-12-31T23:30:00-01:00", "2026-01-01T00:30:00+00:00"},
        {"2026-11-22T10:00:00.1Z", "2026-11-22T10:00:00.100000+00:00"},
        {"2026-11-22T10:00:00,25Z", "2026-11-22T10:00:00.250000+00:00"},
        {"2026-11-22T10:00:00.000001Z", "2026-11-22T10:00:00.000001+00:00"},
        {"2026-11-22T10:00:00.123456789Z", "2026-11-22T10:00:00.123456+00:00"},
        {"2026-11-22T10:00:00.999999999999999Z", "2026-11-22T10:00:00.999999+00:00"},
        {"2026-11-22T10:00:00.000000Z", "2026-11-22T10:00:00+00:00"},
        {"2024-02-29T23:59:59Z", "2024-02-29T23:59:59+00:00"},
        {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00+00:00"},
        {"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000+00:00"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"},
        {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999+00:00"},
        {"2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"},
    };
    for (const auto& row : table) {
        auto t = timestamp::parse(row.text);
        ASSERT_TRUE(t) << row.text;
        EXPECT_EQ(t->text(), row.utc) << row.text;
        EXPECT_EQ(timestamp::parse(t->text()), t) << row.text;
    }
}

TEST(Timestamp, RefusesNonsense) {
    for (const char* text : {"",
                             "2026",
                             "2026-11-22",
                             "2026-11-22T",
                             "2026-11-22T10",
                             "2026-11-22T10:",
                             "2026-11-22T10:00:",
                             "2026-11-22T10:00:0",
                             "2026-11-22T1:00:00",
                             "2026-1-22T10:00:00",
                             "26-11-22T10:00:00",
                             "2026/11/22T10:00:00",
                             "2026-13-01T00:00:00",
                             "2026-00-01T00:00:00",
                             "2026-01-00T00:00:00",
                             "2026-01-32T00:00:00",
                             "2026-02-29T00:00:00",
                             "1900-02-29T00:00:00",
                             "2026-04-31T00:00:00",
                             "0000-01-01T00:00:00",
                             "0001-01-01T00:00:00+00:01",
                             "9999-12-31T23:59:59-00:01",
                             "9999-12-31T23:59:60Z",
                             "2026-11-22T24:00:00",
                             "2026-11-22T10:60:00",
                             "2026-11-22T10:00:61",
                             "2026-11-22T10:00:00.",
                             "2026-11-22T10:00:00.Z",
                             "2026-11-22T10:00:00.x",
                             "2026-11-22T10:00:00+",
                             "2026-11-22T10:00:00+1",
                             "2026-11-22T10:00:00+24:00",
                             "2026-11-22T10:00:00+01:60",
                             "2026-11-22T10:00:00+01:",
                             "2026-11-22T10:00:00+01:0",
                             "2026-11-22T10:00:00+01:000",
                             "2026-11-22T10:00:00ZZ",
                             "2026-11-22T10:00:00 Z",
                             " 2026-11-22T10:00:00",
                             "2026-11-22T10:00:00Z ",
                             "2026-11-22_10:00:00",
                             "-026-11-22T10:00:00",
                             "2026-11-22T-1:00:00",
                             "now",
                             "null",
                             "1763805600"})
        EXPECT_FALSE(timestamp::parse(text)) << text;
    EXPECT_FALSE(timestamp::parse(std::string_view("2026-11-22T10:00:00\0", 20)));
}

TEST(Timestamp, AgreesWithTheSystemsCalendar) {
    const auto seed = std::random_device{}();
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<std::int64_t> seconds(-62135596800, 253402300799);
    std::uniform_int_distribution<int> micro(0, 999999);
    for (int i = 0; i < 2000; ++i) {
        const auto at = seconds(random);
        const auto us = micro(random);
        const auto clock = static_cast<std::time_t>(at);
        std::tm tm{};
        gmtime_r(&clock, &tm);
        char want[64];
        auto n =
            std::snprintf(want, sizeof want, "%04d-%02d-%02dT%02d:%02d:%02d.%06d+00:00", tm.tm_year + 1900,
                          tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, us);
        auto t = timestamp::parse(std::string_view(want, static_cast<std::size_t>(n)));
        ASSERT_TRUE(t) << want << " seed " << seed;
        EXPECT_EQ(t->time().time_since_epoch(), std::chrono::seconds(at) + std::chrono::microseconds(us))
            << want << " seed " << seed;
        if (us != 0) {
            EXPECT_EQ(t->text(), want) << "seed " << seed;
        }
    }
}

TEST(Timestamp, IsAPlainValue) {
    static_assert(std::is_trivially_copyable_v<timestamp>);
    auto a = timestamp::parse("2026-11-22T10:00:00Z"), b = timestamp::parse("2026-11-22T11:00:00+01:00"),
         c = timestamp::parse("2026-11-22T10:00:00.000001Z");
    EXPECT_EQ(*a, *b);
    EXPECT_LT(*a, *c);
    EXPECT_EQ(timestamp{}.text(), "1970-01-01T00:00:00+00:00");
    auto before = std::chrono::system_clock::now() - std::chrono::microseconds(1);
    auto now = timestamp::now();
    EXPECT_GE(now.time(), std::chrono::floor<std::chrono::microseconds>(before));
    EXPECT_LE(now.time(), std::chrono::system_clock::now());
}
