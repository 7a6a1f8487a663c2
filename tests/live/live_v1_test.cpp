// v1 against a real haupt: what is written is read back, and pages, filters and failures are the server's own.
#include "live_support.hpp"

#include <asio/this_coro.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace polyaxon::live {
namespace {

awaitable<v1::project> make_project(v1::client client, std::string name) {
    v1::project_body body;
    body.name = name;
    body.description = "made by a live test";
    body.tags = {"live", "test"};
    co_return co_await client.projects().create_project("default", body);
}

awaitable<v1::run> make_run(v1::client client, std::string project, std::string name, std::string tag) {
    v1::operation_body body;
    body.name = name;
    body.is_managed = false;
    body.managed_by = "user";
    body.tags = {tag};
    body.meta_info = json::object().set("origin", "live test");
    co_return co_await client.runs().create_run("default", project, body);
}

TEST(V1, ProjectIsCreatedReadChangedListedDeleted) {
    run([]() -> awaitable<void> {
        const auto url = haupt_url();
        v1::client client(co_await asio::this_coro::executor, {.host = url});
        const auto name = fresh("project");
        auto made = co_await make_project(client, name);
        EXPECT_EQ(made.name, name);
        EXPECT_EQ(made.tags, (std::vector<std::string>{"live", "test"}));

        auto read = co_await client.projects().get_project("default", name);
        EXPECT_EQ(read.uuid, made.uuid);
        EXPECT_EQ(read.description, "made by a live test");
        EXPECT_TRUE(read.created_at);

        v1::project_body change;
        change.description = "r\u00e9sum\u00e9 \u4e2d\u6587";
        auto patched = co_await client.projects().patch_project("default", name, change);
        EXPECT_EQ(patched.description, change.description);

        const auto filter = "name:" + name;
        auto listed = co_await client.projects().list_projects("default", {.query = filter});
        EXPECT_EQ(listed.results.size(), 1u);
        if (!listed.results.empty()) {
            EXPECT_EQ(listed.results.front().uuid, made.uuid);
        }

        co_await client.projects().delete_project("default", name);
        auto gone = co_await as_result(client.projects().get_project("default", name));
        // Deletion is carried out by the server's periodic call: until then the project answers with live_state -1.
        if (gone) {
            EXPECT_EQ(gone->live_state, -1);
        } else {
            EXPECT_EQ(gone.error().kind(), errc::not_found);
        }
    });
}

TEST(V1, RunLivesThroughItsStatuses) {
    run([]() -> awaitable<void> {
        const auto url = haupt_url();
        v1::client client(co_await asio::this_coro::executor, {.host = url});
        const auto project = fresh("runs");
        co_await make_project(client, project);
        auto made = co_await make_run(client, project, "first", "a");
        EXPECT_EQ(made.uuid.size(), 32u);

        auto body = json::object()
                        .set("inputs", json::object().set("lr", 0.125))
                        .set("outputs", json::object().set("loss", 0.5));
        co_await client.runs().patch_run("default", project, made.uuid, body);

        for (const char* word : {"running", "succeeded"}) {
            v1::status_condition_body condition;
            condition.type = word;
            condition.status = true;
            condition.reason = "LiveTest";
            condition.message = "set by a live test";
            co_await client.runs().create_run_status("default", project, made.uuid, condition);
        }
        auto read = co_await client.runs().get_run("default", project, made.uuid);
        EXPECT_EQ(read.status, "succeeded");
        EXPECT_EQ(read.name, "first");
        EXPECT_EQ(read.project, project);
        EXPECT_EQ(read.inputs.at("lr").as<double>(), 0.125);
        EXPECT_EQ(read.outputs.at("loss").as<double>(), 0.5);
        EXPECT_EQ(read.meta_info.at("origin").as<std::string>(), "live test");
        EXPECT_TRUE(read.started_at && read.finished_at);
        EXPECT_TRUE(read.settings && read.settings->namespace_);

        auto history = co_await client.runs().get_run_statuses("default", project, made.uuid);
        EXPECT_EQ(history.status, "succeeded");
        std::vector<std::string> types;
        for (const auto& c : history.status_conditions) types.push_back(c.type.value_or(""));
        EXPECT_EQ(types, (std::vector<std::string>{"created", "running", "succeeded"}));
    });
}

TEST(V1, PagesHoldEveryRunOnce) {
    run([]() -> awaitable<void> {
        const auto url = haupt_url();
        v1::client client(co_await asio::this_coro::executor, {.host = url});
        const auto project = fresh("pages");
        co_await make_project(client, project);
        std::set<std::string> made;
        for (int i = 0; i < 23; ++i) {
            const auto name = "run-" + std::to_string(i);
            auto r = co_await make_run(client, project, name, i % 2 ? "odd" : "even");
            made.insert(r.uuid);
        }
        auto first = co_await client.runs().list_runs("default", project, {.limit = 5, .sort = "created_at"});
        EXPECT_EQ(first.count, 23);
        EXPECT_EQ(first.results.size(), 5u);
        EXPECT_TRUE(first.next && !first.previous);
        EXPECT_EQ(first.results.front().name, "run-0");
        auto last = co_await client.runs().list_runs("default", project,
                                                     {.offset = 20, .limit = 5, .sort = "created_at"});
        EXPECT_EQ(last.results.size(), 3u);
        EXPECT_TRUE(!last.next && last.previous);
        auto one =
            co_await client.runs().list_runs("default", project, {.limit = 100, .query = "name:run-7"});
        EXPECT_EQ(one.results.size(), 1u);

        std::set<std::string> seen;
        auto all = client.runs().iter_runs("default", project, {.limit = 4, .sort = "-created_at"});
        while (auto r = co_await all.next()) seen.insert(r->uuid);
        EXPECT_EQ(seen, made);

        std::vector<std::string> uuids(made.begin(), made.end());
        auto get = [&](const std::string& uuid) { return client.runs().get_run("default", project, uuid); };
        auto fetched = co_await map_concurrent(uuids, 8, get);
        for (std::size_t i = 0; i < uuids.size(); ++i) EXPECT_EQ(fetched[i].value().uuid, uuids[i]);
        EXPECT_LE(client.stats().connects, 16u);
    });
}

TEST(V1, FailuresCarryTheServersWords) {
    run([]() -> awaitable<void> {
        const auto url = haupt_url();
        v1::client client(co_await asio::this_coro::executor, {.host = url});
        auto absent = co_await as_result(client.projects().get_project("default", "no-such-project"));
        EXPECT_EQ(kind_of(absent), errc::not_found);
        if (!absent) {
            EXPECT_NE(absent.error().detail().find("No Project matches"), std::string::npos)
                << absent.error().what();
            EXPECT_EQ(absent.error().request(), "GET /api/v1/default/no-such-project");
        }
        const auto project = fresh("errors");
        co_await make_project(client, project);
        auto query = co_await as_result(client.runs().list_runs("default", project, {.query = "nosuch:1"}));
        EXPECT_EQ(kind_of(query), errc::client_error);
        if (!query) {
            EXPECT_EQ(query.error().status(), 400);
        }
        v1::operation_body managed;
        managed.is_managed = true;
        auto refused = co_await as_result(client.runs().create_run("default", project, managed));
        if (!refused) {
            EXPECT_NE(refused.error().detail().find("content"), std::string::npos) << refused.error().what();
        }
        EXPECT_EQ(kind_of(refused), errc::client_error);
        // A write to what does not exist is told as 405 by this server; the text says so.
        const auto nobody = json::object().set("name", "x");
        auto hidden =
            co_await as_result(client.runs().patch_run("default", project, "00000000-0000", nobody));
        EXPECT_FALSE(hidden);
        if (!hidden) {
            EXPECT_EQ(hidden.error().status(), 405) << hidden.error().what();
        }
    });
}

TEST(V1, RunClientAndProjectClient) {
    run([]() -> awaitable<void> {
        const auto url = haupt_url();
        v1::client client(co_await asio::this_coro::executor, {.host = url});
        const auto name = fresh("clients");
        v1::project_client project(client, {.owner = "default", .project = name});
        v1::project_body body;
        body.name = name;
        auto made = co_await project.get_or_create(body);
        EXPECT_EQ(made.name, name);
        auto again = co_await project.get_or_create(body);
        EXPECT_EQ(again.uuid, made.uuid);

        v1::run_client run(client, {.owner = "default", .project = name});
        v1::operation_body operation;
        operation.name = "probe";
        co_await run.create(operation);
        co_await run.start();
        co_await run.log_inputs(json::object().set("epochs", 3));
        co_await run.log_outputs(json::object().set("loss", 0.25));
        co_await run.log_tags("fast,small");
        co_await run.set_description("a probe");
        co_await run.log_succeeded();
        co_await run.refresh_data();
        EXPECT_EQ(run.run_data().status, "succeeded");
        EXPECT_EQ(run.run_data().inputs.at("epochs").as<int>(), 3);
        EXPECT_EQ(run.run_data().outputs.at("loss").as<double>(), 0.25);
        EXPECT_EQ(run.run_data().description, "a probe");
        auto listed = co_await project.list_runs({.query = "status:succeeded"});
        EXPECT_EQ(listed.results.size(), 1u);
    });
}

}  // namespace
}  // namespace polyaxon::live
