#include "resources/v1_tracking_support.hpp"

namespace {

using namespace v1_test;

TEST(V1TrackingInit, ANewRunIsMadeAndSaidToBeRunning) {
    tracking_stage s;
    s.config.token = "tok";
    auto o = s.options();
    o.name = "n1";
    o.tags = "a, b";
    o.collect_artifacts = false;
    auto run = s.init(o);
    EXPECT_EQ(s.lines(), (texts{"POST /api/v1/acme/vision/runs", written("POST", "/statuses")}));
    EXPECT_EQ(
        s.body(0),
        json::parse(R"({"is_managed": false, "managed_by": "user", "name": "n1", "tags": ["a", "b"]})"));
    const auto condition = s.body(1).at("condition");
    EXPECT_EQ(condition.at("type").as<std::string>(), "running");
    EXPECT_EQ(condition.at("reason").as<std::string>(), "PolyaxonClient");
    EXPECT_EQ(condition.at("message").as<std::string>(), "Operation is running");
    EXPECT_TRUE(condition.at("status").as<bool>());
    EXPECT_EQ(run.run_uuid(), uuid);
    EXPECT_TRUE(run.is_new());
    EXPECT_EQ(run.get_artifacts_path(), s.folder());
    EXPECT_EQ(run.get_artifacts_path("events"), s.folder() / "events");
    EXPECT_EQ(run.get_outputs_path("model.bin"), s.folder() / "outputs/model.bin");
    EXPECT_TRUE(std::filesystem::is_directory(s.folder() / "outputs"));
}

void cache(tracking_stage& s) {
    s.here->files["/home/ada/.polyaxon/.project"] = "owner: acme\nname: vision\n";
    s.here->files["/home/ada/.polyaxon/.run"] =
        R"({"owner": "acme", "project": "vision", "uuid": "22222222222222222222222222222222"})";
}

TEST(V1TrackingInit, ACachedRunGoesOnWithoutARequest) {
    tracking_stage s;
    cache(s);
    auto o = s.options();
    o.owner = o.project = std::nullopt;
    auto run = s.init(o);
    EXPECT_TRUE(s.lines().empty());
    EXPECT_EQ(run.run_uuid(), "22222222222222222222222222222222");
    EXPECT_FALSE(run.is_new());
    EXPECT_EQ(run.get_artifacts_path(), s.root / "artifacts/22222222222222222222222222222222");
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_TRUE(s.lines().empty()) << "a run that was there before is not ended";
}

TEST(V1TrackingInit, IsNewMakesARunInSpiteOfTheCachedOne) {
    tracking_stage s;
    cache(s);
    auto o = s.options();
    o.owner = o.project = std::nullopt;
    o.is_new = true;
    auto run = s.init(o);
    EXPECT_EQ(run.run_uuid(), uuid);
    EXPECT_EQ(s.lines().size(), 2u);
    EXPECT_EQ(s.body(0), json::parse(R"({"is_managed": false, "managed_by": "user"})"));
}

TEST(V1TrackingInit, ACachedRunOfAnotherProjectIsRefused) {
    tracking_stage s;
    cache(s);
    auto o = s.options();
    o.project = "speech";
    const auto [kind, text] = error_of([&] { s.init(o); });
    EXPECT_EQ(kind, errc::context);
    EXPECT_NE(text.find("run_conflict"), text.npos) << text;
    EXPECT_TRUE(s.lines().empty());
}

TEST(V1TrackingInit, RefreshDataFetchesARunThatGoesOn) {
    tracking_stage s;
    auto o = s.options();
    o.run_uuid = uuid;
    o.refresh_data = true;
    auto run = s.init(o);
    EXPECT_EQ(s.lines(), (texts{written("GET")}));
    EXPECT_EQ(run.run_data().name, "first");
}

TEST(V1TrackingInit, AManagedRunIsTheOneOfThePodAndSendsNoFiles) {
    tracking_stage s;
    s.here->variables["POLYAXON_IS_MANAGED"] = "true";
    s.config.inherit = true;
    s.here->variables["POLYAXON_RUN_INSTANCE"] = "acme.vision.runs." + std::string(uuid);
    auto o = s.options();
    o.owner = o.project = std::nullopt;
    o.collect_artifacts = true;
    auto run = s.init(o);
    EXPECT_EQ(s.lines(), (texts{written("GET")}));
    EXPECT_EQ(run.get_artifacts_path(), s.root / "context/artifacts" / uuid);
    run.log_metric("loss", 0.5, {.step = 1});
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(s.lines(), (texts{written("GET"), written("PATCH")}));
    EXPECT_EQ(s.body(1).at("meta_info"), json::parse(R"({"has_metrics": true, "has_events": true})"));
    EXPECT_TRUE(std::filesystem::exists(s.root / "context/artifacts" / uuid / "events/metric/loss.plx"));
}

TEST(V1TrackingInit, AManagedProcessWithoutARunIsRefused) {
    tracking_stage s;
    s.here->variables["POLYAXON_IS_MANAGED"] = "true";
    s.config.inherit = true;
    const auto [kind, text] = error_of([&] { s.init(); });
    EXPECT_EQ(kind, errc::context);
    EXPECT_NE(text.find("no_run"), text.npos) << text;
    EXPECT_TRUE(s.lines().empty());
}

TEST(V1TrackingInit, WithoutAProjectItIsRefused) {
    tracking_stage s;
    auto o = s.options();
    o.owner = o.project = std::nullopt;
    const auto [kind, text] = error_of([&] { s.init(o); });
    EXPECT_EQ(kind, errc::context);
    EXPECT_NE(text.find("no_project"), text.npos) << text;
}

TEST(V1TrackingInit, ACreationThatFailsFailsInit) {
    tracking_stage s([](const received&) { return reply::error(403, "no"); });
    EXPECT_EQ(error_of([&] { s.init(); }).first, errc::forbidden);
    EXPECT_EQ(s.lines().size(), 1u);
}

TEST(V1TrackingInit, OfflineNothingIsSentAndFilesAreWritten) {
    tracking_stage s;
    auto o = s.options();
    o.is_offline = true;
    o.run_uuid = uuid;
    o.name = "quiet";
    {
        auto run = s.init(o);
        EXPECT_EQ(run.get_artifacts_path(), s.root / "offline/runs" / uuid);
        run.log_metric("loss", 0.5, {.step = 1});
        run.log_inputs(json::object().set("lr", 0.1));
        EXPECT_TRUE(s.wait(run.end()).complete());
        EXPECT_EQ(run.run_data().status, "succeeded");
        EXPECT_EQ(run.run_data().inputs, json::parse(R"({"lr": 0.1})"));
        EXPECT_EQ(run.run_data().outputs, json::parse(R"({"loss": 0.5})"));
        EXPECT_EQ(run.run_data().name, "quiet");
    }
    EXPECT_TRUE(s.lines().empty());
    const auto folder = s.root / "offline/runs" / uuid;
    EXPECT_TRUE(std::filesystem::exists(folder / "events/metric/loss.plx"));
    const auto kept = json::parse(file_text(folder / "run.plx.json"));
    EXPECT_EQ(kept.at("status").as<std::string>(), "succeeded");
    EXPECT_EQ(kept.at("outputs"), json::parse(R"({"loss": 0.5})"));
    EXPECT_TRUE(std::filesystem::exists(folder / "lineages.plx.json"));
}

TEST(V1TrackingInit, ARunThatGoesOnElsewhereTakesItsEventsAlong) {
    tracking_stage s([](const received& r) {
        if (r.method == "GET" && r.path().ends_with("/artifacts")) return reply::error(404, "no such folder");
        return server_answer(r);
    });
    auto o = s.options();
    o.run_uuid = uuid;
    o.collect_artifacts = true;
    auto run = s.init(o);
    EXPECT_TRUE(s.lines().empty());
    run.log_metric("loss", 0.5);
    const auto end = s.wait(run.end());
    EXPECT_TRUE(end.complete()) << end.first_failure;
    texts reads;
    for (const auto& line : s.lines())
        if (line.starts_with("GET ")) reads.push_back(line.substr(0, line.find('?')));
    EXPECT_EQ(reads, (texts{written("GET"), "GET " + std::string(of_files) + "s"}))
        << "its settings, its events";
    EXPECT_EQ(s.upload_paths(), (texts{"events/metric/loss.plx"}));
    EXPECT_TRUE(s.statuses().empty());
}

TEST(V1TrackingInit, WithNoOpEverythingDoesNothing) {
    tracking_stage s;
    auto o = s.options();
    o.no_op = true;
    auto run = s.init(o);
    EXPECT_TRUE(run.no_op());
    run.log_metric("loss", 0.5);
    run.log_image("/no/such/file.png");
    run.log_failed();
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(run.get_outputs_path(), "");
    EXPECT_EQ(run.stats().logged, 0u);
    EXPECT_TRUE(s.lines().empty());
    EXPECT_TRUE(s.heard->failures.empty());
}

TEST(V1TrackingInit, TheEnvironmentIsAFileAndStandsInTheLineage) {
    tracking_stage s;
    auto o = s.options();
    o.track_env = true;
    auto run = s.init(o);
    EXPECT_TRUE(s.wait(run.end()).complete());
    const auto env = json::parse(s.last_upload("outputs/env.json"));
    EXPECT_TRUE(env.contains("pid"));
    const auto items = s.bodies("POST", "/lineage/artifacts").at(0).at("artifacts");
    EXPECT_EQ(items.at(0).at("kind").as<std::string>(), "env");
    EXPECT_EQ(items.at(0).at("path").as<std::string>(), "outputs/env.json");
}

TEST(V1TrackingInit, WhatTheEnvironmentSaysOfCollectingCounts) {
    tracking_stage s;
    s.here->variables["POLYAXON_COLLECT_ARTIFACTS"] = "false";
    auto run = s.init();
    run.log_metric("loss", 0.5);
    run.log_metric("loss", 0.25);
    const auto end = s.wait(run.end());
    EXPECT_EQ(end.refused, 2u);
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_NE(s.heard->failures[0].detail.find("set_run_event_logger"), std::string::npos);
    EXPECT_TRUE(s.uploads().empty());

    s.here->variables["POLYAXON_COLLECT_ARTIFACTS"] = "perhaps";
    const auto [kind, text] = error_of([&] { s.init(); });
    EXPECT_EQ(kind, errc::context);
    EXPECT_NE(text.find("POLYAXON_COLLECT_ARTIFACTS is \"perhaps\""), text.npos) << text;
}

TEST(V1TrackingInit, AFlagThatNobodyUnderstandsLeavesNoRunBehind) {
    for (const auto* name :
         {"POLYAXON_HAS_PROCESS_SIDECAR", "POLYAXON_COLLECT_ARTIFACTS", "POLYAXON_COLLECT_RESOURCES"}) {
        tracking_stage s;
        s.here->variables[name] = "perhaps";
        auto o = s.options();
        o.collect_resources = std::nullopt;
        const auto [kind, text] = error_of([&] { s.init(o); });
        EXPECT_EQ(kind, errc::context);
        EXPECT_NE(text.find(name), text.npos) << text;
        EXPECT_TRUE(s.lines().empty()) << name;
    }
}

TEST(V1TrackingInit, OfARunClientItIsThatRun) {
    tracking_stage s;
    api::run_client of(s.client(), {.owner = "acme", .project = "vision", .run_uuid = uuid});
    auto o = s.options();
    o.owner = o.project = std::nullopt;
    std::optional<tracking::run> run;
    s.wait([&]() -> awaitable<void> {
        auto call = tracking::init(of, o);
        run.emplace(co_await std::move(call));
    }());
    EXPECT_EQ(run->run_uuid(), uuid);
    EXPECT_TRUE(s.lines().empty());
}

}  // namespace
