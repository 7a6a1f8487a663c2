// The parser remembers in which order members came; that must never show in what is read.
#include "codec/json_thing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

using namespace json_tests;

namespace {

struct wide {
    int a = 0, bb = 0, ccc = 0, dddd = 0, eeeee = 0, eight_by = 0, a_key_of_sixteen = 0;
    int a_key_that_is_longer_than_sixteen = 0, a_key_that_is_longer_than_sixteem = 0, none = 0;
    int a_key_that_is_so_long_that_no_comparison_may_read_it_behind_the_end = 0;
    std::vector<wide> inside;
};
std::error_code read(json_in&, wide&);
void write(json_out&, const wide&);
constexpr field wide_rows[] = {
    codec::at<&wide::a>("a"),
    codec::at<&wide::bb>("bb"),
    codec::at<&wide::ccc>("ccc"),
    codec::at<&wide::dddd>("dddd"),
    codec::at<&wide::eeeee>("eeeee"),
    codec::at<&wide::eight_by>("eight_by"),
    codec::at<&wide::a_key_of_sixteen>("a_key_of_sixteen"),
    codec::at<&wide::a_key_that_is_longer_than_sixteen>("a_key_that_is_longer_than_sixteen"),
    codec::at<&wide::a_key_that_is_longer_than_sixteem>("a_key_that_is_longer_than_sixteem"),
    codec::at<&wide::a_key_that_is_so_long_that_no_comparison_may_read_it_behind_the_end>(
        "a_key_that_is_so_long_that_no_comparison_may_read_it_behind_the_end"),
    codec::at<&wide::none>(""),
    codec::at<&wide::inside>("inside"),
};
std::error_code read(json_in& in, wide& out) { return read_object(in, wide_rows, &out); }
void write(json_out& out, const wide& v) { write_object(out, wide_rows, &v); }

/// A document, and what stands in it written in the rows' order.
struct made {
    std::string text, meant;
};

made random_wide(std::mt19937_64& random, int depth) {
    constexpr auto rows = std::size(wide_rows);
    std::string values[rows];
    std::vector<std::string> members;
    for (std::size_t i = 0; i + 1 < rows; ++i) {
        const auto chance = random() % 4;
        values[i] = chance == 0 ? "0" : std::to_string(random() % 1000);
        if (chance == 0 && random() % 2) continue;  // as good as not there
        auto key = std::string(wide_rows[i].key);
        if (!key.empty() && random() % 8 == 0) {
            const auto hex = "0123456789abcdef"[key.back() & 15];
            const auto high = "0123456789abcdef"[key.back() >> 4];
            key = key.substr(0, key.size() - 1) + "\\u00" + high + hex;
        }
        members.push_back('"' + key + (random() % 8 ? "\":" : "\" :\n") + values[i]);
    }
    std::string inside = "[", inside_meant;
    for (auto n = depth < 3 ? random() % 4 : 0; n > 0; --n) {
        const auto one = random_wide(random, depth + 1);
        inside += (inside.size() > 1 ? "," : "") + one.text;
        inside_meant += (inside_meant.empty() ? "" : ",") + one.meant;
    }
    if (!inside_meant.empty()) members.push_back("\"inside\":" + inside + "]");
    for (auto n = random() % 3; n > 0; --n)  // unknown, and like those that are known
        members.push_back(std::string(n % 2 ? "\"eight_bz\"" : "\"a_key_of_sixteem\"") + ":[\"x\\n\"]");
    if (random() % 2) std::shuffle(members.begin(), members.end(), random);
    made m;
    for (const auto& member : members) m.text += (m.text.empty() ? "{" : ",") + member;
    m.text += m.text.empty() ? "{}" : "}";
    for (std::size_t i = 0; i + 1 < rows; ++i)
        m.meant += (i ? ",\"" : "{\"") + std::string(wide_rows[i].key) + "\":" + values[i];
    m.meant += inside_meant.empty() ? "}" : ",\"inside\":[" + inside_meant + "]}";
    return m;
}

}  // namespace

