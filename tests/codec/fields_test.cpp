#include <polyaxon/codec/fields.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace {

using namespace polyaxon;
using codec::field;
using codec::json_in;
using codec::json_out;
using codec::json_parser;

struct inner {
    std::string name;
    int rank = -1;
    std::vector<inner> children;
};
struct outer {
    std::string uuid;
    std::string name = "default";
    std::optional<std::string> note;
    std::vector<std::string> tags;
    std::optional<timestamp> created_at;
    std::int64_t id = 7;
    int count = 5;
    double loss = 0.5;
    bool live = true;
    std::vector<bool> flags;
    std::optional<double> score;
    std::string reference;
    std::optional<std::string> build;
    json meta;
    std::optional<inner> best;
    std::vector<inner> all;
    std::optional<std::vector<int>> maybe;
};

std::error_code read(json_in&, inner&);
void write(json_out&, const inner&);
static constexpr field inner_rows[] = {codec::at<&inner::name>("name"), codec::at<&inner::rank>("rank"),
                                       codec::at<&inner::children>("children")};
std::error_code read(json_in& in, inner& out) { return read_object(in, inner_rows, &out); }
void write(json_out& out, const inner& v) { write_object(out, inner_rows, &v); }

static constexpr field outer_rows[] = {
    codec::at_uuid<&outer::uuid>("uuid"),
    codec::at<&outer::name>("name"),
    codec::at<&outer::note>("note"),
    codec::at<&outer::tags>("tags"),
    codec::at<&outer::created_at>("created_at"),
    codec::at<&outer::id>("id"),
    codec::at<&outer::count>("count"),
    codec::at<&outer::loss>("loss"),
    codec::at<&outer::live>("live"),
    codec::at<&outer::flags>("flags"),
    codec::at<&outer::score>("score"),
    codec::at_text<&outer::reference>("reference"),
    codec::at_text<&outer::build>("build"),
    codec::at<&outer::meta>("meta"),
    codec::at<&outer::best>("best"),
    codec::at<&outer::all>("all"),
    codec::at<&outer::maybe>("maybe"),
};
std::error_code read(json_in& in, outer& out) { return read_object(in, outer_rows, &out); }
void write(json_out& out, const outer& v) { write_object(out, outer_rows, &v); }

const char* const full =
    R"({"uuid":"8aac02e3a62a4f0aaa257c59da5eab80","name":"run","note":"n\n\"q\"","tags":["a","b"],)"
    R"("created_at":"2026-11-22T10:00:00.500000+00:00","id":-9223372036854775808,"count":3,"loss":0.25,)"
    R"("live":false,"flags":[true,false],"score":1e+300,"reference":"12","build":"adam.mnist.builds.1",)"
    R"("meta":{"x":[1,{"y":null}]},"best":{"name":"i","rank":1},"all":[{"name":"j","rank":2,"children":)"
    R"([{"name":"k","rank":3}]},{"name":"","rank":-1}],"maybe":[1,2,3]})";

template <class T>
T decode(std::string_view text) {
    json_parser parser;
    T out{};
    auto ec = parser.parse_text(text, out);
    EXPECT_FALSE(ec) << text << ": " << parser.what();
    return out;
}

template <class T>
std::string problem(std::string_view text) {
    json_parser parser;
    T out{};
    auto ec = parser.parse_text(text, out);
    EXPECT_EQ(ec, errc::decode) << text;
    return ec ? parser.what() : "no error";
}

template <class T>
T decode_value(std::string_view value) {
    struct holder {
        T member{};
    };
    static constexpr field rows[] = {codec::at<&holder::member>("m")};
    json_parser parser;
    holder h;
    std::string text = R"({"m":)" + std::string(value) + "}";
    text.append(json_parser::padding, '\0');
    auto ec = parser.parse(text.data(), text.size() - json_parser::padding, &h,
                           [](json_in& in, void* self) { return read_object(in, rows, self); });
    EXPECT_FALSE(ec) << value << ": " << parser.what();
    return h.member;
}

template <class T>
std::string refusal(std::string_view value) {
    struct holder {
        T member{};
    };
    static constexpr field rows[] = {codec::at<&holder::member>("m")};
    json_parser parser;
    holder h;
    std::string text = R"({"m":)" + std::string(value) + "}";
    text.append(json_parser::padding, '\0');
    auto ec = parser.parse(text.data(), text.size() - json_parser::padding, &h,
                           [](json_in& in, void* self) { return read_object(in, rows, self); });
    EXPECT_EQ(ec, errc::decode) << value;
    return parser.what();
}

}  // namespace

