#include "resources/v0_support.hpp"

#include <functional>

// What the client does where the recorded one does something that must not be copied.

namespace {

using namespace v0_test;
using polyaxon::awaitable;
namespace api = polyaxon::v0;

using project_call = std::function<awaitable<api::project>(api::client&)>;

/// The target that a call asks for, or the error that it ends with.
struct outcome {
    std::vector<std::string> targets;
    result<api::project> project;
};
outcome ask(const project_call& call, reply answer = reply::json(R"({"id":2,"name":"mnist"})")) {
    desk d(polyaxon::testing::scripted({std::move(answer)}));
    outcome out;
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto pending = call(client);
        out.project = co_await polyaxon::as_result(std::move(pending));
        client.close();
    });
    for (const auto& r : d.fake.requests()) out.targets.push_back(r.target);
    return out;
}
outcome named(std::string_view name) {
    return ask([name](api::client& c) { return c.project().get_project("adam", name); });
}

TEST(V0Quirks, ANameIsAlwaysOneSegment) {
    using targets = std::vector<std::string>;
    EXPECT_EQ(named("a/b").targets, targets{"/api/v1/adam/a%2Fb/"});
    EXPECT_EQ(named("a#b").targets, targets{"/api/v1/adam/a%23b/"});
    EXPECT_EQ(named("a?b").targets, targets{"/api/v1/adam/a%3Fb/"});
    EXPECT_EQ(named("50%25").targets, targets{"/api/v1/adam/50%2525/"});
    EXPECT_EQ(named("my project").targets, targets{"/api/v1/adam/my%20project/"});
    EXPECT_EQ(named("/mnist/").targets, targets{"/api/v1/adam/mnist/"});
    EXPECT_EQ(named("a+b@c").targets, targets{"/api/v1/adam/a+b@c/"});
    EXPECT_EQ(named("...").targets, targets{"/api/v1/adam/.../"});
}

TEST(V0Quirks, NamesThatWouldChangeThePathAreRefusedHere) {
    for (const std::string_view name : {"", ".", "..", "/", "//", "/../", "a\nb", "a\rb"}) {
        const auto out = named(name);
        SCOPED_TRACE(std::string(name));
        EXPECT_TRUE(out.targets.empty()) << "a request left";
        ASSERT_FALSE(out.project);
        EXPECT_EQ(out.project.error().kind(), errc::invalid_argument);
        EXPECT_NE(out.project.error().detail().find("project_name"), std::string::npos)
            << out.project.error().what();
    }
    EXPECT_TRUE(named(std::string_view("a\0b", 3)).targets.empty());
}

TEST(V0Quirks, IdZeroIsSent) {
    desk d(polyaxon::testing::scripted({reply::json("{}")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        co_await client.experiment().get_experiment("adam", "mnist", 0);
        co_await client.cluster().get_node(0);
        auto empty = client.experiment().get_experiment("adam", "mnist", "");
        const auto refused = co_await polyaxon::as_result(std::move(empty));
        EXPECT_EQ(refused.error().kind(), errc::invalid_argument);
        client.close();
    });
    ASSERT_EQ(d.fake.requests().size(), 2u);
    EXPECT_EQ(d.fake.requests()[0].target, "/api/v1/adam/mnist/experiments/0/");
    EXPECT_EQ(d.fake.requests()[1].target, "/api/v1/nodes/0/");
}

TEST(V0Quirks, NoTokenNoneIsEverSent) {
    desk d(polyaxon::testing::scripted({reply::json(R"({"username":"ada"})")}));
    d.config.token = {};
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto pending = client.auth().get_user();
        const auto anonymous = co_await polyaxon::as_result(std::move(pending));
        EXPECT_FALSE(anonymous);
        if (!anonymous) {
            EXPECT_EQ(anonymous.error().kind(), errc::unauthenticated);
            EXPECT_EQ(anonymous.error().status(), 0);
            EXPECT_NE(anonymous.error().detail().find("token"), std::string::npos);
        }
        EXPECT_TRUE(d.fake.requests().empty());

        const auto other = co_await client.auth().get_user({.token = "other"});
        EXPECT_EQ(other.username, "ada");
        co_await client.version().get_cli_version();
        client.close();
    });
    ASSERT_EQ(d.fake.requests().size(), 2u);
    EXPECT_EQ(d.fake.requests()[0].header("Authorization"), "Token other");
    EXPECT_FALSE(d.fake.requests()[1].header("Authorization"));
}

