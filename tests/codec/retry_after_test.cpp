#include <polyaxon/codec/http_reader.hpp>

#include <gtest/gtest.h>

namespace {

using namespace std::chrono;
using polyaxon::codec::parse_retry_after;

// RFC 9110's own example: Sun, 06 Nov 1994 08:49:37 GMT.
constexpr auto example = sys_days(1994y / November / 6) + 8h + 49min + 37s;

struct row {
    const char* text;
    std::optional<milliseconds> expected;
    sys_seconds now = example - 10s;
};

TEST(RetryAfter, ReadsSecondsAndTheThreeDates) {
    const row rows[] = {
        {"0", 0ms},
        {"7", 7s},
        {"007", 7s},
        {" 7\t", 7s},
        {"86400", 24h},
        {"86401", 24h},
        {"99999999999999999999999999999999", 24h},
        {"", {}},
        {" ", {}},
        {"-1", {}},
        {"+1", {}},
        {"1.5", {}},
        {"1e3", {}},
        {"7s", {}},
        {"7 7", {}},
        {"0x7", {}},
        {"soon", {}},
        {"7, 7", {}},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 10s},
        {"Sunday, 06-Nov-94 08:49:37 GMT", 10s},
        {"Sun Nov  6 08:49:37 1994", 10s},
        {"Wed Nov 16 08:49:37 1994", 10s, sys_seconds(sys_days(1994y / November / 16) + 8h + 49min + 27s)},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 0ms, example},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 0ms, example + 1s},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 24h, example - 72h},
        {"Fri, 31 Dec 9999 23:59:59 GMT", 24h},
        {"Mon, 01 Jan 0001 00:00:00 GMT", 0ms},
        {"Thu, 29 Feb 2024 00:00:05 GMT", 5s, sys_seconds(sys_days(2024y / February / 29))},
        {"Sunday, 06-Nov-44 08:49:37 GMT", 24h},  // 2044: fifty years ahead
        {"Sunday, 06-Nov-45 08:49:37 GMT", 0ms},  // 1945
        {"Saturday, 01-Jan-00 00:00:03 GMT", 3s, sys_seconds(sys_days(2000y / January / 1))},
        {"Sun, 06 Nov 1994 08:49:60 GMT", 32s},  // a leap second ends as :59
        {"Sun, 06 Nov 1994 08:49:61 GMT", {}},
        {"Sun, 06 Nov 1994 24:00:00 GMT", {}},
        {"Sun, 06 Nov 1994 08:60:00 GMT", {}},
        {"Thu, 29 Feb 2023 00:00:00 GMT", {}},
        {"Sun, 31 Nov 1994 08:49:37 GMT", {}},
        {"Sun, 00 Nov 1994 08:49:37 GMT", {}},
        {"Sun, 6 Nov 1994 08:49:37 GMT", {}},
        {"Sun, 06 nov 1994 08:49:37 GMT", {}},
        {"Sun, 06 Nov 1994 08:49:37 CET", {}},
        {"Sun, 06 Nov 1994 08:49:37", {}},
        {"Sun, 06 Nov 1994 08:49:37 GMT and more", {}},
        {"Sun, 06 Nov 94 08:49:37 GMT", {}},
        {"Sunday, 06 Nov 1994 08:49:37 GMT", {}},
        {"Son, 06 Nov 1994 08:49:37 GMT", {}},
        {"06 Nov 1994 08:49:37 GMT", {}},
        {"Sunday Nov  6 08:49:37 1994", {}},
        {"Sun Nov  6 08:49:37 1994 GMT", {}},
        {"Sun,", {}},
        {"Sun", {}},
    };
    for (const auto& r : rows) EXPECT_EQ(parse_retry_after(r.text, r.now), r.expected) << r.text;
}

TEST(RetryAfter, NeverWaitsLessThanAskedWithinAMillisecond) {
    EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", example - 10s + 1us), 10000ms);
    EXPECT_EQ(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", example - 1us), 1ms);
}

TEST(RetryAfter, CutAnywhereIsGarbage) {
    for (const std::string date :
         {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
        for (std::size_t n = 0; n < date.size(); ++n)
            EXPECT_FALSE(parse_retry_after(date.substr(0, n), example)) << date.substr(0, n);
}

}  // namespace
