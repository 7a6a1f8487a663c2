#include <polyaxon/codec/boxed.hpp>
#include <polyaxon/codec/fields.hpp>

#include "codec/json_thing.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace json_tests;

static_assert(sizeof(boxed<std::string>) == sizeof(void*));
static_assert(std::is_nothrow_move_constructible_v<boxed<std::string>>);
static_assert(std::is_nothrow_move_assignable_v<boxed<std::string>>);

TEST(Boxed, HoldsAValueOrNone) {
    boxed<std::string> v;
    EXPECT_FALSE(v);
    EXPECT_FALSE(v.has_value());
    EXPECT_EQ(v, std::nullopt);
    EXPECT_EQ(v.value_or("none"), "none");
    EXPECT_THROW(v.value(), std::bad_optional_access);
    v = std::string("text");
    ASSERT_TRUE(v);
    EXPECT_EQ(*v, "text");
    EXPECT_EQ(v->size(), 4u);
    EXPECT_EQ(v.value_or("none"), "text");
    EXPECT_EQ(v.emplace(3, 'x'), "xxx");
    EXPECT_EQ(v.value(), "xxx");
    v = std::nullopt;
    EXPECT_FALSE(v);
    v.emplace();
    EXPECT_EQ(v, std::string());
    v.reset();
    EXPECT_EQ(v, std::nullopt);
}

TEST(Boxed, CopiesAreValuesOfTheirOwn) {
    boxed<std::string> one(std::string("one"));
    auto other = one;
    *other += " more";
    EXPECT_EQ(*one, "one");
    EXPECT_NE(one, other);
    one = other;
    EXPECT_EQ(one, other);
    const auto& same = one;
    one = same;
    EXPECT_EQ(*one, "one more");
    one = boxed<std::string>();
    EXPECT_NE(one, other);
    EXPECT_EQ(one, boxed<std::string>());
}

TEST(Boxed, MovingLeavesNothing) {
    boxed<std::string> from(std::string(100, 'x'));
    const auto* const where = from->data();
    boxed<std::string> to(std::move(from));
    EXPECT_EQ(to->data(), where) << "the value itself stays where it is";
    EXPECT_FALSE(from);  // NOLINT(bugprone-use-after-move): that is what it promises
    const std::string taken = *std::move(to);
    EXPECT_EQ(taken.data(), where);
}

struct holder {
    boxed<thing> inner;
};
constexpr field holder_rows[] = {codec::at<&holder::inner>("inner")};
std::error_code read(json_in& in, holder& out) { return read_object(in, holder_rows, &out); }
void write(json_out& out, const holder& v) { write_object(out, holder_rows, &v); }

std::string written(const holder& v, json_out::nulls mode = json_out::nulls::omit) {
    std::string text;
    json_out out(text, mode);
    write(out, v);
    return text;
}

TEST(Boxed, IsReadAndWrittenAsAnOptional) {
    json_parser parser;
    holder v;
    ASSERT_FALSE(parser.parse_text(R"({})", v)) << parser.what();
    EXPECT_FALSE(v.inner);
    EXPECT_EQ(written(v), "{}");
    EXPECT_EQ(written(v, json_out::nulls::write), R"({"inner":null})");
    ASSERT_FALSE(parser.parse_text(R"({"inner":{"a":3,"lists":[[1]]}})", v)) << parser.what();
    ASSERT_TRUE(v.inner);
    EXPECT_EQ(v.inner->a, 3);
    EXPECT_EQ(written(v), R"({"inner":{"a":3,"lists":[[1]]}})");
    holder none;
    ASSERT_FALSE(parser.parse_text(R"({"inner":null})", none)) << parser.what();
    EXPECT_FALSE(none.inner);
    EXPECT_EQ(parser.parse_text(R"({"inner":{"a":"x"}})", v), errc::decode);
    EXPECT_TRUE(parser.what().starts_with("inner.a: expected ")) << parser.what();
}

TEST(Boxed, CountsToWhatADocumentMayTake) {
    json_parser parser;
    std::vector<boxed<mebibyte>> v;
    EXPECT_FALSE(parser.parse_text(list_of(127), v)) << parser.what();
    EXPECT_EQ(v.size(), 127u);
    EXPECT_EQ(parser.parse_text(list_of(128), v), errc::decode) << "the list itself takes some, too";
    EXPECT_TRUE(parser.what().starts_with("[127]: limit: ")) << parser.what();
}

}  // namespace
