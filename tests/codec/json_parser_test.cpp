#include "codec/json_thing.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>
#include <vector>

namespace {

using namespace json_tests;

// Text that stands in memory with nothing but `filler` behind it.
template <class T>
std::error_code parse_before(json_parser& parser, std::string text, std::string_view filler, T& out) {
    auto size = text.size();
    while (text.size() < size + json_parser::padding) text += filler;
    return parser.parse(text.data(), size, out);
}

// Every one of these is no JSON value.
const char* const broken_values[] = {
    "tru",
    "truee",
    "True",
    "fals",
    "falsee",
    "nul",
    "nulll",
    "None",
    "NaN",
    "Infinity",
    "-Infinity",
    "undefined",
    "x",
    "'a'",
    "+1",
    "-",
    "--1",
    "01",
    "-01",
    "00",
    "1.",
    ".5",
    "-.5",
    "1e",
    "1e+",
    "1.e1",
    "1.5.5",
    "1e5.5",
    "0x10",
    "1_000",
    "1a",
    "1 2",
    "12\"\"",
    "\"a",
    "\"a\\\"",
    "a\"",
    "\"\\q\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud800\\u0041\"",
    "\"\\ud800x\"",
    "\"\\udbff\\udbff\"",
    "\"\\U0041\"",
    "\"\\x41\"",
    "\"\n\"",
    "\"\t\"",
    "\"\x01\"",
    "\"\xFF\"",
    "\"\xC0\xAF\"",
    "\"\xED\xA0\x80\"",
    "\"\xF4\x90\x80\x80\"",
    "\"\xE2\x82\"",
    "\"a\"\"b\"",
    "\"a\"b",
    "true\"a\"",
    "[",
    "]",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[,]",
    "[1 2]",
    "[1;2]",
    "[1:2]",
    "[1}",
    "[[1]",
    "[1]]",
    "[1],",
    "[\"a\":1]",
    "[tru]",
    "[\"\\q\"]",
    "{",
    "}",
    "{]",
    "{\"a\"",
    "{\"a\"}",
    "{\"a\":",
    "{\"a\":}",
    "{\"a\":1",
    "{\"a\":1,",
    "{\"a\":1,}",
    "{,}",
    "{,\"a\":1}",
    "{\"a\",1}",
    "{\"a\" 1}",
    "{\"a\"::1}",
    "{\"a\":1:2}",
    "{a:1}",
    "{1:2}",
    "{null:1}",
    "{\"a\":1]",
    "{\"a\":1}}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1,,\"b\":2}",
    "{\"a\":[1}",
    "{\"a\":{}",
    "{\"a\":{\"b\":[}}",
    "{\"\\q\":1}",
    "{\"\\ud800\":1}",
    "{\"a\"x:1}",
    "{[]:1}",
    "{\"a\":01}",
    "/**/1",
    "1//",
    "\x0c1",
    "1\x1a",
    "\xEF\xBB\xBF",
    ",",
    ":",
    "\\",
    "\x7f",
};

}  // namespace

TEST(JsonParser, ReadsEveryKindOfDocument) {
    json_parser parser;
    json any;
    for (const char* text : {"null", "true", "false", "0", "-1.5e3", "\"\"", "\"text\"", "[]", "{}",
                             "[[],{}]", "12345678901234567890123", "1e999"}) {
        for (const char* around : {"", " ", "\n\t\r "}) {
            EXPECT_FALSE(parser.parse_text(around + std::string(text) + around, any))
                << text << parser.what();
            EXPECT_EQ(any.text(), text);
        }
    }
    std::string s;
    EXPECT_FALSE(parser.parse_text("\"caf\\u00e9\"", s));
    EXPECT_EQ(s, "caf\xC3\xA9");
    std::int64_t n = 0;
    EXPECT_FALSE(parser.parse_text(" 12 ", n));
    EXPECT_EQ(n, 12);
    bool b = false;
    EXPECT_FALSE(parser.parse_text("true", b));
    EXPECT_TRUE(b);
    std::optional<thing> none = thing{};
    EXPECT_FALSE(parser.parse_text("null", none));
    EXPECT_FALSE(none);
    thing t;
    EXPECT_FALSE(parser.parse_text("\xEF\xBB\xBF{\"a\":3}", t)) << "a byte order mark is passed over";
    EXPECT_EQ(t.a, 3);
}

