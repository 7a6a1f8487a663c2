#include "resources/v0_support.hpp"

#include <functional>

// Logins and exchanges: what they carry, where the token goes, and how refusals are told.

namespace {

using namespace v0_test;
using polyaxon::awaitable;
namespace api = polyaxon::v0;

using text_call = std::function<awaitable<std::string>(api::client&)>;

/// One call on a client of the desk.
result<std::string> ask(desk& d, const text_call& call) {
    result<std::string> out;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto pending = call(client);
        out = co_await polyaxon::as_result(std::move(pending));
        client.close();
    });
    return out;
}
awaitable<std::string> ephemeral(api::client& c, api::exchange_options o = {}) {
    return c.auth().login_experiment_ephemeral_token("adam", "mnist", 42, "one-time", o);
}

TEST(V0ProjectAuth, ALoginCarriesNothingOfTheClient) {
    desk d(polyaxon::testing::scripted({reply::json(R"({"token":"fresh"})")}));
    d.config.is_managed = true;
    d.here->variables["POLYAXON_API_HTTP_HOST"] = "http://platform.example";
    d.here->variables["POLYAXON_API_WS_HOST"] = "ws://platform.example";
    d.here->variables["POLYAXON_INTERNAL_HEADER"] = "X-POLYAXON-INTERNAL";
    d.here->variables["POLYAXON_INTERNAL_HEADER_SERVICE"] = "initializer";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        co_await client.version().get_cli_version();
        const auto token = co_await client.auth().login({"adam", "p@ss w&rd=1"});
        EXPECT_EQ(token, "fresh");
        client.close();
    });
    ASSERT_EQ(d.fake.requests().size(), 2u);
    const auto usual = d.fake.requests()[0], login = d.fake.requests()[1];
    EXPECT_TRUE(usual.header("Authorization")) << "the test would show nothing";
    EXPECT_TRUE(usual.header("X-POLYAXON-INTERNAL"));
    EXPECT_FALSE(login.header("Authorization"));
    EXPECT_FALSE(login.header("X-POLYAXON-INTERNAL"));
    EXPECT_EQ(login.method, "POST");
    EXPECT_EQ(login.target, "/api/v1/users/token/");
    EXPECT_EQ(login.header("Content-Type"), "application/x-www-form-urlencoded");
    EXPECT_EQ(login.body, "username=adam&password=p%40ss+w%26rd%3D1");
}

TEST(V0ProjectAuth, ALoginIsUsedOnlyWhenAskedTo) {
    for (const bool set : {false, true}) {
        desk d(polyaxon::testing::scripted(
            {reply::json(R"({"token":"fresh"})"), reply::json(R"({"username":"adam"})")}));
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            co_await client.auth().login({"adam", "secret"}, {.set_token = set});
            co_await client.auth().get_user();
            client.close();
        });
        ASSERT_EQ(d.fake.requests().size(), 2u);
        EXPECT_EQ(d.fake.requests()[1].header("Authorization"), set ? "Token fresh" : "Token token-abc");
        EXPECT_TRUE(d.here->written().empty());
    }
}

TEST(V0ProjectAuth, ARefusedLoginIsUnauthenticatedWithItsStatus) {
    struct {
        int status;
        std::string_view body;
        errc kind;
        std::string_view told;
    } const all[] = {
        {400, R"({"non_field_errors":["Unable to log in with provided credentials."]})",
         errc::unauthenticated, "Unable to log in"},
        {400, R"({"password":["This field may not be blank."]})", errc::unauthenticated, "may not be blank"},
        {403, R"({"detail":"You may not."})", errc::unauthenticated, "You may not."},
        {500, "", errc::unauthenticated, ""},
        {429, R"({"detail":"Request was throttled."})", errc::rate_limited, "throttled"},
    };
    for (const auto& r : all) {
        SCOPED_TRACE(std::string(r.body));
        desk d(polyaxon::testing::scripted({reply::json(std::string(r.body), r.status)}));
        const auto out = ask(d, [](api::client& c) { return c.auth().login({"adam", "pass-canary"}); });
        ASSERT_FALSE(out);
        EXPECT_EQ(out.error().kind(), r.kind);
        EXPECT_EQ(out.error().status(), r.status);
        EXPECT_EQ(out.error().body(), r.body);
        EXPECT_NE(out.error().detail().find(r.told), std::string::npos) << out.error().what();
        EXPECT_EQ(std::string(out.error().what()).find("pass-canary"), std::string::npos);
    }
    desk hiding(polyaxon::testing::scripted({{.status = 405, .body = "", .content_type = "text/html"}}));
    const auto hidden = ask(hiding, [](api::client& c) { return c.auth().login({"adam", "x"}); });
    ASSERT_FALSE(hidden);
    EXPECT_EQ(hidden.error().status(), 405);
    EXPECT_NE(hidden.error().detail().find("hides 404 or 500"), std::string::npos) << hidden.error().what();

    desk d(polyaxon::testing::scripted({reply::json(R"({"detail":"not what was asked for"})")}));
    const auto no_token = ask(d, [](api::client& c) { return c.auth().login({"adam", "x"}); });
    ASSERT_FALSE(no_token);
    EXPECT_EQ(no_token.error().kind(), errc::decode);
}

