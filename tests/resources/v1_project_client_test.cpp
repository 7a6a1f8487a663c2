#include "resources/v1_support.hpp"

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
                                "GET /api/v1/acme/vision/runs?offset=2&query=status%3Arunning",
                                "DELETE /api/v1/acme/vision", "POST /api/v1/acme/research/projects/create"}));
    EXPECT_EQ(d.body(1), json::parse(R"({"description":"all cameras"})"));
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
