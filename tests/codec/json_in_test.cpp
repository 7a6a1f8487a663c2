// Reading value by value, without rows.
#include <polyaxon/codec/fields.hpp>

#include <gtest/gtest.h>

using namespace polyaxon;
using codec::json_in;
using codec::json_parser;

TEST(JsonIn, AReaderMayFailAndTryAnother) {
    std::string out;
    auto either = [](json_in& in, void* self) -> std::error_code {
        auto& text = *static_cast<std::string*>(self);
        std::vector<std::string> list;
        if (!read(in, list)) return text = "list of " + std::to_string(list.size()), std::error_code{};
        std::int64_t n = 0;
        if (!read(in, n)) return text = "integer " + std::to_string(n), std::error_code{};
        if (in.is_object()) return text = "object", std::error_code{};  // not looked at: checked all the same
        return read(in, text);
    };
    json_parser parser;
    auto run = [&](std::string text) {
        text.append(json_parser::padding, '\0');
        return parser.parse(text.data(), text.size() - json_parser::padding, &out, either);
    };
    EXPECT_FALSE(run(R"(["a","b"])"));
    EXPECT_EQ(out, "list of 2");
    EXPECT_FALSE(run("12"));
    EXPECT_EQ(out, "integer 12");
    EXPECT_FALSE(run(R"("text")"));
    EXPECT_EQ(out, "text");
    EXPECT_FALSE(run(R"({"a":[1]})"));
    EXPECT_EQ(out, "object");
    EXPECT_TRUE(run(R"({"a":[1})"));
    EXPECT_TRUE(run(R"([1])"));
    EXPECT_EQ(parser.what(), "expected a string, got a list");
}

TEST(JsonIn, ObjectsWhoseKeysAreData) {
    std::vector<std::pair<std::string, double>> out;
    auto member = [](std::string_view key, json_in& in, void* self) -> std::error_code {
        double d = 0;
        auto ec = read(in, d);
        static_cast<std::vector<std::pair<std::string, double>>*>(self)->emplace_back(key, d);
        return ec;
    };
    auto run = [&](std::string text) {
        static json_parser parser;
        text.append(json_parser::padding, '\0');
        out.clear();
        struct both {
            void* out;
            std::error_code (*member)(std::string_view, json_in&, void*);
        } pass{&out, member};
        auto ec =
            parser.parse(text.data(), text.size() - json_parser::padding, &pass, [](json_in& in, void* self) {
                auto& b = *static_cast<both*>(self);
                return in.each_member(b.out, b.member, 0);
            });
        return ec ? parser.what() : std::string("ok");
    };
    EXPECT_EQ(run(R"({"loss":1,"a\u0062c":2.5})"), "ok");
    EXPECT_EQ(out, (std::vector<std::pair<std::string, double>>{{"loss", 1}, {"abc", 2.5}}));
    EXPECT_EQ(run("{}"), "ok");
    EXPECT_EQ(run(R"({"loss":1,"acc":[]})"), "acc: expected a number, got a list");
    EXPECT_EQ(run("[]"), "expected an object, got a list");
    EXPECT_NE(run(R"({"loss":1,})"), "ok");
    EXPECT_NE(run(R"({"loss" 1})"), "ok");
}
