#include <polyaxon/codec/error.hpp>

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <type_traits>

using polyaxon::errc;
using polyaxon::error;
using polyaxon::error_info;

namespace {

error_info of(errc kind, std::string detail = {}) {
    error_info info;
    info.kind = kind;
    info.detail = std::move(detail);
    return info;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST(Error, SaysRequestStatusKindAndDetail) {
    auto info = of(errc::not_found, "Not found.");
    info.status = 404;
    info.request = "GET /api/v1/adam/mnist/";
    info.attempts = 1;
    error e(info);
    EXPECT_STREQ(e.what(), "GET /api/v1/adam/mnist/: 404 not_found: Not found.");
    EXPECT_EQ(e.kind(), errc::not_found);
    EXPECT_EQ(e.status(), 404);
    EXPECT_EQ(e.detail(), "Not found.");
    EXPECT_EQ(e.request(), "GET /api/v1/adam/mnist/");
    EXPECT_EQ(e.attempts(), 1);
    EXPECT_EQ(e.code(), errc::not_found);
    EXPECT_FALSE(e.maybe_sent());
    EXPECT_FALSE(e.retry_after());
}

TEST(Error, LeavesOutWhatIsNotKnown) {
    EXPECT_STREQ(error(of(errc::decode, "x: expected a list, got null")).what(),
                 "decode: x: expected a list, got null");
}

TEST(Error, GivesAdviceWhenThereIsNoDetail) {
    for (int i = static_cast<int>(errc::canceled); i <= static_cast<int>(errc::too_large); ++i) {
        error e(of(static_cast<errc>(i)));
        EXPECT_GT(e.detail().size(), 15u) << e.what();
        EXPECT_TRUE(has(e.what(), e.detail()));
        error blank(of(static_cast<errc>(i), " \r\n\t"));
        EXPECT_EQ(blank.detail(), e.detail());
    }
    auto text = error(of(errc::unauthenticated)).detail();
    EXPECT_TRUE(has(text, "POLYAXON_AUTH_TOKEN")) << text;
    EXPECT_TRUE(has(text, "POLYAXON_SECRET_USER_TOKEN")) << text;
    EXPECT_TRUE(error(of(errc::too_large)).detail().starts_with("limit"));
}

TEST(Error, TellsAttemptsPausesAndDoubt) {
    auto info = of(errc::timeout, "no answer within 20 s");
    info.attempts = 3;
    info.maybe_sent = true;
    info.retry_after = std::chrono::milliseconds(1500);
    info.request_id = "abc";
    info.cause = std::make_error_code(std::errc::connection_reset);
    std::string what = error(info).what();
    EXPECT_TRUE(has(what, "after 3 attempts")) << what;
    EXPECT_TRUE(has(what, "the server may have acted on it")) << what;
    EXPECT_TRUE(has(what, "wait 2 s")) << what;
    EXPECT_TRUE(has(what, "request id abc")) << what;
    EXPECT_TRUE(has(what, info.cause.message())) << what;
    // Said in the detail already: not said twice.
    info.detail = "refused: " + info.cause.message();
    what = error(info).what();
    EXPECT_EQ(what.find(info.cause.message()), what.rfind(info.cause.message())) << what;
}

TEST(Error, IsOneLineWithoutControlCharacters) {
    auto info = of(errc::client_error, "first\r\nsecond\x1b[31m\tthird\x7f  end\n");
    info.request = "GET /a\nX: y";
    info.request_id = "a\r\nb";
    error e(info);
    EXPECT_EQ(e.detail(), "first second [31m third end");
    for (char c : std::string(e.what()))
        EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) << e.what();
}

TEST(Error, CutsLongTextsBetweenCharacters) {
    auto info = of(errc::server_error, std::string(1999, 'x') + "\xC3\xA9\xC3\xA9");
    info.body = std::string(100'000, 'b');
    error e(info);
    EXPECT_EQ(e.detail(), std::string(1999, 'x'));
    EXPECT_EQ(e.body().size(), 64u << 10);
}

TEST(Error, CopiesAreCheapAndShareTheText) {
    static_assert(std::is_nothrow_copy_constructible_v<error>);
    error a(of(errc::network, "refused"));
    error b = a;
    EXPECT_EQ(a.what(), b.what());  // the same bytes
    EXPECT_EQ(&a.info(), &b.info());
    std::thread other([copy = b] { EXPECT_STREQ(copy.what(), "network: refused"); });
    a = error(of(errc::tls, "expired"));
    other.join();
    EXPECT_STREQ(b.what(), "network: refused");
    EXPECT_STREQ(a.what(), "tls: expired");
}

TEST(Error, IsCaughtAsSystemError) {
    try {
        throw error(of(errc::conflict, "taken"));
    } catch (const std::system_error& e) {
        EXPECT_EQ(e.code(), errc::conflict);
        EXPECT_STREQ(e.what(), "conflict: taken");
    }
}