TEST(V0ProjectAuth, AnExchangedTokenIsSetAndWritten) {
    desk d(polyaxon::testing::scripted(
        {reply::json(R"({"token":"fresh \"x\""})"), reply::json(R"({"username":"adam"})")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto exchange = ephemeral(client);
        EXPECT_EQ(co_await std::move(exchange), "fresh \"x\"");
        co_await client.auth().get_user();
        client.close();
    });
    ASSERT_EQ(d.fake.requests().size(), 2u);
    const auto first = d.fake.requests()[0];
    EXPECT_EQ(first.target, "/api/v1/adam/mnist/experiments/42/ephemeraltoken/");
    EXPECT_EQ(first.header("Authorization"), "EphemeralToken one-time");
    EXPECT_EQ(first.header("Content-Length"), "0");
    EXPECT_EQ(d.fake.requests()[1].header("Authorization"), "Token fresh \"x\"");
    const std::map<std::string, std::string> written{{"/temporary/.polyaxon/.authtoken in its own folder",
                                                      R"({"POLYAXON_SECRET_USER_TOKEN": "fresh \"x\""})"}};
    EXPECT_EQ(d.here->written(), written);
    EXPECT_EQ(d.here->forgotten(), std::vector<std::string>{"POLYAXON_SECRET_EPHEMERAL_TOKEN"});
}

TEST(V0ProjectAuth, EveryImpersonationSpeaksAsThePlatformAndWritesForThePod) {
    const std::pair<std::string_view, text_call> all[] = {
        {"experiments/42/impersonatetoken/",
         [](api::client& c) {
             return c.auth().login_experiment_impersonate_token("adam", "mnist", 42, "internal");
         }},
        {"jobs/42/impersonatetoken/",
         [](api::client& c) {
             return c.auth().login_job_impersonate_token("adam", "mnist", 42, "internal");
         }},
        {"builds/42/impersonatetoken/",
         [](api::client& c) {
             return c.auth().login_build_impersonate_token("adam", "mnist", 42, "internal");
         }},
        {"notebook/impersonatetoken/",
         [](api::client& c) {
             return c.auth().login_notebook_impersonate_token("adam", "mnist", "internal");
         }},
    };
    for (const auto& [path, call] : all) {
        SCOPED_TRACE(std::string(path));
        desk d(polyaxon::testing::scripted({reply::json(R"({"token":"fresh"})")}));
        EXPECT_EQ(ask(d, call).value(), "fresh");
        ASSERT_EQ(d.fake.requests().size(), 1u);
        EXPECT_EQ(d.fake.requests()[0].target, "/api/v1/adam/mnist/" + std::string(path));
        EXPECT_EQ(d.fake.requests()[0].header("Authorization"), "Internaltoken internal");
        const std::map<std::string, std::string> written{
            {"/pod/.authtoken", R"({"POLYAXON_SECRET_USER_TOKEN": "fresh"})"}};
        EXPECT_EQ(d.here->written(), written);
        EXPECT_TRUE(d.here->forgotten().empty());
    }
}

TEST(V0ProjectAuth, AnExchangeLeavesNoTraceWhenToldSo) {
    desk d(polyaxon::testing::scripted(
        {reply::json(R"({"token":"fresh"})"), reply::json(R"({"username":"adam"})")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto exchange = ephemeral(client, {.set_token = false, .persist_token = false});
        EXPECT_EQ(co_await std::move(exchange), "fresh");
        co_await client.auth().get_user();
        client.close();
    });
    EXPECT_EQ(d.fake.requests().at(1).header("Authorization"), "Token token-abc");
    EXPECT_TRUE(d.here->written().empty());
}

TEST(V0ProjectAuth, ATokenThatCannotBeWrittenIsToldAndStillInUse) {
    desk d(polyaxon::testing::scripted(
        {reply::json(R"({"token":"tok-canary"})"), reply::json(R"({"username":"adam"})")}));
    d.here->write_error = make_error_code(std::errc::permission_denied);
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto exchange = polyaxon::as_result(ephemeral(client));
        const auto out = co_await std::move(exchange);
        EXPECT_FALSE(out);
        if (!out) {
            EXPECT_EQ(out.error().kind(), errc::context);
            EXPECT_EQ(out.error().info().cause, std::errc::permission_denied);
            EXPECT_TRUE(out.error().maybe_sent());
            EXPECT_NE(out.error().detail().find("/temporary/.polyaxon/.authtoken"), std::string::npos);
            EXPECT_EQ(std::string(out.error().what()).find("canary"), std::string::npos);
        }
        co_await client.auth().get_user();
        client.close();
    });
    EXPECT_EQ(d.fake.requests().at(1).header("Authorization"), "Token tok-canary");
}

