#include "resources/v1_support.hpp"

#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <optional>

namespace {

using namespace v1_test;

TEST(V1Client, NothingIsReadOrSentBeforeTheFirstCallAndThenOnce) {
    desk d({reply::json(R"({"uuid":"0a1b2c3d4e5f60718293a4b5c6d7e8f9"})")});
    d.here->files["/home/ada/.polyaxon/.auth"] = R"({"token":"from-file"})";
    d.config.token = {};
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::client copy = client;
        auto handle = copy.runs();
        auto later = handle.get_run("acme", "vision", uuid);  // made, not awaited
        EXPECT_TRUE(d.here->counts().empty());
        EXPECT_TRUE(d.fake.requests().empty());
        EXPECT_EQ(client.stats().requests, 0u);
        auto first = co_await std::move(later);
        EXPECT_EQ(first.uuid, uuid);
        std::vector<int> calls(1000);
        auto get = [&](int) { return client.runs().get_run("acme", "vision", uuid); };
        auto all = co_await polyaxon::map_concurrent(calls, 1000, get);
        for (const auto& r : all) EXPECT_TRUE(r) << r.error().what();
        client.close();
    });
    for (const auto& [what, times] : d.here->counts())
        if (what.starts_with('/')) {
            EXPECT_EQ(times, 1) << what;
        }
    EXPECT_EQ(d.here->counts().count("/home/ada/.polyaxon/.auth"), 1u);
    EXPECT_EQ(d.fake.requests().front().header("Authorization"), "Token from-file");
}

TEST(V1Client, APagerMayBeKeptLongerThanItsLoop) {
    desk d({reply::json(R"({"count":2,"next":"more","results":[{"uuid":"a"}]})"),
            reply::json(R"({"count":2,"results":[{"uuid":"b"}]})")});
    std::optional<polyaxon::pager<api::run>> kept;
    std::string first;
    {
        asio::io_context io;
        api::client client(io.get_executor(), d.config);
        kept.emplace(client.runs().iter_runs("acme", "vision"));
        asio::co_spawn(
            io,
            [](polyaxon::pager<api::run>& from, std::string& to) -> awaitable<void> {
                const auto one = co_await from.next();
                to = one ? one->uuid : "none";
            }(*kept, first),
            asio::detached);
        while (first.empty() && io.run_one() != 0) {
        }  // the next page is under way
    }
    EXPECT_EQ(first, "a");
    kept.reset();
}

TEST(V1Client, WithoutATokenNoAuthorizationIsSent) {
    for (const bool none : {true, false}) {
        desk d({reply::json("{}")});
        if (none)
            d.config.token = {};
        else
            d.config.token = "no-auth";
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            co_await client.versions().get_installation();
            client.close();
        });
        ASSERT_EQ(d.fake.requests().size(), 1u);
        EXPECT_FALSE(d.fake.requests()[0].header("Authorization"));
        EXPECT_EQ(d.lines()[0], "GET /api/v1/installation");
    }
}

