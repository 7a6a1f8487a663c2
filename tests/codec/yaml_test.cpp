#include <polyaxon/codec/yaml.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>

using polyaxon::errc;
using polyaxon::json;
using polyaxon::codec::yaml_to_json;

namespace {

std::string read(std::string_view text) {
    auto r = yaml_to_json(text);
    return r ? std::string(r->text()) : std::string("error: ") + r.error().what();
}

std::string problem(std::string_view text) {
    auto r = yaml_to_json(text);
    if (r) return "no error: " + std::string(r->text());
    EXPECT_EQ(r.error().kind(), errc::decode);
    return r.error().detail();
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST(Yaml, ReadsContextFiles) {
    EXPECT_EQ(read("POLYAXON_HOME: /data/home\n"), R"({"POLYAXON_HOME":"/data/home"})");
    EXPECT_EQ(read("# project\nname: mnist\nowner: adam\ntags: [a, 'b', \"c\\n\"]\nnested:\n  - x: 1\n    y: "
                   "null\n  -\n"),
              R"({"name":"mnist","owner":"adam","tags":["a","b","c\n"],"nested":[{"x":1,"y":null},null]})");
    EXPECT_EQ(read("---\na: |\n  two\n  lines\n...\n"), R"({"a":"two\nlines\n"})");
    EXPECT_EQ(read("empty: {}\nnone: []\n"), R"({"empty":{},"none":[]})");
    EXPECT_EQ(read("\xEF\xBB\xBF"
                   "a: 1"),
              R"({"a":1})");
}

TEST(Yaml, EmptyIsNull) {
    EXPECT_EQ(read(""), "null");
    EXPECT_EQ(read("\n\n# only a comment\n"), "null");
    EXPECT_EQ(read("---\n"), "null");
}

TEST(Yaml, ScalarsFollowTheCoreSchema) {
    struct {
        const char* yaml;
        const char* json;
    } table[] = {{"~", "null"},
                 {"null", "null"},
                 {"NULL", "null"},
                 {"Null", "null"},
                 {"nULL", "\"nULL\""},
                 {"true", "true"},
                 {"True", "true"},
                 {"FALSE", "false"},
                 {"yes", "\"yes\""},
                 {"on", "\"on\""},
                 {"12", "12"},
                 {"-12", "-12"},
                 {"+12", "12"},
                 {"007", "7"},
                 {"-0", "-0"},
                 {"0o17", "15"},
                 {"0xfF", "255"},
                 {"0x", "\"0x\""},
                 {"0b1", "\"0b1\""},
                 {"1_000", "\"1_000\""},
                 {"1.5", "1.5"},
                 {"+1.5", "1.5"},
                 {".5", "0.5"},
                 {"-.5", "-0.5"},
                 {"1.", "1.0"},
                 {"01.50", "1.50"},
                 {"1e3", "1.0e3"},
                 {"1E-3", "1.0e-3"},
                 {"1e", "\"1e\""},
                 {".", "\".\""},
                 {".inf", "\".inf\""},
                 {".nan", "\".nan\""},
                 {"-", "[null]"},
                 {"1.2.3", "\"1.2.3\""},
                 {"12a", "\"12a\""},
                 {"'12'", "\"12\""},
                 {"\"12\"", "\"12\""},
                 {"'null'", "\"null\""},
                 {"''", "\"\""},
                 {"a b", "\"a b\""},
                 {"!!str 12", "\"12\""},
                 {"!!int '12'", "12"},
                 {"!!float 1", "1.0"},
                 {"!!bool true", "true"},
                 {"!!null ~", "null"},
                 {"! 12", "\"12\""},
                 {"2026-11-22", "\"2026-11-22\""},
                 {"123456789012345678901234567890", "123456789012345678901234567890"}};
    for (const auto& row : table) EXPECT_EQ(read(row.yaml), row.json) << row.yaml;
}

TEST(Yaml, KeysAreText) {
    EXPECT_EQ(read("1: a\ntrue: b\n'x y': c\n~: d"), R"({"1":"a","true":"b","x y":"c","null":"d"})");
    EXPECT_TRUE(has(problem("[a, b]: c"), "key"));
    EXPECT_TRUE(has(problem("{a: 1}: c"), "key"));
}

TEST(Yaml, JsonComesOutEqual) {
    for (const char* text :
         {R"({"a":[1,2.5,"x",null,true,{"b":[]}],"c":{}})", R"({"smile":"\ud83d\ude00","slash":"\/"})",
          "{\"tab\":\t1,\n\t\"next\":\t[\t]\n}", R"(["a","a: b","# no comment","- x"])", R"("text")",
          R"({"big":12345678901234567890123,"e":1e400,"yes":"yes","n":"12"})", "12", "true", "null", "[]"}) {
        auto r = yaml_to_json(text);
        ASSERT_TRUE(r) << text << r.error().what();
        EXPECT_EQ(*r, json::parse(text)) << text << " -> " << r->text();
    }
}

TEST(Yaml, ErrorsNameLineAndColumn) {
    EXPECT_TRUE(has(problem("a: 1\nb: [1,\n"), "line 3")) << problem("a: 1\nb: [1,\n");
    EXPECT_TRUE(has(problem("a: 1\nb: *x\n"), "(line 2, column 4)")) << problem("a: 1\nb: *x\n");
    for (const char* text : {"a: b: c", "a: 'open", "\"open", "{a", "[1, 2", "a: [}", "]", "a: |x\n  b",
                             "%YAML 3.0 x\n---\na", "a: \"\\q\"", "{\"a\":tru"})
        EXPECT_TRUE(!yaml_to_json(text) || has(text, "tru")) << text << " -> " << read(text);
}

TEST(Yaml, RefusesWhatMayBlowUp) {
    EXPECT_TRUE(has(problem("a: &x 1\nb: 2\n"), "anchors"));
    EXPECT_TRUE(has(problem("a: &x [1]\n"), "anchors"));
    EXPECT_TRUE(has(problem("a: &x {b: 1}\n"), "anchors"));
    EXPECT_TRUE(has(problem("a: &x\n"), "anchors"));
    EXPECT_TRUE(has(problem("&x a: 1\n"), "anchors"));
    EXPECT_FALSE(yaml_to_json("a: *x"));
    EXPECT_FALSE(yaml_to_json("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]"));
    EXPECT_TRUE(has(problem("!!python/object:os.system x"), "tag"));
    EXPECT_TRUE(has(problem("!mine {a: 1}"), "tag"));
    EXPECT_TRUE(has(problem("!!set {a}"), "tag"));
    EXPECT_TRUE(has(problem("!!int x"), "tag"));
    EXPECT_TRUE(has(problem("a: 1\n---\nb: 2\n"), "second"));
    EXPECT_TRUE(has(problem("x" + std::string(1 << 20, 'y')), "1 MiB"));
    EXPECT_TRUE(yaml_to_json(std::string(1 << 20, 'y')));
}

TEST(Yaml, NestingStopsAt64) {
    auto nested = [](int n) {
        return std::string(static_cast<std::size_t>(n), '[') + std::string(static_cast<std::size_t>(n), ']');
    };
    EXPECT_EQ(read(nested(64)), nested(64));
    EXPECT_TRUE(has(problem(nested(65)), "64 deep"));
    auto blocks = [](int n) {
        std::string text;
        for (int i = 0; i < n; ++i) text += "- ";
        return text + "x";
    };
    EXPECT_TRUE(yaml_to_json(blocks(64)));
    EXPECT_TRUE(has(problem(blocks(65)), "64 deep"));
    for (const char* piece : {"[", "{", "- ", "{a: ", "? ", "a: [", "\"a\":{", "!a ", "&a ", "'", "\"", "|",
                              ":", ",", "%", "@", "\t", "\x01"}) {
        std::string text;
        while (text.size() < 200'000) text += piece;
        auto start = std::chrono::steady_clock::now();
        static_cast<void>(yaml_to_json(text));
        EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << piece;
    }
}