TEST(Fields, RoundTripIsByteExact) {
    auto v = decode<outer>(full);
    EXPECT_EQ(v.uuid, "8aac02e3a62a4f0aaa257c59da5eab80");
    EXPECT_EQ(v.note, "n\n\"q\"");
    EXPECT_EQ(v.tags, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(v.id, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(v.flags, (std::vector<bool>{true, false}));
    EXPECT_EQ(v.meta.text(), R"({"x":[1,{"y":null}]})");
    ASSERT_EQ(v.all.size(), 2u);
    EXPECT_EQ(v.all[0].children.at(0).rank, 3);
    EXPECT_EQ(v.maybe, (std::vector<int>{1, 2, 3}));
    auto text = codec::to_json(v);
    EXPECT_EQ(text, full);
    EXPECT_EQ(codec::to_json(decode<outer>(text)), text);
}

TEST(Fields, WritesNullsWhenAsked) {
    outer v;
    EXPECT_EQ(codec::to_json(v),
              R"({"uuid":"","name":"default","id":7,"count":5,"loss":0.5,"live":true,"reference":""})");
    EXPECT_EQ(
        codec::to_json(v, json_out::nulls::write),
        R"({"uuid":"","name":"default","note":null,"tags":[],"created_at":null,"id":7,"count":5,"loss":0.5,"live":true,)"
        R"("flags":[],"score":null,"reference":"","build":null,"meta":null,"best":null,"all":[],"maybe":null})");
    EXPECT_EQ(codec::to_json(inner{}), R"({"name":"","rank":-1})");
}

TEST(Fields, OrderIsFree) {
    auto members = json::parse(full).items();
    const auto seed = std::random_device{}();
    std::mt19937 random(seed);
    for (int i = 0; i < 50; ++i) {
        std::shuffle(members.begin(), members.end(), random);
        auto shuffled = json::object();
        for (const auto& [key, value] : members) {
            shuffled.set("unknown " + key, value);
            shuffled.set(key, value);
        }
        ASSERT_EQ(codec::to_json(decode<outer>(shuffled.text())), full) << "seed " << seed << "\n"
                                                                        << shuffled.text();
    }
}

TEST(Fields, MissingAndNullLeaveTheInitialiser) {
    std::string nulls = "{";
    for (const auto& row : outer_rows)
        nulls += (nulls.size() > 1 ? ",\"" : "\"") + std::string(row.key) + "\": null ";
    for (auto text : {std::string("{}"), std::string(" { } "), std::string(R"({"x":1})"), nulls + "}"})
        EXPECT_EQ(codec::to_json(decode<outer>(text)), codec::to_json(outer{})) << text;
    // Every member that is left out, one at a time.
    for (const auto& row : outer_rows) {
        auto shorter = json::object();
        for (const auto& [key, value] : json::parse(full).items())
            if (key != row.key) shorter.set(key, value);
        auto v = decode<outer>(shorter.text());
        auto again = json::parse(codec::to_json(v));
        for (const auto& [key, value] : shorter.items())
            EXPECT_EQ(again.at(key), value) << "without " << row.key;
    }
}

TEST(Fields, AVectorIsClearedBeforeItIsFilled) {
    json_parser parser;
    outer v;
    v.tags = {"old", "older"};
    v.all.resize(3);
    v.maybe = std::vector<int>{9};
    EXPECT_FALSE(parser.parse_text(R"({"tags":["new"],"all":[],"maybe":[]})", v));
    EXPECT_EQ(v.tags, std::vector<std::string>{"new"});
    EXPECT_TRUE(v.all.empty());
    EXPECT_EQ(v.maybe, std::vector<int>{});
}

TEST(Fields, KeysWithEscapes) {
    auto v = decode<outer>(R"({"\u006eame":"a","c\u006funt":4,"x\"y\\":1,"\u0069d":2,"tags\u0000":[1]})");
    EXPECT_EQ(v.name, "a");
    EXPECT_EQ(v.count, 4);
    EXPECT_EQ(v.id, 2);
    for (const char* text :
         {R"({"\q":1})", R"({"na\x":1})", R"({"\ud800":1})", R"({"\udc00":1})", R"({"\u12":1})"})
        EXPECT_TRUE(problem<outer>(text).find("escape") != std::string::npos) << text;
}

TEST(Fields, TheLastOfEqualKeysCounts) {
    auto v = decode<outer>(R"({"count":1,"count":2,"tags":["a"],"tags":["b"],"meta":1,"meta":[2]})");
    EXPECT_EQ(v.count, 2);
    EXPECT_EQ(v.tags, std::vector<std::string>{"b"});
    EXPECT_EQ(v.meta.text(), "[2]");
}

TEST(Fields, ReadsIntegers) {
    struct {
        const char* text;
        std::int64_t value;
    } table[] = {{"0", 0},
                 {"-0", 0},
                 {"12", 12},
                 {"\"12\"", 12},
                 {"\"-12\"", -12},
                 {"\"+12\"", 12},
                 {"\"007\"", 7},
                 {"2.0", 2},
                 {"1.5", 1},
                 {"-1.5", -1},
                 {"0.9", 0},
                 {"1e3", 1000},
                 {"1E+2", 100},
                 {"12e-1", 1},
                 {"9223372036854775807", INT64_MAX},
                 {"-9223372036854775808", INT64_MIN},
                 {"\"9223372036854775807\"", INT64_MAX}};
    for (const auto& row : table) EXPECT_EQ(decode_value<std::int64_t>(row.text), row.value) << row.text;
    EXPECT_EQ(decode_value<int>("2147483647"), 2147483647);
    EXPECT_EQ(decode_value<int>("\"-2147483648\""), std::numeric_limits<int>::min());
    for (const char* text : {"true", "false", "\"\"", "\"1.5\"", "\" 1\"", "\"x\"", "\"+\"", "\"0x1\"",
                             "\"1_0\"", "[]", "[1]", "{}"})
        EXPECT_TRUE(refusal<std::int64_t>(text).starts_with("m: expected an integer, got ")) << text;
    for (const char* text : {"9223372036854775808", "-9223372036854775809", "12345678901234567890123", "1e19",
                             "1e400", "\"9223372036854775808\""})
        EXPECT_TRUE(refusal<std::int64_t>(text).starts_with("m: expected an integer in range")) << text;
    EXPECT_EQ(refusal<int>("2147483648"), "m: expected an integer in range, got 2147483648");
    EXPECT_EQ(refusal<int>("true"), "m: expected an integer, got a bool");
}

TEST(Fields, ReadsBools) {
    for (const char* word :
         {"t", "true", "on", "y", "yes", "1", "T", "TRUE", "ON", "Y", "YES", "True", "On", "Yes"})
        EXPECT_TRUE(decode_value<bool>('"' + std::string(word) + '"')) << word;
    for (const char* word :
         {"f", "false", "off", "n", "no", "0", "F", "FALSE", "OFF", "N", "NO", "False", "Off", "No"})
        EXPECT_FALSE(decode_value<bool>('"' + std::string(word) + '"')) << word;
    EXPECT_TRUE(decode_value<bool>("true"));
    EXPECT_FALSE(decode_value<bool>("false"));
    EXPECT_TRUE(decode_value<bool>("1"));
    EXPECT_FALSE(decode_value<bool>("0"));
    EXPECT_TRUE(decode_value<bool>("1.0"));
    for (const char* text : {"\"tRUE\"", "\"yEs\"", "\"\"", "\"oN\"", "\" t\"", "\"truee\"", "2", "-1", "0.5",
                             "[]", "{}", "\"null\""})
        EXPECT_TRUE(refusal<bool>(text).starts_with("m: expected a bool, got ")) << text;
}

TEST(Fields, ReadsDoubles) {
    EXPECT_EQ(decode_value<double>("3"), 3.0);
    EXPECT_EQ(decode_value<double>("-2.5e-3"), -0.0025);
    EXPECT_EQ(decode_value<double>("0.1"), 0.1);
    EXPECT_EQ(decode_value<double>("12345678901234567890"), 12345678901234567890.0);
    EXPECT_EQ(decode_value<double>("1" + std::string(308, '0')), 1e308);
    EXPECT_EQ(decode_value<double>("1e-400"), 0.0);
    EXPECT_EQ(decode_value<double>("5e-324"), std::numeric_limits<double>::denorm_min());
    EXPECT_TRUE(std::signbit(decode_value<double>("-0.0")));
    for (const char* text : {"\"1\"", "\"NaN\"", "true", "[]"})
        EXPECT_TRUE(refusal<double>(text).starts_with("m: expected a number, got ")) << text;
    EXPECT_EQ(refusal<double>("1e400"), "m: expected a number in range, got 1e400");
    EXPECT_EQ(refusal<double>("1" + std::string(400, '0')),
              "m: expected a number in range, got 1" + std::string(36, '0') + "...");
}

TEST(Fields, ReadsStrings) {
    EXPECT_EQ(decode_value<std::string>(R"("")"), "");
    EXPECT_EQ(decode_value<std::string>(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20ac\ud83d\ude00\u0000")"),
              std::string("\"\\/\b\f\n\r\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\0", 19));
    EXPECT_EQ(decode_value<std::string>("\"\xC3\xA9 \x7f\""), "\xC3\xA9 \x7f");
    for (const char* text : {"1", "1.5", "true", "[]", "{}"})
        EXPECT_TRUE(refusal<std::string>(text).starts_with("m: expected a string, got ")) << text;
}

TEST(Fields, ReadsTimesUuidsAndReferences) {
    EXPECT_EQ(decode_value<timestamp>(R"("2026-11-22 11:00:00.5+01:00")").text(),
              "2026-11-22T10:00:00.500000+00:00");
    EXPECT_EQ(refusal<timestamp>("12"), "m: expected a date and time, got a number");
    EXPECT_TRUE(refusal<timestamp>("\"secret\"").find("secret") == std::string::npos);

    for (const char* uuid : {"8AAC02E3-A62A-4F0A-AA25-7C59DA5EAB80", "8aac02e3a62a4f0aaa257c59da5eab80",
                             "8aac02e3-A62a-4f0a-aa25-7c59da5eab80"})
        EXPECT_EQ(decode<outer>(R"({"uuid":")" + std::string(uuid) + "\"}").uuid,
                  "8aac02e3a62a4f0aaa257c59da5eab80");
    for (const char* uuid :
         {"\"\"", "\"8aac\"", "\"8aac02e3-a62a-4f0a-aa257-c59da5eab80\"",
          "\"8aac02e3a62a4f0aaa257c59da5eab8g\"", "\"8aac02e3a62a4f0aaa257c59da5eab8000\"", "12", "[]"})
        EXPECT_TRUE(
            problem<outer>(R"({"uuid":)" + std::string(uuid) + "}").starts_with("uuid: expected a uuid"))
            << uuid;

    struct {
        const char* json;
        const char* text;
    } table[] = {{"12", "12"},
                 {"\"12\"", "12"},
                 {"-1.50", "-1.50"},
                 {"true", "true"},
                 {"\"adam.mnist.1\"", "adam.mnist.1"},
                 {"123456789012345678901234567890", "123456789012345678901234567890"}};
    for (const auto& row : table) {
        auto v =
            decode<outer>(R"({"reference": )" + std::string(row.json) + R"( ,"build":)" + row.json + "}");
        EXPECT_EQ(v.reference, row.text);
        EXPECT_EQ(v.build, row.text);
    }
    EXPECT_EQ(decode<outer>(R"({"build":null})").build, std::nullopt);
    EXPECT_EQ(problem<outer>(R"({"build":[1]})"), "build: expected a string or a number, got a list");
}

