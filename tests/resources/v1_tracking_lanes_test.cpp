#include "resources/v1_tracking_support.hpp"

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>

#include <stdexcept>
#include <utility>

// What happens inside a tracked run beside its requests: exceptions on its strand, what is kept there, its bounds.

namespace {

using namespace v1_test;

/// The stage's clock, which throws when it is looked at so many times next: the one part of a run that a test can break from outside.
class brittle_clock final : public polyaxon::async::time_source {
 public:
    explicit brittle_clock(std::shared_ptr<manual_time> whole) : whole_(std::move(whole)) {}
    polyaxon::async::steady_time now() const override {
        if (breaks > 0) {
            --breaks;
            throw std::runtime_error("the clock broke");
        }
        return whole_->now();
    }
    std::unique_ptr<alarm> make_alarm(asio::any_io_executor on) override {
        return whole_->make_alarm(std::move(on));
    }
    mutable int breaks = 0;

 private:
    std::shared_ptr<manual_time> whole_;
};

/// A stage with such a clock.
struct brittle_stage : tracking_stage {
    explicit brittle_stage(polyaxon::testing::server::handler h = server_answer)
        : tracking_stage(std::move(h)), clock(std::make_shared<brittle_clock>(time)) {
        source = clock;
    }
    std::string told(std::size_t i) const {
        return heard->failures.size() > i ? heard->failures[i].detail : "nothing was told";
    }
    std::shared_ptr<brittle_clock> clock;
};

TEST(V1TrackingLanes, AnExceptionAmongTheFilesIsToldOnceAndTheyAreTriedAgainInASecond) {
    brittle_stage s;
    auto run = s.init();
    s.settle();
    for (const std::string name : {"loss", "accuracy"}) {
        run.log_metric(name, 0.5);
        s.clock->breaks = 1;
        s.pass(seconds(5));
        s.settle();
        EXPECT_EQ(s.clock->breaks, 0);
        EXPECT_EQ(s.last_upload("events/metric/" + name + ".plx"), "never sent");
        ASSERT_EQ(s.heard->failures.size(), 1u) << "once, not again for the same";
        EXPECT_NE(s.told(0).find("the clock broke"), std::string::npos) << s.told(0);
        EXPECT_NE(s.told(0).find("tried again in a second"), std::string::npos) << s.told(0);
        EXPECT_EQ(s.time->next(), s.time->now() + seconds(1));
        s.pass(seconds(6));  // that second, and a round of the files
        s.settle();
        EXPECT_NE(s.last_upload("events/metric/" + name + ".plx"), "never sent");
    }
    EXPECT_TRUE(s.wait(run.end()).unsent.empty());
    EXPECT_EQ(s.statuses().back(), "succeeded");
}

TEST(V1TrackingLanes, AnExceptionAmongTheValuesLosesNone) {
    brittle_stage* stage = nullptr;
    brittle_stage s([&](const received& r) {
        if (r.method != "PATCH" || !stage) return server_answer(r);
        std::exchange(stage, nullptr)->clock->breaks = 1;  // when it works out the pause
        return reply::error(503, "starting");
    });
    auto run = s.init();
    s.settle();
    stage = &s;
    run.log_inputs(json::object().set("lr", 0.1));
    s.settle();
    EXPECT_EQ(s.patches().size(), 1u);
    ASSERT_EQ(s.heard->failures.size(), 1u);
    EXPECT_NE(s.told(0).find("the clock broke"), std::string::npos) << s.told(0);
    EXPECT_NE(s.told(0).find("tried again in a second"), std::string::npos) << s.told(0);
    EXPECT_EQ(run.stats().waiting, 1u);
    s.pass(milliseconds(999));
    s.settle();
    EXPECT_EQ(s.patches().size(), 1u);
    s.pass(milliseconds(1));
    s.settle();
    ASSERT_EQ(s.patches().size(), 2u);
    EXPECT_EQ(s.patches()[1], s.patches()[0]) << "the same values";
    EXPECT_EQ(run.stats().waiting, 0u);
    const auto end = s.wait(run.end());
    EXPECT_TRUE(end.unsent.empty());
    EXPECT_EQ(end.failed, 1u) << "what was told";
    EXPECT_EQ(s.statuses().back(), "succeeded");
}

TEST(V1TrackingLanes, ValuesThatFailHereAgainAndAgainAreGivenUp) {
    brittle_stage* stage = nullptr;
    brittle_stage s([&](const received& r) {
        if (r.method != "PATCH" || !stage) return server_answer(r);
        stage->clock->breaks = 1;
        return reply::error(503, "starting");
    });
    auto run = s.init();
    s.settle();
    stage = &s;
    run.log_inputs(json::object().set("lr", 0.1));
    s.settle();
    const auto early = s.wait(run.sync_artifacts_and_summaries(milliseconds(10)));
    EXPECT_EQ(early.unsent, (texts{"inputs"})) << "between two tries it is not forgotten";
    for (int i = 0; i < 10; ++i) {
        s.pass(seconds(1));
        s.settle();
    }
    EXPECT_EQ(s.patches().size(), 5u);
    ASSERT_EQ(s.heard->failures.size(), 2u) << "the trouble, and that it is over";
    EXPECT_NE(s.told(1).find("given up"), std::string::npos) << s.told(1);
    EXPECT_NE(s.told(1).find("5 times"), std::string::npos) << s.told(1);
    const auto end = s.wait(run.end());
    EXPECT_TRUE(end.unsent.empty());
    EXPECT_FALSE(end.complete());
    EXPECT_EQ(run.stats().waiting, 0u);
    EXPECT_EQ(s.statuses().back(), "succeeded") << "what comes behind is not held up";
}

TEST(V1TrackingLanes, AnOfflineRunIsWrittenOnItsStrand) {
    tracking_stage s;
    auto o = s.options();
    o.is_offline = true;
    o.run_uuid = uuid;
    auto run = s.init(o);
    const auto file = s.root / "offline/runs" / uuid / "run.plx.json";
    run.log_inputs(json::object().set("lr", 0.1));
    s.settle();
    std::filesystem::remove(file);
    // Somebody waits for the end on a loop of his own: nothing of the run may be read or written there.
    asio::io_context mine;
    bool ended = false;
    const auto go = [&] {
        mine.restart();
        mine.poll();
    };
    auto waits = [&]() -> awaitable<void> {
        auto call = run.end();
        const auto end = co_await std::move(call);
        EXPECT_TRUE(end.complete()) << end.first_failure;
        ended = true;
    };
    asio::co_spawn(mine, waits(), asio::detached);
    for (int turn = 0; turn < 100 && !ended; ++turn) {
        const bool before = std::filesystem::exists(file);
        go();
        EXPECT_EQ(std::filesystem::exists(file), before) << "written on the loop of who waits";
        s.settle();
    }
    go();
    EXPECT_TRUE(ended);
    EXPECT_EQ(json::parse(file_text(file)).at("inputs"), json::parse(R"({"lr":0.1})"));
}

TEST(V1TrackingLanes, LineageBeyondTheBoundIsDroppedAndCounted) {
    for (const bool same : {true, false}) {
        tracking_stage s;
        auto o = s.options();
        o.max_waiting = 4000;
        auto run = s.init(o);
        std::ofstream(s.root / "model.bin") << "weights";
        s.mood->away = true;
        for (int i = 0; i < 100; ++i) {
            const auto name = same ? std::string("net") : "net-" + std::to_string(i);
            run.log_model(s.root / "model.bin", {.name = name});
        }
        const auto dropped = run.stats().dropped;
        if (same) {
            EXPECT_EQ(dropped, 0u) << "each takes the place of the one before";
        } else {
            EXPECT_GT(dropped, 50u);
            EXPECT_LT(dropped, 100u);
        }
        s.poll();
        EXPECT_EQ(s.heard->failures.size(), same ? 0u : 1u) << "told once";
        s.mood->away = false;
        const auto end = s.wait(run.end());
        EXPECT_EQ(end.dropped, dropped);
        EXPECT_TRUE(end.unsent.empty());
        std::size_t items = 0;
        for (const auto& body : s.bodies("POST", "/lineage/artifacts")) items += body.at("artifacts").size();
        EXPECT_GE(items, same ? 1u : 100u - dropped);
        run.log_model(s.root / "model.bin", {.name = "later"});
        EXPECT_EQ(run.stats().dropped, dropped + 1) << "after its end";
    }
}

}  // namespace
