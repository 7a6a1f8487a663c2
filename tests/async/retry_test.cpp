#include <polyaxon/async/retry_policy.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace polyaxon;
using namespace polyaxon::async;
using codec::verb;
using std::chrono::milliseconds;
using what = retry_verdict::what;

namespace {

failed_try status(verb v, int code) {
    failed_try t;
    t.method = v, t.status = code, t.kind = kind_of_status(code), t.sent = t.begun = true;
    return t;
}
failed_try lost(verb v, bool sent = true, bool reused = false, bool begun = false) {
    failed_try t;
    t.method = v, t.kind = errc::network, t.sent = sent, t.reused = reused, t.begun = begun;
    return t;
}

TEST(Retry, StatusesThatAreWorthIt) {
    const retry_options o;
    for (int code = 300; code < 600; ++code) {
        SCOPED_TRACE(code);
        const bool worth = code == 408 || code == 425 || code == 429 || code == 500 || code == 502 ||
                           code == 503 || code == 504;
        for (verb v : {verb::get, verb::head, verb::put, verb::del})
            EXPECT_EQ(after(status(v, code), o, .5, true).next == what::again, worth);
        for (verb v : {verb::post, verb::patch}) {
            EXPECT_EQ(after(status(v, code), o, .5, true).next, what::give_up);
            auto t = status(v, code);
            t.may_repeat = true;
            EXPECT_EQ(after(t, o, .5, true).next == what::again, worth);
        }
    }
}

TEST(Retry, AConnectionLostInTheTlsHandshakeIsALostOne) {
    for (verb v : {verb::get, verb::post}) {
        auto t = lost(v, false);
        t.kind = errc::tls;
        EXPECT_EQ(after(t, {}, .5, true).next, what::give_up) << "a certificate, say";
        t.cut = true;
        EXPECT_EQ(after(t, {}, .5, true).next, what::again) << "nothing was sent";
        t.attempts = t.max_attempts;
        EXPECT_EQ(after(t, {}, .5, true).next, what::give_up);
        t.attempts = 1, t.sent = true;
        EXPECT_EQ(after(t, {}, .5, true).next, what::give_up)
            << "what a TLS 1.3 server says of a certificate";
    }
}

TEST(Retry, WhatTheClientItselfGaveUpCostsNoTry) {
    auto t = lost(verb::get);
    t.by_us = t.spared = true;
    t.attempts = t.max_attempts;
    EXPECT_EQ(after(t, {}, .5, false).next, what::again_free);
    t.method = verb::post;
    EXPECT_EQ(after(t, {}, .5, true).next, what::give_up);
}

TEST(Retry, WritesGoAgainOnlyWhenAsked) {
    retry_options o;
    o.retry_writes = true;
    for (int code : {429, 503}) {
        auto t = status(verb::post, code);
        EXPECT_EQ(after(t, o, .5, true).next, what::give_up) << "no Retry-After";
        t.retry_after = milliseconds(1000);
        EXPECT_EQ(after(t, o, .5, true).next, what::again);
        EXPECT_EQ(after(t, retry_options(), .5, true).next, what::give_up);
    }
    for (int code : {408, 425, 500, 502, 504}) {
        auto t = status(verb::patch, code);
        t.retry_after = milliseconds(1000);
        EXPECT_EQ(after(t, o, .5, true).next, what::give_up);
    }
}

TEST(Retry, LostConnections) {
    const retry_options o;
    struct row {
        verb method;
        bool sent, reused, begun, spared, may_repeat;
        what expected;
    };
    const std::vector<row> rows{
        {verb::get, true, false, false, false, false, what::again},
        {verb::get, true, false, true, false, false, what::again},
        {verb::get, true, true, false, false, false, what::again_free},
        {verb::get, true, true, false, true, false, what::again},
        {verb::get, true, true, true, false, false, what::again},
        {verb::del, true, true, false, false, false, what::again_free},
        {verb::post, true, false, false, false, false, what::give_up},
        {verb::post, true, true, false, false, false, what::give_up},
        {verb::post, true, true, false, false, true, what::again_free},
        {verb::post, false, false, false, false, false, what::again},
        {verb::patch, false, true, false, false, false, what::again_free},
        {verb::patch, true, false, true, false, false, what::give_up},
    };
    for (std::size_t i = 0; i < rows.size(); ++i) {
        SCOPED_TRACE(i);
        const auto& r = rows[i];
        auto t = lost(r.method, r.sent, r.reused, r.begun);
        t.spared = r.spared, t.may_repeat = r.may_repeat;
        EXPECT_EQ(after(t, o, .5, true).next, r.expected);
    }
}

TEST(Retry, NeverForTlsDecodeAndProtocol) {
    for (errc kind : {errc::tls, errc::decode, errc::protocol, errc::too_large, errc::canceled, errc::timeout,
                      errc::context}) {
        auto t = lost(verb::get, false);
        t.kind = kind;
        EXPECT_EQ(after(t, retry_options(), .5, true).next, what::give_up) << name(kind);
    }
}

TEST(Retry, PausesGrowAreJitteredAndCapped) {
    retry_options o;
    o.base_delay = milliseconds(100), o.max_delay = milliseconds(500);
    const int tops[] = {100, 200, 400, 500, 500};
    for (int n = 1; n <= 5; ++n) {
        auto t = lost(verb::get);
        t.attempts = n, t.max_attempts = 10;
        EXPECT_EQ(after(t, o, 0, true).pause, milliseconds(0));
        EXPECT_EQ(after(t, o, .5, true).pause, milliseconds(tops[n - 1] / 2));
        EXPECT_LE(after(t, o, .999, true).pause, milliseconds(tops[n - 1]));
    }
}

TEST(Retry, HonoursRetryAfterInsideTheDeadline) {
    retry_options o;
    auto t = status(verb::get, 503);
    t.retry_after = milliseconds(2000);
    EXPECT_EQ(after(t, o, .5, true).pause, milliseconds(2000));
    t.left = milliseconds(2000);
    EXPECT_EQ(after(t, o, .5, true).next, what::give_up);
    EXPECT_NE(after(t, o, .5, true).why.find("deadline"), std::string_view::npos);
    t.left = milliseconds(2001);
    EXPECT_EQ(after(t, o, .5, true).next, what::again);
    t.left = milliseconds::max();
    t.retry_after = milliseconds(60'001);
    EXPECT_EQ(after(t, o, .5, true).next, what::give_up);
    EXPECT_NE(after(t, o, .5, true).why.find("max_retry_after"), std::string_view::npos);
}

TEST(Retry, StopsAfterTheLastTryAndWithAnEmptyBucket) {
    auto t = lost(verb::get);
    t.attempts = 3;
    EXPECT_EQ(after(t, retry_options(), .5, true).next, what::give_up);
    t.attempts = 2;
    EXPECT_EQ(after(t, retry_options(), .5, true).next, what::again);
    EXPECT_EQ(after(t, retry_options(), .5, false).next, what::give_up);
    EXPECT_NE(after(t, retry_options(), .5, false).why.find("budget"), std::string_view::npos);
}

TEST(Retry, TheBucketRefillsByATenthASuccess) {
    retry_bucket b(2);
    b.spend(), b.spend();
    EXPECT_FALSE(b.has());
    for (int i = 0; i < 9; ++i) b.success();
    EXPECT_FALSE(b.has());
    b.success();
    EXPECT_TRUE(b.has());
    for (int i = 0; i < 1000; ++i) b.success();
    b.spend(), b.spend();
    EXPECT_FALSE(b.has()) << "never above its size";
    b.spend();
    EXPECT_FALSE(b.has());
}

}  // namespace
