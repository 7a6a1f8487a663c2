#include <polyaxon/codec/result.hpp>

#include <codec/thrown.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>

using polyaxon::errc;
using polyaxon::error;
using polyaxon::error_info;
using polyaxon::result;

namespace {

error_info refused() {
    error_info info;
    info.kind = errc::forbidden;
    info.detail = "no";
    return info;
}

}  // namespace

TEST(Result, HoldsAValue) {
    result<std::string> r(std::string("abc"));
    ASSERT_TRUE(r);
    EXPECT_TRUE(r.has_value());
    EXPECT_EQ(r.value(), "abc");
    EXPECT_EQ(*r, "abc");
    EXPECT_EQ(r->size(), 3u);
    r->push_back('d');
    EXPECT_EQ(std::as_const(r).value(), "abcd");
    EXPECT_EQ(std::move(r).value(), "abcd");
}

TEST(Result, HoldsAnError) {
    for (result<int> r : {result<int>(refused()), result<int>(error(refused()))}) {
        EXPECT_FALSE(r);
        EXPECT_EQ(r.error().kind(), errc::forbidden);
        EXPECT_EQ(r.error().detail(), "no");
        EXPECT_EQ(thrown([&] { static_cast<void>(r.value()); }), errc::forbidden);
        EXPECT_EQ(thrown([&] { static_cast<void>(std::move(r).value()); }), errc::forbidden);
    }
}

TEST(Result, DefaultIsCanceled) {
    result<int> r;
    EXPECT_FALSE(r);
    EXPECT_EQ(r.error().kind(), errc::canceled);
    EXPECT_EQ(thrown([&] { static_cast<void>(r.value()); }), errc::canceled);
    result<void> v;
    EXPECT_FALSE(v);
    EXPECT_EQ(v.error().kind(), errc::canceled);
}

TEST(Result, HoldsWhatCannotBeCopied) {
    result<std::unique_ptr<int>> r(std::make_unique<int>(3));
    ASSERT_TRUE(r);
    auto p = std::move(r).value();
    EXPECT_EQ(*p, 3);
    result<std::unique_ptr<int>> moved = result<std::unique_ptr<int>>(std::make_unique<int>(4));
    EXPECT_EQ(**moved, 4);
}

TEST(Result, OfNothing) {
    auto ok = result<void>::success();
    EXPECT_TRUE(ok);
    EXPECT_NO_THROW(ok.value());
    result<void> bad(refused());
    EXPECT_FALSE(bad);
    EXPECT_EQ(thrown([&] { bad.value(); }), errc::forbidden);
}
