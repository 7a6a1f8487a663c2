#include <polyaxon/testing/server.hpp>

#include <testing/echo.hpp>
#include <testing/raw_client.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace polyaxon::testing;
using namespace std::chrono_literals;

TEST(ServerTls, SpeaksTlsWithAMadeCertificate) {
    server s(echo(), {.tls = true});
    for (const auto& [ip, host] : {std::pair<const char*, const char*>{"127.0.0.1", nullptr},
                                   {"::1", nullptr},
                                   {nullptr, "localhost"}}) {
        raw::client c(s.port());
        ASSERT_EQ(c.start_tls(s.ca_pem(), ip, host), "");
        EXPECT_EQ(c.tls_version(), "TLSv1.3");
        c.get("/1");
        EXPECT_EQ(c.read().body.substr(0, 6), "GET /1");
        c.get("/2");
        EXPECT_EQ(c.read().body.substr(0, 6), "GET /2");
    }
    raw::client wrong(s.port());
    EXPECT_EQ(wrong.start_tls(s.ca_pem(), nullptr, "example.org"), "hostname mismatch");
    server other(echo(), {.tls = true});
    raw::client stranger(s.port());
    EXPECT_NE(stranger.start_tls(other.ca_pem(), "127.0.0.1", nullptr), "");
    EXPECT_EQ(s.url().substr(0, 8), "https://");
}

TEST(ServerTls, TlsEndsOrderlyOrNot) {
    auto fin = reply::json("{}"), rst = reply::json("{}");
    fin.then = reply::end::fin;
    rst.then = reply::end::rst;
    server s(scripted({fin, rst}), {.tls = true});
    raw::client a(s.port());
    ASSERT_EQ(a.start_tls(s.ca_pem(), "127.0.0.1", nullptr), "");
    a.get("/");
    a.read();
    EXPECT_EQ(a.end(), "fin");  // close_notify
    raw::client b(s.port());
    ASSERT_EQ(b.start_tls(s.ca_pem(), "127.0.0.1", nullptr), "");
    b.get("/");
    b.read();
    EXPECT_EQ(b.end(), "SSL_read");
}

TEST(ServerTls, LimitsTheTlsVersion) {
    server s(echo(), {.tls = true, .max_tls_version = 0x0302});
    raw::client modern(s.port());
    EXPECT_NE(modern.start_tls(s.ca_pem(), "127.0.0.1", nullptr), "");
    raw::client old(s.port());
    ASSERT_EQ(old.start_tls(s.ca_pem(), "127.0.0.1", nullptr, 0x0302), "");
    EXPECT_EQ(old.tls_version(), "TLSv1.1");
}

TEST(ServerTls, TheCaFileGoesWithTheServer) {
    std::string name;
    {
        server s(echo(), {.tls = true});
        name = s.ca_file();
        EXPECT_EQ(s.ca_file(), name);
        std::ifstream in(name);
        EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), s.ca_pem());
    }
    EXPECT_FALSE(std::filesystem::exists(name));
}

TEST(ServerTls, RefusesACertificateThatIsNone) {
    EXPECT_THROW(server(echo(), {.tls = true, .cert_file = "/nonexistent.pem"}), std::runtime_error);
}
