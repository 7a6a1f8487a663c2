#include "resources/v1_recorded.hpp"

#include <polyaxon/resources/v1/progress_gate.hpp>

#include <cmath>

namespace {

using namespace v1_test;

TEST(V1RunMethods, ARunIsMadeAsThePythonClientMakesOne) {
    replay_desk d({"0051", "0053"});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "default", .project = "alpha"});
        auto own = co_await run.create({.name = "manual-1",
                                        .description = "a run of the user's own",
                                        .tags = "a,b",
                                        .meta_info = R"({"k":1})"});
        EXPECT_EQ(own.uuid, recorded_uuid);
        EXPECT_EQ(run.run_status(), "created");
        const auto content = d.script[1].body;
        const auto text = json::parse(content).at("content").as<std::string>();
        co_await run.create({.name = "needs-approval", .content = text, .pending = "approval"});
        EXPECT_EQ(run.run_uuid(), "a000000b000b4000800000000000000b");
        client.close();
    });
    d.expect_same();
}

TEST(V1RunMethods, ValuesChildrenAndVersionsAreAskedForAsRecorded) {
    replay_desk d({"0073", "0074", "0184", "0185", "0260"});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        auto inputs = co_await run.get_inputs();
        EXPECT_EQ(inputs.at("opt").as<std::string>(), "adam");
        run.set_run_uuid(recorded_uuid);
        co_await run.get_inputs();  // known: nothing is sent
        api::run_client other(client, recorded_run());
        co_await other.get_outputs();
        auto io = co_await run.get_runs_io({.limit = 2});
        EXPECT_EQ(io.size(), 2u);
        EXPECT_EQ(io.at(0).uid, "a000002a002a4000800000000000002a");
        auto children = co_await run.list_children();
        EXPECT_TRUE(children.results.empty());
        auto version = co_await run.promote_to_model_version("promoted", {.description = "from a run"});
        EXPECT_EQ(version.name, "promoted");
        EXPECT_EQ(version.run, recorded_uuid);
        client.close();
    });
    d.expect_same();
}

TEST(V1RunMethods, ChildrenKeepTheQuery) {
    desk d({reply::json(R"({"results":[]})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
        co_await run.list_children(
            {.query = "status:failed", .sort = "-created_at", .limit = 5, .offset = 10});
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"GET /api/v1/acme/vision/runs?offset=10&limit=5&sort=-created_at&query="
                                "status%3Afailed%2Cpipeline%3A" +
                                std::string(uuid)}));
}

TEST(V1RunMethods, InputsAndOutputsOfRunsAreOneObject) {
    desk d({reply::json(
        R"({"results":[{"uuid":"a","inputs":{"lr":1,"x":1},"outputs":{"x":2}},{"uuid":"b","inputs":null}]})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision"});
        auto io = co_await run.get_runs_io({.query = "tags:a"});
        EXPECT_EQ(io.at(0).values, json::parse(R"({"lr":1,"x":2})"));
        EXPECT_EQ(io.at(1).values, json::object());
        client.close();
    });
    EXPECT_EQ(d.lines(), (texts{"GET /api/v1/acme/vision/runs?limit=20&query=tags%3Aa"}));
}

TEST(V1RunMethods, ProgressIsToldAsRecordedAndNotTwice) {
    replay_desk d({"0072"});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.log_progress(0.5);
        co_await run.log_progress(0.5);
        auto high = co_await as_result(run.log_progress(1.1));
        auto none = co_await as_result(run.log_progress(std::nan("")));
        EXPECT_EQ(high ? errc{} : high.error().kind(), errc::invalid_argument);
        EXPECT_EQ(none ? errc{} : none.error().kind(), errc::invalid_argument);
        client.close();
    });
    d.expect_same();
}