TEST(V1Client, TargetsAreEncodedAndOnlyWhatIsSetIsAsked) {
    desk d({reply::json(R"({"count":0,"results":[]})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        co_await client.runs().list_runs("a/b", "p q");
        co_await client.runs().list_runs("acme", "vision",
                                         {.offset = 4,
                                          .limit = 2,
                                          .sort = "-created_at",
                                          .query = "a:b, c:~d|e",
                                          .bookmarks = true,
                                          .mode = "graph",
                                          .no_page = false});
        client.close();
    });
    EXPECT_EQ(
        d.lines(),
        (texts{"GET /api/v1/a%2Fb/p%20q/runs",
               "GET /api/v1/acme/vision/runs?offset=4&limit=2&sort=-created_at&query=a%3Ab%2C%20c%3A~d%7Ce"
               "&bookmarks=true&mode=graph&no_page=false"}));
}

TEST(V1Client, BadArgumentsAreRefusedBeforeAnythingIsSent) {
    desk d({reply::json("{}")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        for (const std::string_view bad : {"", ".", "..", "a\r\nb"}) {
            auto r = co_await as_result(client.runs().get_run("acme", bad, uuid));
            EXPECT_FALSE(r);
            if (!r) {
                EXPECT_EQ(r.error().kind(), errc::invalid_argument) << bad;
            }
        }
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

TEST(V1Client, ThePagerWalksOnByWhatHasCome) {
    // A server that never gives more than three, whatever limit is asked.
    desk d([](const received& r) {
        const int offset = std::stoi(r.query("offset").value_or("0"));
        auto results = json::array();
        for (int i = offset; i < std::min(offset + 3, 8); ++i)
            results.push(json::object().set("name", "r" + std::to_string(i)));
        auto page = json::object().set("count", 8).set("results", results);
        if (offset + 3 < 8) page.set("next", "http://elsewhere/ignored");
        return reply::json(std::string(page.text()));
    });
    texts names;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto all = client.runs().iter_runs("acme", "vision", {.limit = 5, .query = "status:running"});
        while (auto r = co_await all.next()) names.push_back(r->name.value_or(""));
        EXPECT_EQ(all.count(), 8);
        client.close();
    });
    EXPECT_EQ(names, (texts{"r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7"}));
    EXPECT_EQ(d.lines().size(), 3u);
    EXPECT_EQ(d.lines().back(), "GET /api/v1/acme/vision/runs?offset=6&limit=5&query=status%3Arunning");
}

struct failure {
    reply answer;
    errc kind;
    int status;
    std::string words;  // part of the detail
};

TEST(V1Client, EachFailureIsATypedErrorWithTheServersWords) {
    const auto page = [](std::string body, int status, std::string type) {
        reply r;
        r.status = status;
        r.body = std::move(body);
        r.content_type = std::move(type);
        return r;
    };
    const failure table[] = {
        {reply::json(R"({"detail":"who are you"})", 401), errc::unauthenticated, 401, "who are you"},
        {reply::json(R"({"detail":"not yours"})", 403), errc::forbidden, 403, "not yours"},
        {reply::json(R"({"detail":"No Run matches the given query."})", 404), errc::not_found, 404,
         "No Run matches"},
        {page("", 404, "text/html"), errc::not_found, 404, "404"},
        {reply::json(R"({"detail":"shape one"})", 400), errc::client_error, 400, "shape one"},
        {reply::json(R"({"name":["shape two"]})", 400), errc::client_error, 400, "shape two"},
        {reply::json(R"(["shape three"])", 400), errc::client_error, 400, "shape three"},
        {page("shape four", 400, "text/plain"), errc::client_error, 400, "shape four"},
        {reply::json(R"({"detail":"again"})", 409), errc::conflict, 409, "again"},
        {reply::json(R"({"detail":"slow down"})", 429), errc::rate_limited, 429, "slow down"},
        {page("", 500, "text/html"), errc::server_error, 500, "500"},
        {page("<html><title>Bad Gateway</title></html>", 502, "text/html"), errc::server_error, 502,
         "Bad Gateway"},
        {page("<html>hello</html>", 200, "text/html"), errc::decode, 200, "answer"},
        {page("", 200, "application/json"), errc::decode, 200, "answer"},
        {reply::json(R"({"uuid":)"), errc::decode, 200, "answer"},
        {reply::json(R"({"uuid":"a","tags":7})"), errc::decode, 200, "tags"},
        {reply::json("[]"), errc::decode, 200, "answer"},
    };
    for (const auto& f : table) {
        desk d({f.answer});
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            auto r = co_await as_result(client.runs().get_run("acme", "vision", uuid));
            EXPECT_FALSE(r) << f.answer.body;
            if (!r) {
                const auto& e = r.error();
                EXPECT_EQ(e.kind(), f.kind) << e.what();
                if (f.kind != errc::decode) {
                    EXPECT_EQ(e.status(), f.status) << e.what();
                }
                EXPECT_NE(e.detail().find(f.words), std::string::npos) << e.detail();
                EXPECT_EQ(e.request(), "GET /api/v1/acme/vision/runs/" + std::string(uuid));
                EXPECT_EQ(std::string(e.what()).find("token-abc"), std::string::npos) << e.what();
            }
            client.close();
        });
    }
}

TEST(V1Client, AnEmpty405OfAWriteSaysWhatItHides) {
    reply hidden;
    hidden.status = 405;
    hidden.content_type = "text/html; charset=utf-8";
    const auto open = reply::json(R"({"detail":"Method \"POST\" not allowed."})", 405);
    for (const bool true_one : {false, true}) {
        desk d({true_one ? open : hidden});
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            auto write = co_await as_result(client.runs().stop_run("acme", "vision", uuid));
            EXPECT_FALSE(write);
            if (!write) {
                EXPECT_EQ(write.error().status(), 405);
                EXPECT_EQ(write.error().kind(), errc::client_error);
                const bool told = write.error().detail().find("hides 404 or 500") != std::string::npos;
                EXPECT_EQ(told, !true_one) << write.error().detail();
            }
            auto read = co_await as_result(client.runs().get_run("acme", "vision", uuid));
            if (!read) {
                EXPECT_EQ(read.error().detail().find("hides"), std::string::npos) << read.error().detail();
            }
            client.close();
        });
    }
}

TEST(V1Client, ABrokenContextIsTheFirstCallsErrorAndTheNextTriesAgain) {
    desk d({reply::json("{}")});
    d.here->files["/home/ada/.polyaxon/.client"] = "no json";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto first = co_await as_result(client.versions().get_installation());
        EXPECT_FALSE(first);
        if (!first) {
            EXPECT_EQ(first.error().kind(), errc::context) << first.error().what();
        }
        EXPECT_TRUE(d.fake.requests().empty());
        d.here->files.erase("/home/ada/.polyaxon/.client");
        co_await client.versions().get_installation();
        EXPECT_EQ(d.fake.requests().size(), 1u);
        client.close();
        auto closed = co_await as_result(client.versions().get_installation());
        if (!closed) {
            EXPECT_EQ(closed.error().kind(), errc::canceled);
        }
        EXPECT_FALSE(closed);
    });
}

TEST(V1Client, RetriesOfTheConfigurationAreTriesAfterTheFirst) {
    for (const int retries : {0, 2}) {
        desk d({reply::error(503, "busy")});
        d.config.retries = retries;
        d.config.retry.base_delay = std::chrono::milliseconds(1);
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            auto r = co_await as_result(client.runs().get_run("acme", "vision", uuid));
            EXPECT_FALSE(r);
            if (!r) {
                EXPECT_EQ(r.error().attempts(), retries + 1);
            }
            client.close();
        });
        EXPECT_EQ(d.fake.requests().size(), static_cast<std::size_t>(retries + 1));
    }
}

}  // namespace