TEST(Fields, FreeFormValuesKeepTheirText) {
    for (const char* text : {"12345678901234567890123", "1e400", "-0.0", "\"a\\u00e9\"", "[ 1 , 2 ]",
                             "{\"b\":1, \"a\":[{}]}", "true", "[]", "{}"})
        EXPECT_EQ(decode<outer>(R"({"meta": )" + std::string(text) + "\n }").meta.text(), text);
    EXPECT_TRUE(decode<outer>(R"({"meta":null})").meta.is_null());
}

TEST(Fields, ErrorsNameThePathAndBothKinds) {
    struct {
        const char* text;
        const char* what;
    } table[] = {
        {R"({"all":[{},{},{},{"children":3}]})", "all[3].children: expected a list, got a number"},
        {R"({"tags":{}})", "tags: expected a list, got an object"},
        {R"({"tags":["a",1]})", "tags[1]: expected a string, got a number"},
        {R"({"best":[]})", "best: expected an object, got a list"},
        {R"({"all":[{"children":[{"rank":1},{"rank":"x"}]}]})",
         "all[0].children[1].rank: expected an integer, got a string"},
        {R"({"name":true})", "name: expected a string, got a bool"},
        {R"({"tags":[null]})", "tags[0]: expected a string, got null"},
        {R"([])", "expected an object, got a list"},
        {R"("x")", "expected an object, got a string"},
        {R"(null)", "expected an object, got null"},
        {R"(12)", "expected an object, got a number"},
    };
    for (const auto& row : table) EXPECT_EQ(problem<outer>(row.text), row.what) << row.text;
    // A vector as the document.
    EXPECT_EQ(problem<std::vector<std::vector<int>>>("[[1],[2,[]]]"),
              "[1][1]: expected an integer, got a list");
    EXPECT_EQ(problem<std::vector<inner>>(R"([{"rank":[]}])"), "[0].rank: expected an integer, got a list");
}

TEST(Fields, ErrorsHoldNoValuesAndNoLongKeys) {
    auto what = problem<outer>(R"({"name":{"token":"canary"},"x":1})");
    EXPECT_EQ(what, "name: expected a string, got an object");
    EXPECT_EQ(problem<outer>(R"({"live":"canary"})"), "live: expected a bool, got a string");
    EXPECT_EQ(problem<outer>(R"({"count":"canary"})"), "count: expected an integer, got a string");
    EXPECT_EQ(problem<outer>(R"({"count":"99999999999999999999"})").find("9999"), std::string::npos);
    what = problem<outer>("{\"" + std::string(5000, 'k') + "\\n\":tru}");
    EXPECT_LT(what.size(), 200u);
    EXPECT_EQ(problem<outer>(R"({"a\u0000b":tru})").substr(0, 5), "a?b: ");
}
