#include <polyaxon/codec/errc.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

using polyaxon::errc;

TEST(Errc, EveryKindHasItsOwnName) {
    std::set<std::string> names;
    for (int i = static_cast<int>(errc::canceled); i <= static_cast<int>(errc::too_large); ++i) {
        std::string name(polyaxon::name(static_cast<errc>(i)));
        EXPECT_NE(name, "unknown") << i;
        EXPECT_TRUE(names.insert(name).second) << name;
    }
    EXPECT_EQ(names.size(), 16u);
    EXPECT_EQ(polyaxon::name(errc::not_found), "not_found");
    EXPECT_EQ(polyaxon::name(static_cast<errc>(99)), "unknown");
}

TEST(Errc, StatusesMapToKinds) {
    struct {
        int status;
        errc kind;
    } table[] = {{100, errc::client_error}, {301, errc::client_error},    {304, errc::client_error},
                 {400, errc::client_error}, {401, errc::unauthenticated}, {402, errc::client_error},
                 {403, errc::forbidden},    {404, errc::not_found},       {405, errc::client_error},
                 {409, errc::conflict},     {418, errc::client_error},    {429, errc::rate_limited},
                 {499, errc::client_error}, {500, errc::server_error},    {502, errc::server_error},
                 {503, errc::server_error}, {504, errc::server_error},    {525, errc::server_error},
                 {599, errc::server_error}, {600, errc::client_error}};
    for (const auto& row : table) EXPECT_EQ(polyaxon::kind_of_status(row.status), row.kind) << row.status;
}

TEST(Errc, IsAnErrorCode) {
    std::error_code ec = errc::timeout;
    EXPECT_TRUE(ec);
    EXPECT_EQ(ec, errc::timeout);
    EXPECT_NE(ec, errc::network);
    EXPECT_STREQ(ec.category().name(), "polyaxon");
    EXPECT_EQ(ec.message(), "timeout");
    EXPECT_EQ(&ec.category(), &polyaxon::error_category());
}