TEST(JsonParser, EmptyBodiesAreNamed) {
    json_parser parser;
    thing t;
    for (const char* text : {"", " ", "\r\n\t ", "\xEF\xBB\xBF"}) {
        EXPECT_EQ(parser.parse_text(text, t), errc::decode);
        EXPECT_EQ(parser.what(), "empty body where JSON was expected");
    }
}

TEST(JsonParser, BrokenJsonNeverPasses) {
    json_parser parser;
    // What stands behind a document must not mend it.
    const std::string_view fillers[] = {std::string_view("\0", 1), " ", "}", "]", "\"", "}]", "\":1}", "0",
                                        "HTTP/1.1 200 OK\r\n"};
    int count = 0;
    for (std::string value : broken_values) {
        ++count;
        for (std::string_view filler : fillers) {
            thing t;
            json any;
            EXPECT_TRUE(parse_before(parser, value, filler, any)) << "document " << value;
            EXPECT_TRUE(parse_before(parser, "{\"a\":1,\"x\":" + value + "}", filler, t))
                << "unknown value " << value;
            EXPECT_TRUE(parse_before(parser, "{\"x\":" + value + ",\"a\":1}", filler, t))
                << "unknown value first " << value;
            EXPECT_TRUE(parse_before(parser, "{\"x\":{\"y\":[0," + value + "]}}", filler, t))
                << "deep in an unknown value " << value;
            EXPECT_TRUE(parse_before(parser, "{\"meta\":" + value + "}", filler, t))
                << "free-form value " << value;
            EXPECT_TRUE(parse_before(parser, "{\"meta\":{\"y\":[" + value + "]}}", filler, t))
                << "in a free-form value " << value;
            EXPECT_TRUE(parse_before(parser, "{\"a\":" + value + "}", filler, t)) << "known value " << value;
            EXPECT_TRUE(parse_before(parser, "{\"lists\":[[" + value + "]]}", filler, t))
                << "element " << value;
            EXPECT_TRUE(parse_before(parser, "{\"things\":[{\"x\":" + value + "}]}", filler, t))
                << "in a struct " << value;
        }
    }
    EXPECT_GE(count, 100);
}

TEST(JsonParser, ACutDocumentNeverPasses) {
    const std::string whole =
        R"({"a":12,"lists":[[1,2],[]],"meta":{"x":[true,null,"\u00e9\ud83d\ude00"]},"y":{"z":-1.5e3},"things":[{"a":1,"q":[]},{}]})";
    json_parser parser;
    for (const char* filler : {" ", "}", "]", "1", "\"", "{\"a\":1}", "]}"})
        for (std::size_t cut = 0; cut < whole.size(); ++cut) {
            thing t;
            EXPECT_TRUE(parse_before(parser, whole.substr(0, cut), filler, t))
                << whole.substr(0, cut) << " before " << filler;
            json any;
            EXPECT_TRUE(parse_before(parser, whole.substr(0, cut), filler, any)) << whole.substr(0, cut);
        }
    thing t;
    for (const char* filler : {" ", "}", "]", "1", "\"", "{\"a\":1}", "]}"})
        EXPECT_FALSE(parse_before(parser, whole, filler, t)) << parser.what();
}

TEST(JsonParser, TheDocumentEndsWhereItShould) {
    json_parser parser;
    thing t;
    for (const char* text : {"{}x", "{} {}", "{},", "{}]", "{\"a\":1}1", "{\"a\":1}\"\"", "{}null"}) {
        EXPECT_EQ(parser.parse_text(text, t), errc::decode) << text;
        EXPECT_TRUE(parser.what().starts_with("broken JSON: something follows the document"))
            << parser.what();
    }
    json any;
    for (const char* text : {"1 1", "\"a\" \"b\"", "null,", "[] []"})
        EXPECT_TRUE(parser.parse_text(text, any)) << text;
}