TEST(V0Quirks, UnknownKeysAreIgnoredAtEveryLevel) {
    desk d(polyaxon::testing::scripted({reply::json(
        R"({"uuid":"50505050505050505050505050505050","novel":1,"gpus":[{"index":0,"name":"T4","created_at":"2019-10-01T00:00:00Z","novel":{"a":[]}}]})")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto node = co_await client.cluster().get_node(1);
        EXPECT_EQ(node.gpus.at(0).name, "T4");
        EXPECT_TRUE(node.gpus.at(0).created_at);
        client.close();
    });
}

TEST(V0Quirks, NamesAndEmailsAreTakenAsSent) {
    desk d(polyaxon::testing::scripted({reply::json(R"({"username":"not a name!","email":""})")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        const auto me = co_await client.auth().get_user();
        EXPECT_EQ(me.username, "not a name!");
        EXPECT_EQ(me.email, "");
        client.close();
    });
}

struct refusal {
    int status;
    std::string_view body, content_type;
    errc kind;
    std::string_view told;  ///< what the text must say of the server's words, or empty
};

TEST(V0Quirks, EveryRefusalIsATypedErrorThatSaysWhatToDo) {
    const refusal all[] = {
        {400, R"({"query":["unknown field"]})", "application/json", errc::client_error, "unknown field"},
        {401, R"({"detail":"Invalid token."})", "application/json", errc::unauthenticated, "Invalid token."},
        {403, R"({"detail":"You may not."})", "application/json", errc::forbidden, "You may not."},
        {404, R"({"detail":"Not found."})", "application/json", errc::not_found, "Not found."},
        {404, "<html><title>Not here</title><body>gone</body></html>", "text/html", errc::not_found,
         "Not here"},
        {404, "", "", errc::not_found, ""},
        {405, "", "text/html", errc::client_error, ""},
        {409, R"(["already there"])", "application/json", errc::conflict, "already there"},
        {429, R"({"detail":"Request was throttled."})", "application/json", errc::rate_limited, "throttled"},
        {500, "<html><h1>Server Error (500)</h1></html>", "text/html", errc::server_error, "Server Error"},
        {500, "", "", errc::server_error, ""},
        {502, "<html>502</html>", "text/html", errc::server_error, "502"},
    };
    for (const auto& r : all) {
        SCOPED_TRACE(std::to_string(r.status) + " " + std::string(r.body));
        auto answer = reply::json(std::string(r.body), r.status);
        answer.content_type = r.content_type;
        const auto out = ask([](api::client& c) { return c.project().get_project("adam", "mnist"); }, answer);
        ASSERT_FALSE(out.project);
        const auto& e = out.project.error();
        EXPECT_EQ(e.kind(), r.kind);
        EXPECT_EQ(e.status(), r.status);
        EXPECT_EQ(e.body(), r.body);
        EXPECT_EQ(e.request(), "GET /api/v1/adam/mnist/");
        EXPECT_NE(e.detail().find(r.told), std::string::npos) << e.what();
        EXPECT_GT(e.detail().size(), r.told.size() + 10) << "no word on what to do: " << e.what();
        EXPECT_EQ(std::string(e.what()).find("token-abc"), std::string::npos);
    }
}

TEST(V0Quirks, AnAnswerThatIsNotTheValueIsADecodeError) {
    const std::pair<std::string_view, std::string_view> all[] = {{"<html>", ""},
                                                                 {"", ""},
                                                                 {"[]", ""},
                                                                 {"{\"id\":1", ""},
                                                                 {"{\"id\":1} x", ""},
                                                                 {R"({"id":1,"name":{"a":1}})", "name"},
                                                                 {R"({"id":"one"})", "id"},
                                                                 {R"({"id":1,"novel":[1,})", ""},
                                                                 {R"({"tags":["a",1]})", "tags[1]"}};
    for (const auto& [body, key] : all) {
        SCOPED_TRACE(std::string(body));
        const auto out = ask([](api::client& c) { return c.project().get_project("adam", "mnist"); },
                             reply::json(std::string(body)));
        ASSERT_FALSE(out.project);
        EXPECT_EQ(out.project.error().kind(), errc::decode);
        EXPECT_NE(out.project.error().detail().find(key), std::string::npos) << out.project.error().what();
        EXPECT_GT(out.project.error().detail().size(), 20u);
    }
}

TEST(V0Quirks, FiltersGoOutInTheirOrder) {
    desk d(polyaxon::testing::scripted({reply::json("{}")}));
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        auto project = client.project();
        co_await project.list_experiments("adam", "mnist",
                                          {.independent = true,
                                           .group = 7,
                                           .metrics = true,
                                           .params = "lr,layers",
                                           .query = "a:1, b",
                                           .sort = "-x",
                                           .page = 3});
        co_await project.list_experiments("adam", "mnist", {.group = 0, .page = -1});
        co_await project.list_projects(std::string("ad") + "am", {.page = 100});
        co_await client.experiment().list_experiments({.page = 2});
        const auto none = co_await client.experiment().list_experiments();
        EXPECT_TRUE(none.results.empty());
        EXPECT_FALSE(none.count);
        client.close();
    });
    std::vector<std::string> targets;
    for (const auto& r : d.fake.requests()) targets.push_back(r.target);
    EXPECT_EQ(targets,
              (std::vector<std::string>{"/api/v1/adam/mnist/experiments/"
                                        "?offset=40&independent=True&group=7&metrics=True&params=lr&params="
                                        "layers&query=a%3A1%2C+b&sort=-x",
                                        "/api/v1/adam/mnist/experiments/", "/api/v1/adam/?offset=1980",
                                        "/api/v1/experiments/?offset=20", "/api/v1/experiments/"}));
}

}  // namespace
