// TLS against a real nginx before a real haupt: versions, verification, client certificates, resumption.
#include "live_support.hpp"

#include <asio/this_coro.hpp>

namespace polyaxon::live {
namespace {

std::string https(const char* which) {
    return "https://127.0.0.1:" + std::to_string(known("nginx").at(which).as<int>());
}

TEST(Tls, NginxSpeaksBothVersions) {
    for (const char* which : {"both", "old"}) {
        run([which]() -> awaitable<void> {
            const auto url = https(which);
            const auto ca = known("nginx").at("ca").as<std::string>();
            v1::client client(co_await asio::this_coro::executor, {.host = url, .ssl_ca_cert = ca});
            auto installed = co_await client.versions().get_installation();
            EXPECT_EQ(installed.dist, "ce");
            EXPECT_EQ(client.stats().tls_handshakes, 1u);
            auto listed = co_await client.projects().list_projects("default", {.limit = 5});
            EXPECT_EQ(client.stats().connects, 1u) << "the connection is kept";
        });
    }
}

TEST(Tls, AnUnknownAuthorityIsRefusedAndSaysWhatToDo) {
    run([]() -> awaitable<void> {
        const auto url = https("both");
        v1::client strict(co_await asio::this_coro::executor, {.host = url});
        auto refused = co_await as_result(strict.versions().get_installation());
        EXPECT_EQ(kind_of(refused), errc::tls);
        if (!refused) {
            EXPECT_NE(refused.error().detail().find("127.0.0.1"), std::string::npos)
                << refused.error().what();
        }
        v1::client lax(co_await asio::this_coro::executor, {.host = url, .verify_ssl = false});
        auto installed = co_await lax.versions().get_installation();
        EXPECT_EQ(installed.dist, "ce");
    });
}

TEST(Tls, AClientCertificateIsShown) {
    run([]() -> awaitable<void> {
        const auto url = https("client");
        const auto nginx = known("nginx");
        const auto ca = nginx.at("ca").as<std::string>(), cert = nginx.at("cert").as<std::string>(),
                   key = nginx.at("key").as<std::string>();
        v1::client shown(co_await asio::this_coro::executor,
                         {.host = url, .ssl_ca_cert = ca, .cert_file = cert, .key_file = key});
        auto installed = co_await shown.versions().get_installation();
        EXPECT_EQ(installed.dist, "ce");
        // Without one nginx answers 400 with a page of its own.
        v1::client bare(co_await asio::this_coro::executor, {.host = url, .ssl_ca_cert = ca});
        auto refused = co_await as_result(bare.versions().get_installation());
        EXPECT_FALSE(refused);
        if (!refused) {
            EXPECT_NE(std::string(refused.error().what()).find("ertificate"), std::string::npos)
                << refused.error().what();
        }
    });
}

TEST(Tls, PlainHttpBehindHttpsSaysSo) {
    run([]() -> awaitable<void> {
        const auto url = "https://127.0.0.1:" + std::to_string(known("haupt").at("port").as<int>());
        v1::client client(co_await asio::this_coro::executor, {.host = url});
        auto refused = co_await as_result(client.versions().get_installation());
        EXPECT_EQ(kind_of(refused), errc::tls);
        if (!refused) {
            EXPECT_NE(refused.error().detail().find("http"), std::string::npos) << refused.error().what();
        }
    });
}

}  // namespace
}  // namespace polyaxon::live
