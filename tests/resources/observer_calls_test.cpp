// An observer that is told something may call the client that tells it.
#include "resources/v0_support.hpp"

#include <polyaxon/v1.hpp>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <thread>

namespace {

using namespace v0_test;
using polyaxon::awaitable;
using polyaxon::testing::received;
using std::chrono::seconds;

/// Calls the client from on_warning.
struct caller final : polyaxon::observer {
    std::function<void(const std::string&)> then;
    std::vector<std::string> heard;
    void on_warning(std::string_view text) override {
        heard.emplace_back(text);
        if (then) then(heard.back());
    }
};

/// A lock that is taken twice would hang the whole program: it is ended then, and says why.
template <class F>
void without_hanging(F f) {
    std::promise<void> done;
    auto ended = done.get_future();
    std::thread runner([&] {
        f();
        done.set_value();
    });
    if (ended.wait_for(seconds(30)) != std::future_status::ready) {
        std::fputs("FAILED: the observer that called the client hangs\n", stderr);
        std::_Exit(1);
    }
    runner.join();
}

reply empty(const received&) { return reply::json("{}"); }

/// What a client says while it asks three times.
template <class Client, class Config>
std::vector<std::string> warnings_of(Config config, auto ask) {
    desk d(empty);
    config.host = "https://platform.example";
    config.token = "token-abc";
    config.connector = &d.fake.connector();
    config.system = &d.system;
    const auto ear = std::make_shared<caller>();
    run([&]() -> awaitable<void> {
        Client client(co_await asio::this_coro::executor, config);
        client.set_observer(ear);
        for (int i = 0; i < 3; ++i) {
            auto call = ask(client);
            static_cast<void>(co_await std::move(call));
        }
        client.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 3u);
    return ear->heard;
}

TEST(ObserverCalls, TellOnceThatTlsIsNotVerified) {
    const std::vector<std::string> once{"TLS verification is turned off for https://platform.example:443"};
    const auto old = [](polyaxon::v0::client& c) { return c.version().get_platform_version(); };
    const auto young = [](polyaxon::v1::client& c) { return c.users().get_user(); };
    polyaxon::v0::api_config old_config;
    polyaxon::v1::client_config young_config;
    EXPECT_TRUE(warnings_of<polyaxon::v0::client>(old_config, old).empty());
    EXPECT_TRUE(warnings_of<polyaxon::v1::client>(young_config, young).empty());
    old_config.verify_ssl = young_config.verify_ssl = false;
    EXPECT_EQ(warnings_of<polyaxon::v0::client>(old_config, old), once);
    EXPECT_EQ(warnings_of<polyaxon::v1::client>(young_config, young), once);
}

TEST(ObserverCalls, MayUseTheV0ClientThatWarns) {
    desk d(empty);
    d.config.host = "https://platform.example";
    d.config.verify_ssl = false;
    without_hanging([&] {
        run([&]() -> awaitable<void> {
            polyaxon::v0::client client(co_await asio::this_coro::executor, d.config);
            const auto ear = std::make_shared<caller>();
            ear->then = [&](const std::string&) {
                static_cast<void>(client.stats());
                client.set_token("another");
                client.set_observer(ear);
            };
            client.set_observer(ear);
            auto loaded = client.context();  // warns while it loads
            static_cast<void>(co_await std::move(loaded));
            EXPECT_EQ(ear->heard.size(), 1u);
            client.set_host("https://elsewhere.example");  // warns from a setter
            EXPECT_EQ(ear->heard.size(), 2u);
            if (ear->heard.size() == 2) {
                EXPECT_NE(ear->heard[1].find("elsewhere.example"), std::string::npos) << ear->heard[1];
            }
            ear->then = nullptr;
            client.close();
        });
    });
}

TEST(ObserverCalls, MayUseTheClientThatWarnsLate) {
    desk d(empty);
    d.config.host = "https://platform.example";
    d.config.verify_ssl = false;
    without_hanging([&] {
        run([&]() -> awaitable<void> {
            polyaxon::v0::client client(co_await asio::this_coro::executor, d.config);
            auto loaded = client.context();
            static_cast<void>(co_await std::move(loaded));
            const auto ear = std::make_shared<caller>();
            ear->then = [&](const std::string&) { client.set_observer(nullptr); };
            client.set_observer(ear);
            EXPECT_EQ(ear->heard.size(), 1u);
            client.set_observer(ear);
            EXPECT_EQ(ear->heard.size(), 1u) << "told twice";
            client.close();
        });
    });
}

TEST(ObserverCalls, MayUseTheV1ClientThatWarns) {
    desk d(empty);
    polyaxon::v1::client_config config;
    config.host = "https://platform.example";
    config.verify_ssl = false;
    config.connector = &d.fake.connector();
    config.system = &d.system;
    without_hanging([&] {
        run([&]() -> awaitable<void> {
            polyaxon::v1::client client(co_await asio::this_coro::executor, config);
            const auto ear = std::make_shared<caller>();
            ear->then = [&](const std::string&) {
                static_cast<void>(client.stats());
                client.set_observer(ear);
            };
            client.set_observer(ear);
            auto loaded = client.context();
            static_cast<void>(co_await std::move(loaded));
            EXPECT_EQ(ear->heard.size(), 1u);
            ear->then = nullptr;
            client.close();
        });
    });
}

}  // namespace
