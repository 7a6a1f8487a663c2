#include <polyaxon/codec/json.hpp>

#include <codec/thrown.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

using polyaxon::errc;
using polyaxon::error;
using polyaxon::json;

TEST(Json, BuildsText) {
    EXPECT_EQ(json().text(), "null");
    EXPECT_EQ(json::null().text(), "null");
    EXPECT_EQ(json::from(nullptr).text(), "null");
    EXPECT_EQ(json::from(true).text(), "true");
    EXPECT_EQ(json::from(-3).text(), "-3");
    EXPECT_EQ(json::from(std::numeric_limits<std::uint64_t>::max()).text(), "18446744073709551615");
    EXPECT_EQ(json::from(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
    EXPECT_EQ(json::from(3.0).text(), "3.0");
    EXPECT_EQ(json::from(0.1).text(), "0.1");
    EXPECT_EQ(json::from(1e300).text(), "1e+300");
    EXPECT_EQ(json::from("a\"b").text(), R"("a\"b")");
    EXPECT_EQ(json::from(std::string("x")).text(), R"("x")");
    auto body = json::object()
                    .set("lr", 0.1)
                    .set("tags", json::array().push("a").push(2).push(nullptr))
                    .set("on", false);
    EXPECT_EQ(body.text(), R"({"lr":0.1,"tags":["a",2,null],"on":false})");
    EXPECT_EQ(thrown([] { json::from(std::nan("")); }), errc::invalid_argument);
    EXPECT_EQ(thrown([] { json::from(std::numeric_limits<double>::infinity()); }), errc::invalid_argument);
}

TEST(Json, SetReplacesAndAppends) {
    auto j = json::parse(R"({ "a" : 1 , "b\u0062" : [ 1 ] , "c":{"a":5} })");
    j.set("a", 2);
    j.set("bb", "x");
    j.set("d", json::object());
    EXPECT_EQ(j, json::parse(R"({"a":2,"bb":"x","c":{"a":5},"d":{}})")) << j.text();
    EXPECT_EQ(j.size(), 4u);
    j.set("c", j);  // of itself
    EXPECT_EQ(j.at("c").at("c").at("a").as<int>(), 5);
    auto quoted = json::object().set("a\"b", 1).set("a\"b", 2).set("", 3).set("", 4);
    EXPECT_EQ(quoted.text(), R"({"a\"b":2,"":4})");
    auto spaced = json::parse("{ }").set("a", 1);
    EXPECT_EQ(spaced, json::object().set("a", 1));
    EXPECT_EQ(json::parse("[ ]").push(1).push(json::array()), json::parse("[1,[]]"));
    // A key that is only part of a text elsewhere.
    EXPECT_EQ(
        json::object().set("x", "\"k\"").set("y", json::object().set("k", 1)).set("k", 2).at("k").as<int>(),
        2);
    for (auto value : {json(), json::from(1), json::from("x"), json::array()})
        EXPECT_EQ(thrown([&] { value.set("a", 1); }), errc::invalid_argument) << value.text();
    for (auto value : {json(), json::from(1), json::from("x"), json::object()})
        EXPECT_EQ(thrown([&] { value.push(1); }), errc::invalid_argument) << value.text();
}

TEST(Json, Reads) {
    const auto j = json::parse(
        R"( {"a":1,"n":null,"s":"t\u00e9xt","l":[10,[20],{"x":30}],"f":2.0,"e":1e3,"k\n":true,"a":2} )");
    EXPECT_TRUE(j.is_object());
    EXPECT_EQ(j.at("a").as<int>(), 2);  // the last one
    EXPECT_TRUE(j.at("n").is_null());
    EXPECT_EQ(j.at("s").as<std::string>(), "t\xC3\xA9xt");
    EXPECT_EQ(j.at("l").size(), 3u);
    EXPECT_EQ(j.at("l").at(1).at(0).as<long>(), 20);
    EXPECT_EQ(j.at("l").at(2).at("x").as<double>(), 30.0);
    EXPECT_EQ(j.at("f").as<int>(), 2);
    EXPECT_EQ(j.at("e").as<unsigned>(), 1000u);
    EXPECT_TRUE(j.at("k\n").as<bool>());
    EXPECT_TRUE(j.contains("k\n"));
    EXPECT_FALSE(j.contains("x"));
    EXPECT_FALSE(json::array().contains("x"));
    EXPECT_EQ(j.value_or("f", 5), 2);
    EXPECT_EQ(j.value_or("n", 5), 5);
    EXPECT_EQ(j.value_or("zz", std::string("d")), "d");
    EXPECT_EQ(j.keys(), (std::vector<std::string>{"a", "n", "s", "l", "f", "e", "k\n", "a"}));
    EXPECT_EQ(j.items().size(), 8u);
    EXPECT_EQ(j.items()[2].second.text(), R"("t\u00e9xt")");
    EXPECT_EQ(j.at("l").elements()[1].text(), "[20]");
    EXPECT_EQ(json().size() + json::from(1).size() + json::from("[]").size() + json::object().size(), 0u);
    EXPECT_TRUE(json().keys().empty() && json().items().empty() && json::object().elements().empty());
}

// A T that cannot be read is refused where it is written, not by the linker.
static_assert(polyaxon::json_readable<int> && polyaxon::json_readable<std::int8_t> &&
              polyaxon::json_readable<std::uint16_t> && polyaxon::json_readable<long long> &&
              polyaxon::json_readable<float> && polyaxon::json_readable<std::string> &&
              polyaxon::json_readable<json>);
static_assert(!polyaxon::json_readable<char> && !polyaxon::json_readable<std::string_view> &&
              !polyaxon::json_readable<const char*> && !polyaxon::json_readable<std::vector<int>> &&
              !polyaxon::json_readable<long double> && !polyaxon::json_readable<const int> &&
              !polyaxon::json_readable<int&>);

TEST(Json, ReadsEveryWidthOfInteger) {
    const auto j = json::parse(
        R"({"a":127,"b":128,"c":-128,"d":255,"e":256,"f":65535,"g":-32768,"h":-9223372036854775808,"i":3e2})");
    EXPECT_EQ(j.at("a").as<std::int8_t>(), 127);
    EXPECT_EQ(j.at("c").as<std::int8_t>(), -128);
    EXPECT_EQ(thrown([&] { j.at("b").as<std::int8_t>(); }), errc::decode);
    EXPECT_EQ(j.at("d").as<std::uint8_t>(), 255);
    EXPECT_EQ(thrown([&] { j.at("e").as<std::uint8_t>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("c").as<std::uint8_t>(); }), errc::decode);
    EXPECT_EQ(j.at("f").as<unsigned short>(), 65535);
    EXPECT_EQ(thrown([&] { j.at("f").as<short>(); }), errc::decode);
    EXPECT_EQ(j.at("g").as<short>(), -32768);
    EXPECT_EQ(j.at("h").as<long long>(), std::numeric_limits<long long>::min());
    EXPECT_EQ(j.at("i").as<short>(), 300);
    EXPECT_EQ(thrown([&] { j.at("i").as<std::uint8_t>(); }), errc::decode);
    EXPECT_EQ(json::from(std::uint8_t{200}).text(), "200");
    EXPECT_EQ(json::from(short{-3}).text(), "-3");
}

TEST(Json, ReadsFloatsAndItself) {
    const auto j = json::parse(R"({"x":0.1,"y":1e39,"n":3,"l":[1]})");
    EXPECT_EQ(j.at("x").as<float>(), 0.1f);
    EXPECT_EQ(j.at("n").as<float>(), 3.0f);
    EXPECT_EQ(thrown([&] { j.at("y").as<float>(); }), errc::decode);
    EXPECT_EQ(j.at("l").as<json>(), j.at("l"));
    EXPECT_EQ(json::from(0.5f).as<float>(), 0.5f);
}

TEST(Json, AMissingMemberHasAFallbackOfAnyReadableType) {
    const auto j = json::parse(R"({"s":"x","n":null,"f":0.5})");
    EXPECT_EQ(j.value_or("s", "y"), "x");
    EXPECT_EQ(j.value_or("n", "y"), "y");
    EXPECT_EQ(j.value_or("none", "y"), "y");
    EXPECT_EQ(j.value_or("f", 1.0f), 0.5f);
    EXPECT_EQ(j.value_or("none", json::array()).text(), "[]");
}

TEST(Json, ReadingWhatIsNotThereNamesTheKey) {
    const auto j =
        json::parse(R"({"a":[1],"s":"x","big":12345678901234567890123,"neg":-1,"frac":1.5,"huge":1e400})");
    EXPECT_EQ(thrown([&] { j.at("b"); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at(0); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("a").at("x"); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("a").at(1); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("s").as<int>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("s").as<bool>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("a").as<std::string>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("big").as<long>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("neg").as<unsigned>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("frac").as<int>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("huge").as<double>(); }), errc::decode);
    EXPECT_EQ(thrown([&] { j.at("huge").as<long>(); }), errc::decode);
    EXPECT_EQ(j.at("big").as<double>(), 12345678901234567890123.0);
    EXPECT_EQ(j.at("big").text(), "12345678901234567890123");
    EXPECT_EQ(json::parse("18446744073709551615").as<unsigned long>(),
              std::numeric_limits<std::uint64_t>::max());
    EXPECT_EQ(thrown([&] { json::parse("2147483648").as<int>(); }), errc::decode);
    try {
        j.at("missing");
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_NE(e.detail().find("missing"), std::string::npos) << e.what();
    }
}

TEST(Json, EqualityIsThatOfValues) {
    struct {
        const char* a;
        const char* b;
        bool same;
    } table[] = {
        {"1", "1.0", true},
        {"1", "1e0", true},
        {"10", "1e1", true},
        {"100", "1.00E+2", true},
        {"0.1", "0.10", true},
        {"0.1", "1e-1", true},
        {"0", "-0", true},
        {"0", "0.000e5", true},
        {"1", "-1", false},
        {"1", "2", false},
        {"1", "10", false},
        {"1", "0.1", false},
        {"12345678901234567890123", "12345678901234567890123.0", true},
        {"12345678901234567890123", "12345678901234567890124", false},
        {"9007199254740993", "9007199254740992", false},
        {"1e400", "1e401", false},
        {"1e400", "10e399", true},
        {"1e999999999999999999999", "1e999999999999999999999", true},
        {"1", "true", false},
        {"0", "false", false},
        {"1", "\"1\"", false},
        {"null", "null", true},
        {"null", "0", false},
        {"null", "\"null\"", false},
        {"true", "true ", true},
        {"true", "false", false},
        {"\"a\"", "\"\\u0061\"", true},
        {"\"/\"", "\"\\/\"", true},
        {"\"a\"", "\"b\"", false},
        {"\"\"", "[]", false},
        {"[]", "[ ]", true},
        {"[]", "{}", false},
        {"[1,2]", "[ 1 , 2.0 ]", true},
        {"[1,2]", "[2,1]", false},
        {"[1]", "[1,1]", false},
        {"[1,1]", "[1]", false},
        {"[]", "[null]", false},
        {"[[],[]]", "[[],[[]]]", false},
        {"{}", "{ }", true},
        {R"({"a":1,"b":2})", R"({"b":2,"a":1})", true},
        {R"({"a":1})", R"({"\u0061":1})", true},
        {R"({"a":1})", R"({"a":1,"b":null})", false},
        {R"({"a":1})", R"({"b":1})", false},
        {R"({"a":1,"a":2})", R"({"a":2})", true},
        {R"({"a":1,"a":2})", R"({"a":1})", false},
        {R"({"a":{"x":[1,{"y":2}]},"b":[]})", R"({"b":[],"a":{"x":[1,{"y":2.0}]}})", true},
        {R"({"a":{"x":[1,{"y":2}]},"b":[]})", R"({"b":[],"a":{"x":[1,{"y":3}]}})", false},
    };
    for (const auto& row : table) {
        auto a = json::parse(row.a), b = json::parse(row.b);
        EXPECT_EQ(a == b, row.same) << row.a << " and " << row.b;
        EXPECT_EQ(b == a, row.same) << row.b << " and " << row.a;
        EXPECT_TRUE(a == a && b == b);
    }
    EXPECT_EQ(json(), json::parse("null"));
    EXPECT_FALSE(json::raw("[1") == json::raw("[1 2")) << "what is not JSON equals only itself";
}

TEST(Json, ParseSaysWhereItBreaks) {
    for (const char* text :
         {"", "  ", "nul", "[1,]", "{\"a\":}", "1 2", "\"a", "{\"a\":1}}", "\"\xFF\"", "NaN", "'a'"})
        EXPECT_EQ(thrown([&] { json::parse(text); }), errc::invalid_argument) << text;
    try {
        json::parse("[1, 2, x]");
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_NE(e.detail().find("byte 7"), std::string::npos) << e.what();
    }
    EXPECT_EQ(json::parse(" \n[1]\t").text(), "[1]");
    EXPECT_EQ(json::raw(" {} \n").text(), "{}");
    EXPECT_TRUE(json::raw("  ").is_null());
}

TEST(Json, ReadingBrokenRawTextThrowsAndNeverCrashes) {
    for (const char* text : {"{", "[", "[1", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{1:2}",
                             "{\"a\" 1}", "[1 2]", "\"a", "{]", "[}", "{\"a\":1]"}) {
        auto j = json::raw(text);
        thrown([&] { static_cast<void>(j.at("zz")); });
        thrown([&] { static_cast<void>(j.at(5)); });
        thrown([&] { static_cast<void>(j.size()); });
        thrown([&] { static_cast<void>(j.keys()); });
        thrown([&] { static_cast<void>(j.as<std::string>()); });
        EXPECT_FALSE(j == json::object());
        EXPECT_FALSE(json::array() == j);
    }
    EXPECT_EQ(thrown([] { static_cast<void>(json::raw("{\"a\":1").size()); }), errc::decode);
}

TEST(Json, ManyMembersAndDeepValuesStayQuick) {
    auto list = json::array();
    for (int i = 0; i < 20000; ++i) list.push(i);
    EXPECT_EQ(list.size(), 20000u);
    EXPECT_EQ(list.at(19999).as<int>(), 19999);
    auto object = json::object();
    for (int i = 0; i < 2000; ++i) object.set("key " + std::to_string(i), i);
    EXPECT_EQ(object.keys().size(), 2000u);
    std::string deep(256, '['), end(256, ']');
    EXPECT_EQ(json::parse(deep + end), json::parse(deep + " " + end));
    EXPECT_EQ(thrown([&] { json::parse("[" + deep + end + "]"); }), errc::invalid_argument);
}

TEST(Json, ManyThreadsReadOneValue) {
    const auto j = json::parse(R"({"a":[1,2,3],"b":{"c":"text"}})");
    const auto copy = json::parse(R"({"b":{"c":"text"},"a":[1,2,3]})");
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                EXPECT_EQ(j.at("a").at(2).as<int>(), 3);
                EXPECT_EQ(j.at("b").at("c").as<std::string>(), "text");
                EXPECT_TRUE(j == copy);
            }
        });
    for (auto& t : threads) t.join();
}