TEST(V0ProjectAuth, ARefusedExchangeChangesNothing) {
    struct {
        int status;
        std::string_view body, type;
        errc kind;
    } const all[] = {
        {401, R"({"detail":"Invalid token."})", "application/json", errc::unauthenticated},
        {403, "", "", errc::forbidden},
        {405, "", "text/html; charset=utf-8", errc::client_error},
    };
    for (const auto& r : all) {
        SCOPED_TRACE(r.status);
        auto refusal = reply::json(std::string(r.body), r.status);
        refusal.content_type = r.type;
        desk d(polyaxon::testing::scripted({refusal, reply::json(R"({"username":"adam"})")}));
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            auto exchange = polyaxon::as_result(ephemeral(client));
            const auto out = co_await std::move(exchange);
            EXPECT_FALSE(out);
            if (!out) {
                EXPECT_EQ(out.error().kind(), r.kind);
                EXPECT_EQ(out.error().status(), r.status);
                EXPECT_EQ(out.error().detail().find("hides") != std::string::npos, r.status == 405)
                    << out.error().what();
                EXPECT_EQ(std::string(out.error().what()).find("one-time"), std::string::npos);
            }
            co_await client.auth().get_user();
            client.close();
        });
        EXPECT_EQ(d.fake.requests().at(1).header("Authorization"), "Token token-abc");
        EXPECT_TRUE(d.here->written().empty());
        EXPECT_TRUE(d.here->forgotten().empty()) << "the one-time token may still be good";
    }
}

TEST(V0ProjectAuth, TokensThatNoHeaderHoldsAreRefusedHere) {
    for (const std::string_view token : {"", "a\r\nX-Evil: 1", "a\nb"}) {
        desk d(polyaxon::testing::scripted({reply::json(R"({"token":"fresh"})")}));
        const auto out = ask(d, [token](api::client& c) {
            return c.auth().login_job_impersonate_token("adam", "mnist", 42, token);
        });
        ASSERT_FALSE(out);
        EXPECT_EQ(out.error().kind(), errc::invalid_argument);
        EXPECT_NE(out.error().detail().find("internal_token"), std::string::npos) << out.error().what();
        EXPECT_EQ(out.error().detail().find("Evil"), std::string::npos);
        EXPECT_TRUE(d.fake.requests().empty());
    }
    desk d(polyaxon::testing::scripted({reply::json(R"({"username":"adam"})")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto pending = polyaxon::as_result(client.auth().get_user({.token = "a\r\nX-Evil: 1"}));
        const auto out = co_await std::move(pending);
        EXPECT_FALSE(out);
        if (!out) {
            EXPECT_EQ(out.error().kind(), errc::invalid_argument);
        }
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V0ProjectAuth, AnAnswerWithNobodyIsUnauthenticated) {
    for (const bool own : {true, false}) {
        desk d(polyaxon::testing::scripted(
            {reply::json(R"({"username":"","is_superuser":false,"is_anonymous":true})")}));
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            auto pending = polyaxon::as_result(client.auth().get_user({.token = own ? "" : "somebody's"}));
            const auto out = co_await std::move(pending);
            EXPECT_FALSE(out);
            if (!out) {
                EXPECT_EQ(out.error().kind(), errc::unauthenticated);
                EXPECT_EQ(out.error().status(), 200);
                EXPECT_NE(out.error().detail().find("authentication type"), std::string::npos);
            }
            client.close();
        });
        EXPECT_EQ(d.fake.requests().size(), 1u);
    }
}

TEST(V0ProjectAuth, AMissingOrEmptyEmailIsNoError) {
    desk d(polyaxon::testing::scripted({reply::json(R"({"username":"adam"})"),
                                        reply::json(R"({"username":"adam","email":""})"),
                                        reply::json(R"({"username":"adam","email":"nope"})")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto auth = client.auth();
        EXPECT_FALSE((co_await auth.get_user()).email);
        EXPECT_EQ((co_await auth.get_user()).email, "");
        EXPECT_EQ((co_await auth.get_user()).email, "nope");
        client.close();
    });
}

}  // namespace