TEST(JsonOrder, OfOneDocumentDoesNotShowInTheNext) {
    const auto seed = std::random_device{}();
    std::mt19937_64 random(seed);
    json_parser kept;
    for (int i = 0; i < 400; ++i) {
        const auto m = random_wide(random, 0);
        wide v;
        ASSERT_FALSE(kept.parse_text(m.text, v)) << kept.what() << " seed " << seed << "\n" << m.text;
        ASSERT_EQ(codec::to_json(v), m.meant) << "seed " << seed << "\n" << m.text;
    }
}

TEST(JsonOrder, AKeyIsNeverTakenForOneThatItBeginsWith) {
    json_parser parser;
    for (int round = 0; round < 3; ++round)
        for (const char* key : {"b", "bbb", "cc", "cccc", "ddd", "ddddd", "eight_b", "eight_bya", "aight_by",
                                "a_key_of_sixteen_", "a_key_of_sixtee", "b_key_of_sixteen", "a_key_of", " a",
                                "a ", "a_key_that_is_longer_than_sixteep", "inside\\\"", "\\\"", "a\\\""}) {
            wide v;
            EXPECT_FALSE(parser.parse_text("{\"a\":1,\"" + std::string(key) + "\":7,\"bb\":2}", v))
                << key << ' ' << parser.what();
            wide only;
            only.a = 1, only.bb = 2;
            EXPECT_EQ(codec::to_json(v), codec::to_json(only)) << key;
        }
    // Right where the longer one is expected next.
    for (std::size_t i = 1; i + 1 < std::size(wide_rows); ++i) {
        wide v;
        const std::string before(wide_rows[i - 1].key), longer = std::string(wide_rows[i].key) + 'x';
        EXPECT_FALSE(parser.parse_text("{\"" + before + "\":0,\"" + longer + "\":7}", v)) << longer;
        EXPECT_EQ(codec::to_json(v), codec::to_json(wide{})) << longer;
    }
}

TEST(JsonOrder, RoomForAListStaysInProportion) {
    json_parser parser;
    const auto read_list = [&](const std::string& text) {
        std::vector<wide> list;
        EXPECT_FALSE(parser.parse_text(text, list)) << parser.what();
        EXPECT_LE(list.capacity(), 2 * list.size() + 1) << text.substr(0, 60);
        return list.size();
    };
    const auto repeated = [](int n, const std::string& one) {
        std::string text = "[";
        for (int i = 0; i < n; ++i) text += (i ? "," : "") + one;
        return text + "]";
    };
    EXPECT_EQ(read_list("[]"), 0u);
    for (int n : {1, 2, 3, 20, 1000}) {
        EXPECT_EQ(read_list(repeated(n, R"({"a":1,"bb":2,"x":{"y":[[]]}})")), static_cast<std::size_t>(n));
        EXPECT_EQ(read_list(repeated(n, "{}")), static_cast<std::size_t>(n));
    }
    // The first element is no measure of the others.
    EXPECT_EQ(read_list("[{}," +
                        repeated(50, repeated(50, "{\"x\":[1,2,3]}").insert(0, "{\"x\":") + "}").substr(1)),
              51u);
    EXPECT_EQ(read_list("[{\"x\":" + repeated(3000, "[]") + "},{},{},{}]"), 4u);

    std::vector<int> numbers;
    EXPECT_FALSE(parser.parse_text(repeated(37, "5"), numbers));
    EXPECT_EQ(numbers.size(), 37u);
    EXPECT_EQ(numbers.capacity(), 37u) << "of scalars there is room for as many as there are";
    std::vector<std::vector<int>> lists;
    EXPECT_FALSE(parser.parse_text("[[1,2,3],[],[4]]", lists));
    EXPECT_EQ(lists[0].capacity(), 3u);
    EXPECT_EQ(lists[1].capacity(), 0u);
    // What was there before stays.
    numbers.assign({1});
    numbers.reserve(500);
    EXPECT_FALSE(parser.parse_text("[1,2]", numbers));
    EXPECT_EQ(numbers.size(), 2u);
    EXPECT_GE(numbers.capacity(), 500u);
}
