// Writing single values.
#include <polyaxon/codec/fields.hpp>

#include <gtest/gtest.h>

#include <limits>

using namespace polyaxon;

TEST(JsonOut, WritesTextAndNumbers) {
    auto written = [](auto v) { return codec::to_json(v); };
    EXPECT_EQ(written(3.0), "3.0");
    EXPECT_EQ(written(-0.0), "-0.0");
    EXPECT_EQ(written(0.1), "0.1");
    EXPECT_EQ(written(1e20), "1e+20");
    EXPECT_EQ(written(1.7976931348623157e308), "1.7976931348623157e+308");
    EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "null");
    EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(written(std::int64_t{INT64_MIN}), "-9223372036854775808");
    EXPECT_EQ(written(true), "true");
    EXPECT_EQ(written(std::string("a\"b\\c\b\f\n\r\t\x01\x1f\x7f/\xC3\xA9\0z", 18)),
              "\"a\\\"b\\\\c\\b\\f\\n\\r\\t\\u0001\\u001f\x7f/\xC3\xA9\\u0000z\"");
    EXPECT_EQ(written(*timestamp::parse("2026-11-22T10:00:00Z")), "\"2026-11-22T10:00:00+00:00\"");
    EXPECT_EQ(written(std::vector<std::optional<int>>{1, std::nullopt}), "[1,null]");
}

TEST(JsonOut, InvalidUtf8IsReplaced) {
    struct {
        std::string_view bytes;
        const char* text;
    } table[] = {{"a\xFFz", "a?z"},
                 {"\xC3", "?"},
                 {"\xC3(", "?("},
                 {"\xE2\x82", "?"},
                 {"\xE2\x82z", "?z"},
                 {"\xE2(\xA1", "?(?"},
                 {"\xC0\xAF", "??"},
                 {"\xE0\x80\xAF", "???"},
                 {"\xED\xA0\x80", "???"},
                 {"\xF0\x9F\x98", "?"},
                 {"\xF4\x90\x80\x80", "????"},
                 {"\xF5\x80", "??"},
                 {"\x80\x80", "??"},
                 {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
                 {"\xEF\xBF\xBF", "\xEF\xBF\xBF"}};
    for (const auto& row : table) {
        std::string got;
        codec::append_quoted(got, row.bytes);
        std::string want = "\"";
        for (const char* c = row.text; *c; ++c)
            want += *c == '?' ? std::string("\xEF\xBF\xBD") : std::string(1, *c);
        EXPECT_EQ(got, want + '"');
        EXPECT_NO_THROW(json::parse(got));
    }
}
