// Escapes stand anywhere in a text, which is copied in blocks.
#include "codec/json_thing.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

using namespace json_tests;

namespace {

struct piece {
    std::string text, meant;
};
const piece pieces[] = {{"\\n", "\n"},
                        {"\\\"", "\""},
                        {"\\\\", "\\"},
                        {"\\/", "/"},
                        {"\\u0041", "A"},
                        {"\\u00e9", "\xC3\xA9"},
                        {"\\uFFFD", "\xEF\xBF\xBD"},
                        {"\\ud83d\\uDE00", "\xF0\x9F\x98\x80"},
                        {"\\uDBFF\\udfff", "\xF4\x8F\xBF\xBF"},
                        {"\\u0000", std::string(1, '\0')}};
const char* const broken[] = {
    "\\x",     "\\ ",     "\\u",        "\\u1",    "\\u12",          "\\u123",         "\\u123g",
    "\\u-123", "\\ud83d", "\\ud83d\\n", "\\ude00", "\\ud83d\\u0041", "\\ud83d\\ud83d", "\\ud83dude00",
    "\\U0041"};

// Read as a known text, as an unknown member and as a free-form one.
std::string read_text(json_parser& parser, const std::string& inner) {
    std::string text = "not read";
    const bool good = !parser.parse_text('"' + inner + '"', text);
    thing t;
    EXPECT_EQ(!parser.parse_text("{\"x\":[\"" + inner + "\"]}", t), good) << inner;
    EXPECT_EQ(!parser.parse_text("{\"meta\":{\"" + inner + "\":\"" + inner + "\"}}", t), good) << inner;
    EXPECT_EQ(!parser.parse_text("{\"" + inner + "\":null}", t), good) << inner;
    return good ? text : "broken";
}

}  // namespace

TEST(JsonEscapes, StandAnywhere) {
    json_parser parser;
    for (std::size_t before = 0; before < 36; ++before)
        for (std::size_t behind : {0u, 1u, 7u, 15u, 16u, 33u}) {
            const std::string head(before, 'h'), tail(behind, 't');
            for (const auto& p : pieces)
                ASSERT_EQ(read_text(parser, head + p.text + tail), head + p.meant + tail)
                    << head + p.text + tail;
            for (const char* b : broken)
                ASSERT_EQ(read_text(parser, head + b + tail), "broken") << head + b + tail;
        }
}

TEST(JsonEscapes, StandSideBySide) {
    const auto seed = std::random_device{}();
    std::mt19937_64 random(seed);
    json_parser parser;
    for (int i = 0; i < 2000; ++i) {
        std::string text, meant;
        for (auto n = random() % 30; n > 0; --n) {
            const std::string plain(random() % 3 ? random() % 4 : random() % 40, 'x');
            const auto& p = pieces[random() % std::size(pieces)];
            text += plain + p.text, meant += plain + p.meant;
        }
        ASSERT_EQ(read_text(parser, text), meant) << "seed " << seed;
    }
}

// Where the next backslash stands is remembered; who reads a value again must not be told of a later one.
TEST(JsonEscapes, AreFoundByASecondReader) {
    const auto again = [](json_in& in, void* self) -> std::error_code {
        auto& out = *static_cast<std::vector<std::string>*>(self);
        std::vector<int> numbers;
        std::vector<std::vector<std::string>> lists;
        if (!read(in, numbers)) return in.fail("these are no numbers");
        if (!read(in, lists)) return in.fail("these are no lists");
        std::vector<std::string> first;
        if (auto ec = read(in, first)) return ec;
        return read(in, out);
    };
    json_parser parser;
    const auto run = [&](std::string text) {
        std::vector<std::string> out;
        const auto size = text.size();
        text.append(json_parser::padding, '\\');
        const auto ec = parser.parse(text.data(), size, &out, again);
        std::string all = ec ? parser.what() : "";
        for (const auto& s : out) all += s + '|';
        return all;
    };
    EXPECT_EQ(run(R"(["a","\n","b","c\\","d"])"), "a|\n|b|c\\|d|");
    EXPECT_EQ(run(R"(["a","b"])"), "a|b|");
    EXPECT_EQ(run(R"(["\u0041","b","\u0042"])"), "A|b|B|");
    EXPECT_EQ(run(R"(["a","\q"])").substr(0, 33), "[1]: broken JSON: a bad escape in");
}