TEST(V1RunMethods, ProgressReplacesWhatIsNone) {
    desk d({reply::json(R"({"uuid":"u","meta_info":{"progress":"half"}})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.refresh_data();
        co_await run.log_progress(0.5);
        client.close();
    });
    EXPECT_EQ(d.body(1), json::parse(R"({"meta_info":{"progress":0.5},"merge":true})"));
}

TEST(V1RunMethods, SmallStepsOfProgressPassThreeTimesASecond) {
    api::progress_gate gate;
    const std::chrono::sys_seconds first{std::chrono::seconds(100)}, next{std::chrono::seconds(101)};
    EXPECT_FALSE(gate.pass(0.5, 0.5, first));
    EXPECT_TRUE(gate.pass(0.01, 0.0, first));
    EXPECT_TRUE(gate.pass(0.02, 0.01, first));
    EXPECT_TRUE(gate.pass(0.03, 0.02, first));
    EXPECT_FALSE(gate.pass(0.04, 0.03, first));
    EXPECT_TRUE(gate.pass(0.06, 0.03, first));    // a large step
    EXPECT_FALSE(gate.pass(0.055, 0.06, first));  // back again
    EXPECT_TRUE(gate.pass(1, 0.99, first));       // the end
    EXPECT_TRUE(gate.pass(0.07, 0.06, next));
}

TEST(V1RunMethods, PropertiesAreThoseOfTheRun) {
    desk d({reply::json(
        R"({"uuid":"u","status":"running","settings":{"namespace":"ns","artifacts_store":{"name":"s3"}}})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        EXPECT_EQ(run.name_space(), "polyaxon");
        EXPECT_FALSE(run.settings());
        EXPECT_FALSE(run.artifacts_store());
        EXPECT_FALSE(run.run_status());
        co_await run.refresh_data();
        co_await run.end();
        EXPECT_EQ(run.name_space(), "ns");
        EXPECT_TRUE(run.settings());
        EXPECT_EQ(run.artifacts_store(), "s3");
        EXPECT_EQ(run.run_status(), "running");
        client.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 1u);
}

TEST(V1RunMethods, AnotherClientServesTheSameRun) {
    desk d({reply::json(R"({"uuid":"u"})")}), other({reply::json(R"({"uuid":"v"})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::client second(co_await asio::this_coro::executor, other.config);
        api::run_client run(client, recorded_run());
        co_await run.refresh_data();
        run.reset_client(second);
        auto now = co_await run.refresh_data();
        EXPECT_EQ(now.uuid, "v");
        client.close();
        second.close();
    });
    EXPECT_EQ(d.fake.requests().size(), 1u);
    EXPECT_EQ(other.lines(), d.lines());
}

TEST(V1RunMethods, WhatIsKnownOfAnotherRunIsForgotten) {
    desk d({reply::json(R"({"uuid":"u","inputs":{"lr":1},"settings":{"namespace":"ns"}})")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, recorded_run());
        co_await run.refresh_data();
        run.set_run_uuid(recorded_uuid);  // the same
        EXPECT_TRUE(run.settings());
        run.set_project("beta");
        EXPECT_FALSE(run.settings());
        EXPECT_EQ(run.run_data().uuid, "u");
        co_await run.refresh_data();
        run.set_owner("other");
        EXPECT_FALSE(run.settings());
        co_await run.refresh_data();
        run.reset_client(client);
        EXPECT_FALSE(run.settings());
        co_await run.refresh_data();
        run.set_run_uuid(uuid);
        EXPECT_FALSE(run.settings());
        EXPECT_EQ(run.run_data().uuid, "");
        co_await run.get_inputs();  // asked for again
        client.close();
    });
    EXPECT_EQ(d.lines().size(), 5u);
    EXPECT_EQ(d.lines().back(), "GET /api/v1/other/beta/runs/" + std::string(uuid));
}

TEST(V1RunMethods, OfflineFilesMakeNoRun) {
    desk d({reply::json("{}")});
    run([&]() -> awaitable<void> {
        api::client client(co_await asio::this_coro::executor, d.config);
        api::run_client run(client, {.owner = "acme", .project = "vision", .is_offline = true});
        auto none = co_await run.create_from_polyaxonfile("nowhere.yaml");
        EXPECT_EQ(none.uuid, "");
        auto children = co_await run.list_children();
        auto io = co_await run.get_runs_io();
        auto version = co_await run.promote_to_artifact_version("v1");
        EXPECT_TRUE(children.results.empty() && io.empty() && version.name.value_or("").empty());
        co_await run.log_progress(0.5);
        EXPECT_EQ(run.run_data().meta_info, json::object().set("progress", 0.5));
        auto inputs = co_await run.get_inputs();
        EXPECT_EQ(inputs, json::object());
        client.close();
    });
    EXPECT_TRUE(d.fake.requests().empty());
}

}  // namespace
