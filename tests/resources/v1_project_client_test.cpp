#include "resources/v1_operations.hpp"

namespace {

using namespace v1_test;

reply a_project() { return reply::json(R"({"uuid":"u","name":"vision"})"); }

TEST(V1ProjectClient, TheOwnerComesFromTheContextTheProjectAsGiven) {
    desk d({a_project()});
    d.here->files["/home/ada/.polyaxon/.user"] = "organization: acme\n";
    d.here->files["/home/ada/.polyaxon/.project"] = "owner: other\nname: other\n";
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::project_client project(client, {.project = "vision"});
        EXPECT_TRUE(d.here->counts().empty());
        auto now = co_await project.refresh_data();
        EXPECT_EQ(now.name, "vision");
        EXPECT_EQ(project.owner(), "acme");
        EXPECT_EQ(project.project_data().uuid, "u");
        api::project_client none(client);
        auto r = co_await as_result(none.refresh_data());
        EXPECT_FALSE(r);
        if (!r) {
            EXPECT_TRUE(r.error().detail().starts_with("no_project")) << r.error().detail();
        }
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"GET /api/v1/acme/vision"}));
}

TEST(V1ProjectClient, GetOrCreateTakesOnly404ForAbsent) {
    for (const int status : {404, 403, 500, 200}) {
        desk d([&](const received& r) {
            if (r.method == "POST") return reply::json(R"({"uuid":"new","name":"vision"})", 201);
            return status == 200 ? a_project() : reply::error(status, "no");
        });
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::project_client project(client, {.owner = "acme", .project = "vision"});
            auto r = co_await as_result(project.get_or_create());
            EXPECT_EQ(r.has_value(), status == 404 || status == 200) << status;
            if (r) {
                EXPECT_EQ(r->uuid, status == 404 ? "new" : "u");
            } else {
                EXPECT_EQ(r.error().status(), status);
            }
            client.close();
        });
        const texts alone{"GET /api/v1/acme/vision"},
            made{"GET /api/v1/acme/vision", "POST /api/v1/acme/projects/create"};
        EXPECT_EQ(d.lines(), status == 404 ? made : alone);
        if (status == 404) {
            EXPECT_EQ(d.body(1), json::parse(R"({"name":"vision"})"));
        }
    }
}

TEST(V1ProjectClient, MethodsHaveTheirRequests) {
    desk d([](const received& r) {
        if (r.method == "DELETE") return reply::json("", 204);
        if (r.path().ends_with("/runs") || r.path().ends_with("/list"))
            return reply::json(R"({"results":[{"name":"x"}]})");
        return a_project();
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::project_client project(client, {.owner = "acme"});
        api::project_body body;
        body.name = "vision";
        co_await project.create(body);
        EXPECT_EQ(project.project(), "vision");
        body.name.reset();
        body.description = "all cameras";
        co_await project.update(body);
        auto page = co_await project.list({.sort = "name", .limit = 3});
        EXPECT_EQ(page.results.size(), 1u);
        auto runs = co_await project.list_runs({.query = "status:running", .offset = 2});
        EXPECT_EQ(runs.results.size(), 1u);
        co_await project.delete_project();
        api::project_client team(client, {.owner = "acme/research"});
        co_await team.create(json::object().set("name", "vision"));
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"POST /api/v1/acme/projects/create", "PATCH /api/v1/acme/vision",
                                "GET /api/v1/acme/projects/list?limit=3&sort=name",
                                "GET /api/v1/acme/vision/runs?offset=2&limit=20&query=status%3Arunning",
                                "DELETE /api/v1/acme/vision", "POST /api/v1/acme/research/projects/create"}));
    EXPECT_EQ(d.body(1), json::parse(R"({"description":"all cameras"})"));
}

TEST(V1ProjectClient, WhatTheServerKeepsBesideIt) {
    desk d([](const received& r) {
        if (r.method == "DELETE") return reply::json("", 204);
        if (r.path().ends_with("/names"))
            return reply::json(R"({"results":[{"name":"vision"},{"name":"speech"}]})");
        return reply::json(r.method == "GET" ? R"({"runs":{"count":3}})" : "{}");
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::project_client project(client, {.owner = "acme", .project = "vision"});
        co_await project.archive();
        co_await project.restore();
        co_await project.bookmark();
        co_await project.unbookmark();
        const auto names = co_await project.list_names();
        EXPECT_EQ(names.results.at(1).name, "speech");
        const auto numbers =
            co_await project.stats({.mode = "stats", .kind = "annotations", .aggregate = "count"});
        EXPECT_EQ(numbers, json::parse(R"({"runs":{"count":3}})"));
        client.close();
    });
    const texts of{"acme", "vision"};
    EXPECT_EQ(d.lines(),
              (texts{operation("archive_project", of), operation("restore_project", of),
                     operation("bookmark_project", of), operation("unbookmark_project", of),
                     operation("list_project_names", {"acme"}),
                     operation("get_project_stats", of) + "?mode=stats&kind=annotations&aggregate=count"}));
}

