#include "resources/v1_tracking_support.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <thread>

namespace {

using namespace v1_test;

TEST(V1TrackingRun, MetricsArriveAsFilesSummariesAndOutputs) {
    tracking_stage s;
    auto run = s.init();
    const auto at = polyaxon::timestamp::parse("2026-11-22 00:01:18.692432+00:00");
    run.log_metrics({{"loss", 0.9}, {"train/accuracy", 0.1}}, {.step = 1, .timestamp = at});
    run.log_metric("loss", 0.5, {.step = 2, .timestamp = at});
    const auto end = s.wait(run.end());
    EXPECT_TRUE(end.complete()) << end.first_failure;
    EXPECT_EQ(s.last_upload("events/metric/loss.plx"),
              "step|timestamp|metric\n1|2026-11-22 00:01:18.692432+00:00|0.9\n2|2026-11-22 "
              "00:01:18.692432+00:00|0.5");
    EXPECT_EQ(s.last_upload("events/metric/train__accuracy.plx"),
              "step|timestamp|metric\n1|2026-11-22 00:01:18.692432+00:00|0.1");

    const auto items = s.bodies("POST", "/lineage/artifacts");
    ASSERT_EQ(items.size(), 1u) << "all summaries in one request";
    EXPECT_EQ(items[0].at("artifacts").size(), 2u);
    const auto loss = items[0].at("artifacts").at(0);
    EXPECT_EQ(loss.at("name").as<std::string>(), "loss");
    EXPECT_EQ(loss.at("kind").as<std::string>(), "metric");
    EXPECT_EQ(loss.at("path").as<std::string>(), "events/metric/loss.plx");
    EXPECT_FALSE(loss.at("is_input").as<bool>());
    EXPECT_EQ(loss.at("summary").at("step"), json::parse(R"({"count": 2, "min": 1, "max": 2})"));

    const auto patches = s.patches();
    ASSERT_EQ(patches.size(), 2u);
    EXPECT_EQ(patches[0],
              json::parse(R"({"meta_info": {"has_metrics": true, "has_events": true}, "merge": true})"));
    EXPECT_EQ(patches[1],
              json::parse(R"({"outputs": {"loss": 0.5, "train__accuracy": 0.1}, "merge": true})"));
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
    EXPECT_EQ(s.lines().back(), written("POST", "/statuses")) << "the end is told last";
    EXPECT_EQ(run.run_data().status, "succeeded");
    for (const auto& line : s.lines()) EXPECT_EQ(line.find("GET"), line.npos) << line;
}

TEST(V1TrackingRun, OnePatchIsUnderWayAndLaterValuesMergeIntoTheNext) {
    tracking_stage s([](const received& r) {
        auto answer = server_answer(r);
        if (r.method == "PATCH") answer.delay = milliseconds(400);
        return answer;
    });
    auto run = s.init();
    run.log_inputs(json::object().set("lr", 0.1));
    s.poll();
    run.log_outputs(json::object().set("best", 0.5));
    run.log_inputs(json::object().set("epochs", 3).set("lr", 0.2));
    run.log_tags("a, b");
    run.log_tags("b, c");
    run.set_description("described");
    run.log_progress(0.75);
    s.poll();
    EXPECT_EQ(s.patches().size(), 1u) << "the second waits for the first";
    EXPECT_TRUE(s.wait(run.end()).complete());
    const auto patches = s.patches();
    ASSERT_EQ(patches.size(), 2u);
    EXPECT_EQ(patches[0], json::parse(R"({"inputs": {"lr": 0.1}, "merge": true})"));
    EXPECT_EQ(patches[1], json::parse(R"({"outputs": {"best": 0.5}, "inputs": {"epochs": 3, "lr": 0.2},
        "tags": ["a", "b", "c"], "description": "described", "meta_info": {"progress": 0.75}, "merge": true})"));
}

TEST(V1TrackingRun, AResetIsNotMixedWithWhatIsMerged) {
    tracking_stage s;
    auto run = s.init();
    run.log_inputs(json::object().set("a", 1));
    run.log_inputs(json::object().set("b", 2), {.reset = true});
    run.log_inputs(json::object().set("c", 3), {.reset = true});
    run.log_inputs(json::object().set("d", 4));
    EXPECT_TRUE(s.wait(run.end()).complete());
    const auto patches = s.patches();
    ASSERT_EQ(patches.size(), 3u);
    EXPECT_EQ(patches[0], json::parse(R"({"inputs": {"a": 1}, "merge": true})"));
    EXPECT_EQ(patches[1], json::parse(R"({"inputs": {"c": 3}})"));
    EXPECT_EQ(patches[2], json::parse(R"({"inputs": {"d": 4}, "merge": true})"));
}

TEST(V1TrackingRun, StatusesKeepTheirOrderAndTheEndIsToldOnce) {
    tracking_stage s;
    auto run = s.init();
    run.log_status("processing", {.reason = "Epoch", .message = "3 of 10"});
    run.log_status("running");
    run.log_failed({.reason = "Diverged", .message = "loss is NaN"});
    run.log_succeeded();
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(s.statuses(), (texts{"running", "processing", "running", "failed"}));
    const auto last = s.bodies("POST", "/statuses").back().at("condition");
    EXPECT_EQ(last.at("reason").as<std::string>(), "Diverged");
    EXPECT_EQ(last.at("message").as<std::string>(), "loss is NaN");
}

TEST(V1TrackingRun, ARunThatGoesWithoutAnEndSucceeds) {
    tracking_stage s;
    {
        auto run = s.init();
        run.log_metric("loss", 0.5);
    }
    s.settle();
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
    EXPECT_EQ(s.upload_paths(), (texts{"events/metric/loss.plx"}));
    s.io.restart();
    EXPECT_EQ(s.time->next(), std::nullopt) << "nothing keeps the loop at work";
}

TEST(V1TrackingRun, AnExceptionOnItsWayFailsTheRun) {
    tracking_stage s;
    try {
        auto run = s.init();
        run.log_metric("loss", 0.5);
        throw std::runtime_error("boom");
    } catch (const std::runtime_error&) {
    }
    s.settle();
    EXPECT_EQ(s.statuses(), (texts{"running", "failed"}));
    EXPECT_EQ(s.bodies("POST", "/statuses").back().at("condition").at("reason").as<std::string>(),
              "ExitHandler");
    EXPECT_EQ(s.upload_paths(), (texts{"events/metric/loss.plx"}));
}

TEST(V1TrackingRun, AnExceptionInHandSaysWhatItWas) {
    tracking_stage s;
    auto run = s.init();
    run.log_failed(std::make_exception_ptr(std::runtime_error("boom")));
    EXPECT_TRUE(s.wait(run.end()).complete());
    const auto last = s.bodies("POST", "/statuses").back().at("condition");
    EXPECT_EQ(last.at("message").as<std::string>(), "Type: std::runtime_error, Value: boom");
    EXPECT_EQ(last.at("reason").as<std::string>(), "ExitHandler");
}

TEST(V1TrackingRun, NothingThatCannotBeLoggedThrows) {
    tracking_stage s;
    auto run = s.init();
    run.log_image("/no/such/file.png", "x");
    run.log_inputs(json::parse("[1, 2]"));
    run.log_status("dancing");
    run.log_progress(7);
    run.log_histogram("h", {}, 3);
    run.log_artifact("/no/such/file", {.kind = "banana"});
    const auto end = s.wait(run.end());
    EXPECT_EQ(end.refused, 6u);
    EXPECT_FALSE(end.complete());
    ASSERT_EQ(s.heard->failures.size(), 6u);
    EXPECT_NE(s.heard->failures[0].detail.find("/no/such/file.png"), std::string::npos);
    EXPECT_NE(s.heard->failures[2].detail.find("dancing"), std::string::npos);
    EXPECT_EQ(end.first_failure.find("image"), 0u) << end.first_failure;
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
}

TEST(V1TrackingRun, AfterItsEndNothingIsTakenIn) {
    tracking_stage s;
    auto run = s.init();
    EXPECT_TRUE(s.wait(run.end()).complete());
    const auto before = s.lines().size();
    run.log_metric("loss", 0.5);
    run.log_outputs(json::object().set("a", 1));
    s.pass(seconds(60));
    EXPECT_EQ(s.lines().size(), before);
    EXPECT_EQ(run.stats().dropped, 2u);
}

TEST(V1TrackingRun, ValuesBeyondTheBoundAreDroppedAndCounted) {
    tracking_stage s;
    auto o = s.options();
    o.max_waiting = 1000;
    auto run = s.init(o);
    s.mood->away = true;
    for (int i = 0; i < 100; ++i) run.log_outputs(json::object().set("value-" + std::to_string(i), i));
    const auto stats = run.stats();
    EXPECT_GT(stats.logged, 10u);
    EXPECT_EQ(stats.logged + stats.dropped, 100u);
    s.poll();
    ASSERT_EQ(s.heard->failures.size(), 1u) << "told once";
    EXPECT_EQ(s.heard->failures[0].failure, errc::too_large);
    s.mood->away = false;
    const auto end = s.wait(run.end());
    EXPECT_EQ(end.dropped, stats.dropped);
    EXPECT_TRUE(end.unsent.empty());
}

TEST(V1TrackingRun, ATraceIsAnEventAndItsInputsAreTheRuns) {
    tracking_stage s;
    auto run = s.init();
    tracking::event_span span;
    span.name = "answer";
    span.kind = tracking::event_span::role::llm;
    span.inputs = json::object().set("q", 1);
    run.log_trace(span);
    EXPECT_TRUE(s.wait(run.end()).complete());
    EXPECT_EQ(s.upload_paths(), (texts{"events/span/answer.plx"}));
    const auto first = s.patches().at(0);
    EXPECT_EQ(first.at("meta_info"), json::parse(R"({"has_events": true, "has_traces": true})"));
    EXPECT_EQ(first.at("inputs"), json::parse(R"({"q": 1})"));
}

TEST(V1TrackingRun, LinesOfAStreamBecomeTheRunsLog) {
    tracking_stage s;
    auto o = s.options();
    o.track_logs = true;
    auto run = s.init(o);
    std::ostringstream stream;
    {
        const auto forwarding = run.forward_logs(stream);
        stream << "epoch 1 done\n";
    }
    run.forward_log("epoch 2 done");
    EXPECT_TRUE(s.wait(run.end()).complete());
    const auto log = s.last_upload("plxlogs/logs.jsonl");
    EXPECT_NE(log.find(R"("value":"epoch 1 done")"), log.npos) << log;
    EXPECT_NE(log.find(R"("value":"epoch 2 done")"), log.npos) << log;
    EXPECT_TRUE(s.bodies("POST", "/lineage/artifacts").empty()) << "logs stand in no lineage";
}

TEST(V1TrackingRun, ValuesAfterTheEndDoNotHoldItUp) {
    tracking::run* logging = nullptr;
    int patches = 0;
    tracking_stage s([&](const received& r) {
        if (r.method == "PATCH" && logging && ++patches < 50)
            logging->log_outputs(json::object().set("late", patches));
        return server_answer(r);
    });
    auto run = s.init();
    s.settle();
    logging = &run;
    run.log_outputs(json::object().set("early", 1));
    run.log_succeeded();
    run.log_status("processing");  // too late
    EXPECT_FALSE(s.wait(run.end()).complete());
    EXPECT_EQ(run.stats().dropped, 1u);
    logging = nullptr;
    std::size_t before = 0, all = 0;
    bool ended = false;
    for (const auto& line : s.lines()) {
        if (line.starts_with("PATCH ")) ++all;
        if (line.find("/statuses") == line.npos || all == 0 || std::exchange(ended, true)) continue;
        before = all;
    }
    EXPECT_TRUE(ended);
    EXPECT_LT(before, 10u) << "the status came among them";
    EXPECT_GT(all, 40u) << "and they are sent all the same";
    EXPECT_EQ(s.statuses(), (texts{"running", "succeeded"}));
}

TEST(V1TrackingRun, TheLastLineCountsWithoutItsEnd) {
    tracking_stage s;
    {
        auto o = s.options();
        o.track_logs = true;
        auto run = s.init(o);
        std::cout << "unfinished";
    }
    s.settle();
    EXPECT_NE(s.last_upload("plxlogs/logs.jsonl").find(R"("value":"unfinished")"), std::string::npos);
}

TEST(V1TrackingRun, AProgramWithoutALoopHasAThreadForIt) {
    tracking_stage s;
    s.config.thread_safe = true;
    polyaxon::background_thread loop;
    api::client client(loop.executor(), s.config);
    auto o = s.options();
    o.time = nullptr;
    auto run = loop.wait(tracking::init(client, o));
    for (int step = 0; step < 100; ++step) run.log_metrics({{"loss", 1.0 / (step + 1)}}, {.step = step});
    const auto end = loop.wait(run.end());
    EXPECT_TRUE(end.complete()) << end.first_failure;
    EXPECT_EQ(s.patches().back().at("outputs").at("loss").as<double>(), 0.01);
    client.close();
}

TEST(V1TrackingRun, ManyThreadsLogAtOnce) {
    tracking_stage s;
    s.config.thread_safe = true;
    polyaxon::background_thread loop;
    api::client client(loop.executor(), s.config);
    auto o = s.options();
    o.time = nullptr;
    auto run = loop.wait(tracking::init(client, o));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&run, t] {
            const auto name = "thread-" + std::to_string(t);
            for (int step = 0; step < 500; ++step) {
                run.log_metric(name, step, {.step = step});
                if (step % 100 == 0) run.log_outputs(json::object().set(name + "-seen", step));
            }
        });
    for (auto& t : threads) t.join();
    const auto end = loop.wait(run.end());
    EXPECT_TRUE(end.complete()) << end.first_failure;
    EXPECT_EQ(run.stats().logged, 4u * 505);
    for (int t = 0; t < 4; ++t) {
        const auto text = s.last_upload("events/metric/thread-" + std::to_string(t) + ".plx");
        EXPECT_EQ(std::ranges::count(text, '\n'), 500);
        EXPECT_TRUE(text.ends_with("|499.0")) << text.substr(text.size() - 40);
    }
    client.close();
}

