#include "resources/v0_tracking_support.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>

namespace {

using namespace v0_test;

constexpr auto beats = "POST /api/v1/adam/mnist/experiments/42/_heartbeat/";
auto count_of(const texts& all, std::string_view one) { return std::ranges::count(all, one); }

TEST(V0TrackingRuns, AFunctionBeforeCreationIsAnErrorThatSaysWhatToDo) {
    tracking_stage s;
    auto e = s.experiment();
    EXPECT_TRUE(s.here->counts().empty()) << "making one read something";
    EXPECT_EQ(error_of([&] { e.log_metrics({{"loss", 1}}); }).first, errc::invalid_argument);
    s.wait(e.open());
    const auto [kind, text] = error_of([&] { e.log_status("running"); });
    EXPECT_EQ(kind, errc::invalid_argument);
    EXPECT_NE(text.find("create()"), std::string::npos) << text;
    EXPECT_EQ(s.lines(), texts{"GET /api/v1/users/"});
}

TEST(V0TrackingRuns, TheHeartbeatStopsWithTheRun) {
    tracking_stage s;
    s.here->variables["HEALTH_CHECK_INTERVAL"] = "1";
    auto e = s.experiment();
    s.wait(e.create());
    s.pass(milliseconds(3'200));
    EXPECT_EQ(count_of(s.lines(), beats), 3);
    e.log_succeeded();
    s.pass(seconds(10));
    EXPECT_EQ(count_of(s.lines(), beats), 3);
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
}

TEST(V0TrackingRuns, ARunThatGoesEndsByItself) {
    tracking_stage s;
    s.here->variables["HEALTH_CHECK_INTERVAL"] = "1";
    {
        auto e = s.experiment();
        s.wait(e.create());
    }
    s.pass(seconds(5));
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
    EXPECT_EQ(count_of(s.lines(), beats), 0);
}

TEST(V0TrackingRuns, ARunThatGoesByAnExceptionHasFailed) {
    tracking_stage s;
    try {
        auto e = s.experiment();
        s.wait(e.create());
        throw std::runtime_error("boom");
    } catch (const std::runtime_error&) {
    }
    s.pass(seconds(5));
    EXPECT_EQ(s.statuses(), (texts{"running", "failed"}));
}

TEST(V0TrackingRuns, AnExceptionTellsItsTypeAndText) {
    tracking_stage s;
    auto e = s.experiment();
    s.wait(e.create());
    try {
        throw std::out_of_range("boom");
    } catch (...) {
        e.log_failed(std::current_exception());
    }
    e.log_succeeded();
    s.wait(e.end());
    const auto bodies = s.bodies("/statuses/");
    ASSERT_EQ(bodies.size(), 2u);
    EXPECT_EQ(bodies[1].at("message").as<std::string>(), "Type: std::out_of_range, Value: boom");
}

TEST(V0TrackingRuns, OneThatWasOpenedByItsIdIsLeftAsItIs) {
    tracking_stage s;
    {
        auto e = s.experiment("42");
        s.wait(e.open());
        e.set_name("other");
        EXPECT_TRUE(s.wait(e.end()).complete());
    }
    s.pass(seconds(5));
    EXPECT_EQ(s.lines(), (texts{"GET /api/v1/users/", "PATCH /api/v1/adam/mnist/experiments/42/"}));
}

TEST(V0TrackingRuns, MovingOneMovesItsEnd) {
    tracking_stage s;
    tracking::experiment kept;
    EXPECT_EQ(error_of([&] { kept.log_succeeded(); }).first, errc::invalid_argument);
    {
        auto e = s.experiment();
        s.wait(e.create());
        kept = std::move(e);
    }
    s.pass(seconds(2));
    EXPECT_EQ(s.statuses(), texts{"running"});
    kept.log_stopped();
    s.wait(kept.end());
    EXPECT_EQ(s.statuses(), (texts{"running", "stopped"}));
}

TEST(V0TrackingRuns, AJobIsCreatedWithoutAnEnvironment) {
    tracking_stage s;
    tracking::job j(s.client(), {.project = "mnist", .track_code = false, .track_env = true});
    s.wait(j.create({.name = "prepare"}));
    EXPECT_EQ(j.job_id(), "12");
    const auto created = s.bodies("/jobs/");
    ASSERT_EQ(created.size(), 1u);
    EXPECT_FALSE(created[0].contains("run_env"));
    EXPECT_EQ(created[0].at("name").as<std::string>(), "prepare");
    s.wait(j.end());
}

TEST(V0TrackingRuns, TheBuildOfAnExperimentIsANumber) {
    tracking_stage s;
    auto e = s.experiment("42");
    s.wait(e.open());
    e.log_build(3);
    s.wait(e.end());
    EXPECT_EQ(s.bodies("/42/").at(0), json::parse(R"({"build_id": 3})"));
}

TEST(V0TrackingRuns, OutputsWithoutALocalStoreAreAClearError) {
    tracking_stage s;
    auto e = s.experiment("42");
    s.wait(e.open());
    const auto none = error_of([&] { e.log_artifact("model.pt"); });
    EXPECT_EQ(none.first, errc::invalid_argument);
    EXPECT_NE(none.second.find("set_outputs_store"), std::string::npos) << none.second;
    EXPECT_EQ(error_of([&] { e.set_outputs_store(""); }).first, errc::invalid_argument);
    e.set_outputs_store("s3://bucket/x");
    EXPECT_NE(error_of([&] { e.log_outputs("d"); }).second.find("s3"), std::string::npos);
    e.set_outputs_store("/data/outputs");
    e.log_artifact("model.pt");
    EXPECT_EQ(e.get_outputs_path(), "/data/outputs");
}

TEST(V0TrackingRuns, ARefusedGroupSaysWhatTheServerSaid) {
    tracking_stage s([](const received& r) {
        return r.method == "POST" ? reply::error(400, "content is no polyaxonfile") : platform_answer(r);
    });
    tracking::group g(s.client(), {.project = "mnist"});
    const auto [kind, text] = error_of([&] { s.wait(g.create({.content = "x"})); });
    EXPECT_EQ(kind, errc::client_error);
    EXPECT_NE(text.find("content is no polyaxonfile"), std::string::npos) << text;
    EXPECT_EQ(error_of([&] { s.wait(g.create_experiment()); }).first, errc::invalid_argument);
}

TEST(V0TrackingRuns, AManagedRunThatNobodyDescribesIsAClearError) {
    tracking_stage s;
    s.config.host = {};
    auto& v = s.here->variables;
    v["POLYAXON_IS_MANAGED"] = "true";
    v["POLYAXON_API_HTTP_HOST"] = "http://platform.example";
    v["POLYAXON_API_WS_HOST"] = "ws://platform.example";
    v["POLYAXON_RUN_OUTPUTS_PATH"] = "/out";
    for (const auto* info :
         {"", "not json", "{}", R"({"project_name": 3})", R"({"project_name": "adam.mnist"})"}) {
        v["POLYAXON_EXPERIMENT_INFO"] = info;
        tracking::experiment e(s.client());
        const auto [kind, text] = error_of([&] { s.wait(e.open()); });
        EXPECT_EQ(kind, errc::context) << info;
        EXPECT_NE(text.find("POLYAXON_EXPERIMENT_INFO"), std::string::npos) << text;
    }
    v["POLYAXON_JOB_INFO"] = R"({"job_name": "12"})";
    tracking::job j(s.client());
    EXPECT_EQ(error_of([&] { s.wait(j.open()); }).first, errc::context);
    EXPECT_TRUE(s.lines().empty());
}

TEST(V0TrackingRuns, AGroupPassesItsOutputsOn) {
    tracking_stage s;
    tracking::group g(s.client(), {.project = "jane/mnist", .track_code = false, .track_env = false});
    s.wait(g.create({.name = "sweep", .base_outputs_path = "/base"}));
    auto e = s.wait(g.create_experiment({.name = "first"}));
    EXPECT_EQ(e.get_outputs_path(), "/base/jane/mnist/7/42");
    EXPECT_EQ(s.bodies("/experiments/").at(0).at("experiment_group"), json::from(7));
    s.wait(e.end());
    s.wait(g.end());
    EXPECT_EQ(s.client().background().failed, 0u);
}

TEST(V0TrackingRuns, ThreadsMayLogTogether) {
    polyaxon::testing::server server(platform_answer);
    auto here = std::make_shared<machine>();
    const std::shared_ptr<const polyaxon::context::system> system = here;
    tracking::background_thread loop;
    api::client client(loop.executor(),
                       {.host = "127.0.0.1", .token = "t", .port = server.port(), .system = &system});
    tracking::experiment e(client, {.project = "mnist", .experiment_id = 42});
    loop.wait(e.open());
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&e] {
            for (int i = 0; i < 2500; ++i) e.log_metrics({{"loss", i}});
        });
    for (auto& t : threads) t.join();
    EXPECT_TRUE(loop.wait(e.end()).complete());
    std::size_t metrics = 0;
    for (const auto& r : server.requests())
        if (r.path().ends_with("/metrics/")) metrics += json::parse(r.body).size();
    EXPECT_EQ(metrics, 10'000u);
}

TEST(V0TrackingRuns, AThreadOfItsOwnServesAPlainLoop) {
    polyaxon::testing::server server(platform_answer);
    auto here = std::make_shared<machine>();
    const std::shared_ptr<const polyaxon::context::system> system = here;
    {
        tracking::background_thread loop;
        api::client client(loop.executor(),
                           {.host = "127.0.0.1", .token = "t", .port = server.port(), .system = &system});
        tracking::experiment e(client, {.project = "mnist", .track_code = false});
        loop.wait(e.create());
        for (int i = 0; i < 1000; ++i) e.log_metrics({{"loss", i}});
    }  // without end(): what was logged and the end arrive before the thread has ended
    std::size_t metrics = 0;
    texts statuses;
    for (const auto& r : server.requests()) {
        if (r.path().ends_with("/metrics/")) metrics += json::parse(r.body).size();
        if (r.path().ends_with("/statuses/"))
            statuses.push_back(json::parse(r.body).at("status").as<std::string>());
    }
    EXPECT_EQ(metrics, 1000u);
    EXPECT_EQ(statuses, (texts{"running", "succeeded"}));
}

}  // namespace