TEST(JsonParser, BrokenJsonIsCalledSoWithItsPlace) {
    json_parser parser;
    thing t;
    EXPECT_TRUE(parser.parse_text(R"({"a":1,"x":tru})", t));
    EXPECT_EQ(parser.what(), "x: broken JSON: expected a value (byte 11)");
    EXPECT_TRUE(parser.parse_text(R"({"a":tru})", t));
    EXPECT_EQ(parser.what(), "a: broken JSON: expected a value (byte 5)");
    EXPECT_TRUE(parser.parse_text(R"({"x":[1,}})", t));
    EXPECT_EQ(parser.what(), "x: broken JSON: expected a value (byte 8)");
    EXPECT_TRUE(parser.parse_text(R"({"things":[{},{"meta":["\q"]}]})", t));
    EXPECT_EQ(parser.what(), "things[1].meta: broken JSON: a bad escape in a string (byte 23)");
    EXPECT_TRUE(parser.parse_text("{\"a\":\"\xFF\"}", t));
    EXPECT_EQ(parser.what(), "broken JSON: the text is not UTF-8");
    EXPECT_TRUE(parser.parse_text("<html>", t));
    EXPECT_EQ(parser.what(), "broken JSON: expected a value (byte 0)");
}

struct wide_map {};
std::error_code read(json_in& in, wide_map&) {
    return in.each_member(
        nullptr, [](std::string_view, json_in&, void*) { return std::error_code{}; }, 1 << 20);
}

TEST(JsonParser, ListsAndMappingsTakeNoMoreThanTheirShare) {
    json_parser parser;
    std::vector<mebibyte> one;
    EXPECT_FALSE(parser.parse_text(list_of(128), one)) << parser.what();
    EXPECT_EQ(one.size(), 128u);
    EXPECT_EQ(parser.parse_text(list_of(129), one), errc::decode);
    EXPECT_NE(parser.what().find("limit: the lists and mappings of the document take more than"),
              std::string::npos)
        << parser.what();
    // All lists of a document together; the next document has room of its own.
    std::vector<std::vector<mebibyte>> two;
    EXPECT_EQ(parser.parse_text("[" + list_of(64) + "," + list_of(64) + "]", two), errc::decode);
    EXPECT_FALSE(parser.parse_text("[" + list_of(64) + "," + list_of(63) + "]", two)) << parser.what();
    const auto map = [](int n) { return "{" + repeated(n - 1, "\"k\":0,") + "\"k\":0}"; };
    wide_map mapping;
    EXPECT_FALSE(parser.parse_text(map(128), mapping)) << parser.what();
    EXPECT_EQ(parser.parse_text(map(129), mapping), errc::decode);
    EXPECT_TRUE(parser.what().starts_with("k: limit: the lists and mappings")) << parser.what();
    // A long text may say more.
    EXPECT_FALSE(parser.parse_text(list_of(136) + std::string(34 << 20, ' '), one)) << parser.what();
}