TEST(V1TrackingRun, TheWaitForTheEndCanBeCancelled) {
    tracking_stage s([](const received& r) {
        return r.method == "PATCH" ? reply::error(503, "starting") : server_answer(r);
    });
    auto run = s.init();
    run.log_outputs(json::object().set("a", 1));
    asio::cancellation_signal stop;
    std::exception_ptr thrown;
    bool ended = false;
    asio::co_spawn(s.io, run.end(),
                   asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr e, tracking::end_result) {
                       ended = true;
                       thrown = e;
                   }));
    s.poll();
    EXPECT_FALSE(ended);
    stop.emit(asio::cancellation_type::terminal);
    s.poll();
    ASSERT_TRUE(ended);
    EXPECT_EQ(error_of([&] { std::rethrow_exception(thrown); }).first, errc::canceled);
}

TEST(V1TrackingRun, ALoopThatGoesFirstLeavesTheFilesOnDisk) {
    tracking_stage s;
    std::optional<tracking::run> run;
    {
        asio::io_context io;
        api::client client(io.get_executor(), s.config);
        auto o = s.options();
        o.end_on_signals = true;
        asio::co_spawn(
            io,
            [](api::client c, tracking::init_options how,
               std::optional<tracking::run>* to) -> awaitable<void> {
                auto call = tracking::init(c, how);
                to->emplace(co_await std::move(call));
            }(client, o, &run),
            asio::detached);
        io.poll();
        ASSERT_TRUE(run);
        run->log_metric("loss", 0.5);
    }
    EXPECT_TRUE(std::filesystem::exists(s.folder() / "events/metric/loss.plx"));
    run->log_metric("loss", 0.25);  // and nothing is touched that has gone
    run.reset();
}

/// A process of its own: told to end in the middle of a run.
void be_told_to_end(const std::filesystem::path& folder) {
    ::setenv("TMPDIR", folder.c_str(), 1);
    tracking_stage s([](const received& r) {
        if (r.path().ends_with("/statuses") || r.path().ends_with("/artifact")) {
            const auto type = r.body.find(R"("failed")") != std::string::npos     ? "failed "
                              : r.body.find("events/metric") != std::string::npos ? "metric "
                                                                                  : "";
            std::fputs(type, stderr);
        }
        return server_answer(r);
    });
    auto o = s.options();
    o.end_on_signals = true;
    auto run = s.init(o);
    run.log_metric("loss", 0.5);
    std::raise(SIGTERM);
    s.io.restart();
    s.io.run();
}

TEST(V1TrackingRunDeathTest, ASignalFailsTheRunAndThenEndsTheProcess) {
    testing::FLAGS_gtest_death_test_style = "fast";
    const tracking_stage outer;  // whose folder goes with it
    EXPECT_EXIT(be_told_to_end(outer.root), testing::KilledBySignal(SIGTERM), "metric failed");
}

}  // namespace
