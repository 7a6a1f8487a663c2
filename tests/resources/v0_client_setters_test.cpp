#include "resources/v0_support.hpp"

namespace {

using namespace v0_test;
using polyaxon::awaitable;
using polyaxon::testing::received;
namespace api = polyaxon::v0;

reply versions(const received&) { return reply::json(R"({"latest_version":"0.6.1","min_version":"0.5.0"})"); }

/// What a call of the client looks like on the wire.
awaitable<received> seen(api::client client, desk& d) {
    auto call = client.version().get_platform_version();
    co_await std::move(call);
    co_return d.fake.requests().back();
}

void expect(desk& d, void (*change)(api::client&), std::string_view target, std::string_view host,
            std::string_view authorization) {
    // Before the context is loaded and after it: the same.
    for (const bool loaded : {false, true})
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            if (loaded) {
                auto first = seen(client, d);
                co_await std::move(first);
            }
            change(client);
            auto call = seen(client, d);
            const auto r = co_await std::move(call);
            EXPECT_EQ(r.target, target) << loaded;
            EXPECT_EQ(r.header("Host"), host) << loaded;
            EXPECT_EQ(r.header("Authorization"), authorization) << loaded;
            client.close();
        });
}

constexpr auto target = "/api/v1/versions/platform/";

TEST(V0Setters, TakeEffectBeforeAndAfterTheFirstCall) {
    desk d(versions);
    expect(
        d, [](api::client& c) { c.set_host("other.example"); }, target, "other.example", "Token token-abc");
    expect(
        d, [](api::client& c) { c.set_http_port(8080); }, target, "platform.example:8080", "Token token-abc");
    expect(
        d, [](api::client& c) { c.set_token("newer"); }, target, "platform.example", "Token newer");
    expect(
        d, [](api::client& c) { c.set_authentication_type("EphemeralToken"); }, target, "platform.example",
        "EphemeralToken token-abc");
    expect(
        d, [](api::client& c) { c.set_version_api("v2"); }, "/api/v2/versions/platform/", "platform.example",
        "Token token-abc");
    expect(
        d, [](api::client& c) { c.set_use_https(true), c.set_http_port(80); }, target, "platform.example:80",
        "Token token-abc");
    d.here->variables["POLYAXON_API_HTTP_HOST"] = "http://managed.example:9000/";
    expect(
        d, [](api::client& c) { c.set_is_managed(true); }, target, "managed.example:9000", "Token token-abc");
}

TEST(V0Setters, APortOfOneKindLeavesTheOther) {
    desk d(versions);
    d.config.port = 1234;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        client.set_http_port(5678);
        auto call = client.context();
        const auto report = co_await std::move(call);
        EXPECT_EQ(report.find("http_port")->value.as<int>(), 5678);
        EXPECT_EQ(report.find("ws_port")->value.as<int>(), 1234);
        client.close();
    });
}

TEST(V0Setters, TheReportSaysWhoSaidIt) {
    desk d(versions);
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto before = client.context();
        const auto first = co_await std::move(before);
        EXPECT_EQ(first.find("host")->source, "argument");
        client.set_host("other.example");
        client.set_token("canary-token");
        client.set_version_api("v2");
        client.set_verify_ssl(false);
        client.set_reraise(true);
        client.set_ws_port(1);
        auto after = client.context();
        const auto report = co_await std::move(after);
        EXPECT_EQ(report.find("host")->source, "set_host");
        EXPECT_EQ(report.find("host")->value.as<std::string>(), "other.example");
        EXPECT_EQ(report.find("token")->source, "set_token");
        EXPECT_EQ(report.find("version")->source, "set_version_api");
        EXPECT_EQ(report.find("verify_ssl")->source, "set_verify_ssl");
        EXPECT_EQ(report.find("reraise")->source, "set_reraise");
        EXPECT_EQ(report.find("base_ws_url")->value.as<std::string>(), "ws://other.example:1/api/v2");
        EXPECT_EQ(std::string(report.to_json().text()).find("canary-token"), std::string::npos);
        client.close();
    });
}

TEST(V0Setters, WhatCannotBeIsThrownAndChangesNothing) {
    desk d(versions);
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto first = seen(client, d);
        co_await std::move(first);
        const auto refused = [&](auto&& change) {
            try {
                change();
                ADD_FAILURE() << "it was taken";
            } catch (const polyaxon::error& e) {
                EXPECT_EQ(e.kind(), errc::context);
                EXPECT_EQ(std::string(e.what()).find("secret-line"), std::string::npos);
            }
        };
        refused([&] { client.set_host("a b"); });
        refused([&] { client.set_http_port(70000); });
        refused([&] { client.set_token("secret-line\r\nX: y"); });
        refused([&] { client.set_is_managed(true); });
        refused([&] { client.set_authentication_type("two words"); });
        auto call = seen(client, d);
        const auto r = co_await std::move(call);
        EXPECT_EQ(r.header("Host"), "platform.example");
        EXPECT_EQ(r.header("Authorization"), "Token token-abc");
        client.close();
    });
}

TEST(V0Setters, ReadNothingAgain) {
    desk d(versions);
    d.config.token = {};
    d.here->files["/home/ada/.polyaxon/.polyaxonauth"] = R"({"username":"ada","token":"token-from-file"})";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto first = seen(client, d);
        co_await std::move(first);
        const auto counts = d.here->counts();
        d.here->files.clear();
        client.set_host("other.example");
        auto call = seen(client, d);
        const auto r = co_await std::move(call);
        EXPECT_EQ(r.header("Authorization"), "Token token-from-file");
        EXPECT_EQ(d.here->counts(), counts);
        client.close();
    });
}

TEST(V0Setters, ACallUnderWayKeepsItsSession) {
    desk d([](const received& r) {
        auto out = versions(r);
        out.delay = std::chrono::milliseconds(50);
        return out;
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto first = seen(client, d);
        co_await std::move(first);
        std::vector<int> numbers{0, 1, 2, 3};
        auto get = [&](int i) {
            client.set_token("token-" + std::to_string(i));
            return client.version().get_platform_version();
        };
        auto all = polyaxon::map_concurrent(numbers, 4, get);
        const auto got = co_await std::move(all);
        for (const auto& r : got) EXPECT_TRUE(r);
        client.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 5u);
    EXPECT_EQ(d.fake.requests().back().header("Authorization"), "Token token-3");
}

TEST(V0Setters, VerifySslChangesTheEngine) {
    polyaxon::testing::server_options tls;
    tls.tls = true;
    polyaxon::testing::server server(versions, tls);
    desk d(versions);
    d.config.connector = nullptr;
    d.config.host = "127.0.0.1";
    d.config.port = server.port();
    d.config.use_https = true;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto refused = polyaxon::as_result(client.version().get_platform_version());
        const auto no = co_await std::move(refused);
        EXPECT_FALSE(no);
        if (!no) {
            EXPECT_EQ(no.error().kind(), errc::tls);
        }
        client.set_verify_ssl(false);
        auto taken = polyaxon::as_result(client.version().get_platform_version());
        const auto yes = co_await std::move(taken);
        EXPECT_TRUE(yes);
        EXPECT_EQ(client.stats().responses, 1u) << "statistics are those of all engines";
        client.set_verify_ssl(true);
        auto again = polyaxon::as_result(client.version().get_platform_version());
        const auto back = co_await std::move(again);
        EXPECT_FALSE(back) << "a connection of the other policy was used";
        auto all = client.drain();
        co_await std::move(all);
        client.close();
    });
}

}  // namespace