TEST(JsonParser, NestingStopsAt256) {
    json_parser parser;
    auto list = [](int n) { return repeated(n, "[") + repeated(n, "]"); };
    auto object = [](int n) { return repeated(n, "{\"k\":") + "1" + repeated(n, "}"); };
    auto things = [](int n) { return repeated(n, "{\"things\":[") + repeated(n, "]}"); };  // 2 levels each
    thing t;
    json any;
    for (int n : {1, 255, 256}) {
        EXPECT_FALSE(parser.parse_text(list(n), any)) << n << parser.what();
        EXPECT_FALSE(parser.parse_text(object(n), any)) << n << parser.what();
        EXPECT_FALSE(parser.parse_text(object(n), t)) << n << parser.what();
        EXPECT_FALSE(parser.parse_text("{\"x\":" + list(n - 1 ? n - 1 : 1) + "}", t)) << n << parser.what();
        EXPECT_FALSE(parser.parse_text("{\"meta\":" + list(n - 1 ? n - 1 : 1) + "}", t))
            << n << parser.what();
        EXPECT_FALSE(parser.parse_text("{\"things\":[{\"x\":" + list(std::max(n - 3, 1)) + "}]}", t))
            << n << parser.what();
    }
    EXPECT_FALSE(parser.parse_text(things(128), t)) << parser.what();
    auto refused = [&](const std::string& text, auto& out) {
        EXPECT_EQ(parser.parse_text(text, out), errc::decode) << text;
        EXPECT_NE(parser.what().find("limit: the document is nested more than 256 deep"), std::string::npos)
            << parser.what();
    };
    for (int n : {257, 300, 100000}) {
        refused(list(n), any);
        refused(object(n), any);
        refused(object(n), t);
        refused("{\"x\":" + list(n - 1) + "}", t);
        refused("{\"meta\":" + list(n - 1) + "}", t);
        refused("{\"things\":[{\"x\":" + list(n - 3) + "}]}", t);
        refused(things(n), t);
        refused(repeated(n, "["), any);
        refused(repeated(n, "{\"things\":["), t);
    }
    // The failure before leaves no depth behind.
    EXPECT_FALSE(parser.parse_text(list(256), any));
}

TEST(JsonParser, IsUsedAgainAfterEverything) {
    json_parser parser;
    for (int round = 0; round < 3; ++round) {
        thing t;
        EXPECT_TRUE(parser.parse_text(R"({"things":[{"a":[]}]})", t));
        EXPECT_EQ(parser.what(), "things[0].a: expected an integer, got a list");
        EXPECT_FALSE(parser.parse_text(R"({"a":1})", t));
        EXPECT_EQ(parser.what(), "");
        EXPECT_TRUE(parser.parse_text("", t));
        std::vector<int> many;
        std::string text = "[0";
        for (int i = 1; i < 100'000 * (round + 1); ++i) text += ',' + std::to_string(i % 10);
        EXPECT_FALSE(parser.parse_text(text + ']', many)) << parser.what();
        EXPECT_EQ(many.size(), 100'000u * static_cast<unsigned>(round + 1));
        EXPECT_FALSE(parser.parse_text("[]", many));
        EXPECT_TRUE(many.empty());
    }
    json_parser moved = std::move(parser);
    thing t;
    EXPECT_FALSE(moved.parse_text(R"({"a":4})", t));
    EXPECT_EQ(t.a, 4);
}

// What took quadratic time here would outlast any limit on a test.
TEST(JsonParser, HostileDocumentsTakeLinearTime) {
    json_parser parser;
    for (const char* piece : {"[", "{", "\"", "\\", "{\"x\":", "[1,", "\"a\",", "{\"\\u0061\":[", "1,", " ",
                              "]", ",,", "\"\\\\\"", "\"\\u0061"}) {
        std::string text = repeated(static_cast<int>((1 << 20) / std::string_view(piece).size()), piece);
        thing t;
        json any;
        EXPECT_TRUE(parser.parse_text(text, any));
        EXPECT_TRUE(parser.parse_text("{\"x\":[" + text, t));
    }
    // Unknown keys by the thousand, and a long text of escapes.
    std::string keys = "{";
    for (int i = 0; i < 50'000; ++i) keys += "\"key" + std::to_string(i) + "\":[" + std::to_string(i) + "],";
    thing t;
    EXPECT_FALSE(parser.parse_text(keys + "\"a\":1}", t)) << parser.what();
    EXPECT_EQ(t.a, 1);
    std::string text;
    EXPECT_FALSE(parser.parse_text('"' + repeated(200'000, "\\u0041\\n") + '"', text));
    EXPECT_EQ(text.size(), 400'000u);
}