TEST(V1ProjectClient, ItFollowsItsName) {
    desk d([](const received& r) {
        return reply::json(r.method == "PATCH" ? R"({"uuid":"u","name":"sight"})"
                                               : R"({"uuid":"u","name":"other"})");
    });
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::project_client project(client, {.owner = "acme", .project = "vision"});
        co_await project.update(json::object().set("name", "sight"));
        EXPECT_EQ(project.project(), "sight");
        EXPECT_EQ(project.project_data().owner, "acme") << "the server need not say it";
        co_await project.create(json::object().set("name", "other"));
        EXPECT_EQ(project.project(), "other");
        client.close();
    });
}

awaitable<void> replay(api::project_client& project, json call) {
    const auto method = call.at("method").as<std::string>();
    const auto text = [&](std::string_view key) { return text_or(argument(call, 99, key)); };
    const auto number = [&](std::string_view key) {
        const auto n = argument(call, 99, key);
        return n.is_null() ? std::optional<int>() : std::optional(n.as<int>());
    };
    const auto query = text("query"), sort = text("sort");
    api::project_list_options list;
    list.query = query, list.sort = sort, list.limit = number("limit"), list.offset = number("offset");
    if (method == "create") co_await project.create(argument(call, 0, "data"));
    if (method == "update") co_await project.update(argument(call, 0, "data"));
    if (method == "refresh_data") co_await project.refresh_data();
    if (method == "get_or_create") co_await project.get_or_create();
    if (method == "list") co_await project.list(list);
    if (method == "list_runs") co_await project.list_runs(list);
    if (method == "delete") co_await project.delete_project();
}

TEST(V1ProjectClient, SendsWhatThePythonClientSent) {
    std::size_t compared = 0;
    for (const auto& call : calls_of("ProjectClient")) {
        const auto method = call.at("method").as<std::string>();
        if (method.find("_version") != method.npos || (method.ends_with("_runs") && method != "list_runs"))
            continue;
        std::vector<reply> replies;
        texts lines;
        std::vector<json> bodies;
        for (const auto& e : call.at("exchanges").elements()) {
            const auto asked = e.at("request"), answer = e.at("response");
            replies.push_back(reply::json(answer.value_or("body", ""), answer.at("status").as<int>()));
            lines.push_back(asked.at("verb").as<std::string>() + " " +
                            sorted_query(asked.at("target").as<std::string>()));
            bodies.push_back(json::parse(asked.value_or("body", "null")));
        }
        std::string name = "alpha";  // of the path /api/v1/default/{name}
        const auto start = lines.at(0).find("/default/") + 9;
        if (lines.at(0).find("/projects/") == std::string::npos)
            name = lines.at(0).substr(start, lines.at(0).find('/', start) - start);
        desk d(std::move(replies));
        bool failed = false;
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::project_client project(client, {.owner = "default", .project = name});
            auto caught = co_await as_result(replay(project, call));
            failed = !caught;
            client.close();
        });
        const auto id = call.at("id").as<std::string>();
        EXPECT_EQ(failed, call.at("outcome").contains("raised")) << id;
        const auto sent = d.fake.requests();
        ASSERT_EQ(sent.size(), lines.size()) << id;
        for (std::size_t i = 0; i < sent.size(); ++i) {
            EXPECT_EQ(sent[i].method + " " + sorted_query(sent[i].target), lines[i]) << id;
            EXPECT_EQ(sent[i].body.empty() ? json() : json::parse(sent[i].body), bodies[i]) << id;
        }
        ++compared;
    }
    EXPECT_EQ(compared, 23u);
}

TEST(V1ProjectClient, OfflineAndNoOpSendNothing) {
    for (const bool offline : {true, false}) {
        desk d({a_project()});
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::project_client project(
                client, {.owner = "acme", .project = "vision", .is_offline = offline, .no_op = !offline});
            auto now = co_await project.get_or_create();
            EXPECT_EQ(now.uuid, "");
            auto page = co_await project.list();
            EXPECT_TRUE(page.results.empty());
            co_await project.delete_project();
            client.close();
        });
        EXPECT_TRUE(d.fake.requests().empty());
    }
}

}  // namespace
