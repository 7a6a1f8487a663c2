#include "resources/v1_watch_support.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/detached.hpp>

#include <algorithm>
#include <functional>

namespace {

using namespace v1_test;

texts types_of(const api::status& s) {
    texts all;
    for (const auto& c : s.status_conditions) all.push_back(c.type.value_or(""));
    return all;
}

TEST(V1Watching, TellsEachChangeOnceAndEndsWithTheRun) {
    desk d({statuses({"created"}), statuses({"created"}), statuses({"created", "running"}),
            statuses({"created", "running", "warning", "running"}),
            statuses({"created", "running", "warning", "running"}),
            statuses({"created", "running", "warning", "running", "failed"})});
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        auto changes = w.run.watch_statuses({.pace = t.pace()});
        EXPECT_TRUE(d.fake.requests().empty()) << "the first next opens it";
        std::vector<texts> told;
        texts words;
        while (auto now = co_await changes.next()) {
            words.push_back(now->status.value_or(""));
            told.push_back(types_of(*now));
        }
        EXPECT_EQ(words, (texts{"created", "running", "running", "failed"}));
        EXPECT_EQ(told, (std::vector<texts>{{"created"}, {"running"}, {"warning", "running"}, {"failed"}}));
        EXPECT_FALSE(co_await changes.next());
        EXPECT_EQ(changes.stats().messages, 4u);
    });
    EXPECT_EQ(d.lines(), texts(6, "GET " + of_run + "/statuses"));
    EXPECT_EQ(t.waited, std::vector<milliseconds>(5, 1s)) << "the first poll is at once";
}

TEST(V1Watching, AConditionThatTookThePlaceOfTheLastIsNews) {
    const auto at = [](std::string_view message) {
        return reply::json(R"({"status":"running","status_conditions":[{"type":"running","message":")" +
                           std::string(message) + "\"}]}");
    };
    desk d({at("epoch 1"), at("epoch 1"), at("epoch 2"), statuses({"stopped"})});
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        auto changes = w.run.watch_statuses({.pace = t.pace()});
        texts told;
        while (auto now = co_await changes.next())
            for (const auto& c : now->status_conditions) told.push_back(c.message.value_or("-"));
        EXPECT_EQ(told, (texts{"epoch 1", "epoch 2", "-"}));
    });
    EXPECT_EQ(d.fake.requests().size(), 4u);
}

TEST(V1Watching, WaitsForOneOfTheStatuses) {
    desk d({statuses({"created"}), statuses({"created", "failed"}),
            statuses({"created", "failed", "resuming"}),
            statuses({"created", "failed", "resuming", "running"})});
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        auto now = co_await w.run.wait_for_condition("running, warning", {.pace = t.pace()});
        EXPECT_EQ(now.status, "running") << "past an end that was not asked for";
        EXPECT_EQ(now.status_conditions.size(), 4u);
        EXPECT_EQ(w.run.run_data().status, "running");
        auto failed = co_await w.run.wait_for_condition({.statuses = "running", .pace = t.pace()});
        EXPECT_EQ(failed.status, "running");
    });
    EXPECT_EQ(d.fake.requests().size(), 5u);
}

TEST(V1Watching, TakesTheIntervalFromTheConfiguration) {
    desk d({statuses({"running"}), statuses({"running"}), statuses({"succeeded"})});
    d.config.watch_interval = 7;
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        api::watch_options o;
        o.pace.time = &t.time;
        co_await w.run.wait_for_condition(o);
    });
    EXPECT_EQ(t.waited, std::vector<milliseconds>(2, 7s));
}

TEST(V1Watching, BearsFailuresWithGrowingPauses) {
    std::vector<reply> all{statuses({"running"})};
    for (int status : {500, 502, 503, 504, 500, 503, 502, 500}) all.push_back(reply::json("{}", status));
    all.push_back(statuses({"succeeded"}));
    desk d(all);
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        auto pace = t.pace();
        pace.max_pause = 20s;
        auto changes = w.run.watch_statuses({.pace = pace});
        texts words;
        while (auto now = co_await changes.next()) words.push_back(now->status.value_or(""));
        EXPECT_EQ(words, (texts{"running", "succeeded"}));
        EXPECT_EQ(changes.stats().reconnects, 1u);
    });
    EXPECT_EQ(d.fake.requests().size(), 10u);
    ASSERT_EQ(t.waited.size(), 9u);
    EXPECT_EQ(t.waited[0], 1s);
    for (std::size_t i = 1; i < 9; ++i) {
        const auto top = std::min<milliseconds>(20s, 1s * (1 << (i - 1)));
        EXPECT_LE(t.waited[i], top) << "failure " << i;
        EXPECT_GE(t.waited[i], top / 2) << "failure " << i;
    }
}

TEST(V1Watching, RetriesTheVeryFirstPollToo) {
    auto busy = reply::json("{}", 503);
    busy.headers.emplace_back("Retry-After", "30");
    desk d({busy, statuses({"succeeded"})});
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        auto now = co_await w.run.wait_for_condition({.pace = t.pace()});
        EXPECT_EQ(now.status, "succeeded");
    });
    EXPECT_EQ(t.waited, std::vector<milliseconds>(1, 30s)) << "as the server asked";
}

TEST(V1Watching, EndsWithWhatDoesNotPass) {
    for (int status : {400, 401, 403, 404}) {
        desk d({statuses({"running"}), reply::json(R"({"detail":"no"})", status)});
        timed t;
        t.run([&]() -> awaitable<void> {
            watched w(co_await asio::this_coro::executor, d);
            auto changes = w.run.watch_statuses({.pace = t.pace()});
            auto first = co_await changes.next();
            EXPECT_TRUE(first);
            for (int i = 0; i < 2; ++i) {
                auto after = co_await as_result(changes.next());
                EXPECT_EQ(after ? 0 : after.error().status(), status);
            }
        });
        EXPECT_EQ(d.fake.requests().size(), 2u);
    }
}

TEST(V1Watching, GivesUpAfterTheOutage) {
    desk d([](const received&) { return reply::json("{}", 503); });
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        auto pace = t.pace();
        pace.max_outage = 10s;
        auto end = co_await as_result(w.run.wait_for_condition({.pace = pace}));
        EXPECT_EQ(end ? 0 : end.error().status(), 503);
        if (!end) {
            EXPECT_NE(end.error().detail().find("max_outage"), std::string::npos) << end.error().detail();
        }
    });
    milliseconds sum{0};
    for (auto w : t.waited) sum += w;
    EXPECT_LE(sum, 10s);
    EXPECT_GE(d.fake.requests().size(), 3u);
}

TEST(V1Watching, AHostThatNeverAnswersIsGivenUpAfterAMinute) {
    desk d([](const received&) { return lost(); });
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        auto end = co_await as_result(w.run.wait_for_condition({.pace = t.pace()}));
        EXPECT_EQ(end ? errc{} : end.error().kind(), errc::network);
    });
    milliseconds sum{0};
    for (auto w : t.waited) sum += w;
    EXPECT_LE(sum, 60s);
    EXPECT_GE(sum, 15s);
}

TEST(V1Watching, OfflineAndNoOpThereIsNothingToWatch) {
    desk d({statuses({"running"})});
    for (const bool offline : {true, false}) {
        run([&]() -> awaitable<void> {
            api::client client(co_await asio::this_coro::executor, d.config);
            api::run_ref ref{.owner = "acme", .project = "vision", .run_uuid = uuid};
            ref.is_offline = offline;
            ref.no_op = !offline;
            api::run_client one(client, ref);
            EXPECT_EQ((co_await one.wait_for_condition()).status, std::nullopt);
            auto changes = one.watch_statuses();
            EXPECT_FALSE(co_await changes.next());
            auto lines = one.watch_logs();
            EXPECT_FALSE(co_await lines.next());
            EXPECT_TRUE((co_await one.get_logs()).logs.empty());
            EXPECT_EQ(co_await one.inspect(), json::object());
            EXPECT_EQ(co_await one.get_namespace(), "");
            client.close();
        });
    }
    EXPECT_TRUE(d.fake.requests().empty());
}

constexpr std::string_view another = "ffffffffffffffffffffffffffffffff";

/// A run that is created, then running, then done, and what is done with the run_client while it is asked for the first time.
struct long_run {
    std::function<void()> meanwhile;
    int looks = 0;
    desk d{[this](const received& r) {
        if (r.path().ends_with("/logs"))
            return reply::json(
                R"({"logs":[{"value":"one","timestamp":"2026-01-01T00:00:01Z"}],"last_time":null})");
        if (r.path().ends_with("/statuses")) {
            if (looks++ == 0) meanwhile();
            texts history{"created", "running", "succeeded"};
            history.resize(static_cast<std::size_t>(std::min(looks, 3)));
            return statuses(history);
        }
        return reply::json(R"({"kind":"service","settings":{"namespace":"polyaxon"}})");
    }};
    desk elsewhere{[](const received&) { return reply::json("{}", 500); }};

    void turn_away(api::run_client& run, const api::client& other) {
        run.set_run_uuid(another);
        run.set_project("speech");
        run.reset_client(other);
    }
};

TEST(V1Watching, AStreamStaysWithItsRunWhenTheRunClientTurnsToAnother) {
    for (const bool of_logs : {false, true}) {
        long_run s;
        timed t;
        t.run([&]() -> awaitable<void> {
            auto executor = co_await asio::this_coro::executor;
            api::client other(executor, s.elsewhere.config);
            watched w(executor, s.d);
            s.meanwhile = [&] { s.turn_away(w.run, other); };
            texts told;
            if (of_logs) {
                auto lines = w.run.watch_logs({.pace = t.pace()});
                while (auto line = co_await lines.next()) told.push_back(line->value);
                EXPECT_EQ(told, texts{"one"});
            } else {
                auto changes = w.run.watch_statuses({.pace = t.pace()});
                while (auto now = co_await changes.next()) told.push_back(now->status.value_or(""));
                EXPECT_EQ(told, (texts{"created", "running", "succeeded"}));
            }
            EXPECT_EQ(w.run.run_uuid(), another);
            EXPECT_EQ(w.run.run_data().kind, std::nullopt) << "nothing of the watched run came into it";
            other.close();
        });
        for (const auto& r : s.d.fake.requests())
            EXPECT_NE(r.path().find("/acme/vision/runs/" + std::string(uuid)), std::string::npos) << r.target;
        EXPECT_TRUE(s.elsewhere.fake.requests().empty());
    }
}

TEST(V1Watching, AWaitStaysWithItsRunWhenTheRunClientTurnsToAnother) {
    long_run s;
    timed t;
    t.run([&]() -> awaitable<void> {
        auto executor = co_await asio::this_coro::executor;
        api::client other(executor, s.elsewhere.config);
        watched w(executor, s.d);
        s.meanwhile = [&] { s.turn_away(w.run, other); };
        auto now = co_await w.run.wait_for_condition({.pace = t.pace()});
        EXPECT_EQ(now.status, "succeeded");
        EXPECT_EQ(w.run.run_data().status, std::nullopt) << "it is not the other run's";
        other.close();
    });
    EXPECT_EQ(s.d.lines(), texts(3, "GET " + of_run + "/statuses"));
    EXPECT_TRUE(s.elsewhere.fake.requests().empty());
}

TEST(V1Watching, ACancelledWatchEndsAtOnce) {
    // In the pause, and while the server is at work; by the coroutine's cancellation, by close, by destruction.
    for (const bool hangs : {false, true}) {
        for (const int how : {0, 1, 2}) {
            desk d([&](const received&) {
                if (hangs) return hang();
                return statuses({"running"});
            });
            run([&]() -> awaitable<void> {
                auto executor = co_await asio::this_coro::executor;
                watched w(executor, d);
                auto changes = w.run.watch_statuses({.pace = {.interval = 3600s}});
                if (!hangs) {
                    auto first = co_await changes.next();
                    EXPECT_TRUE(first);
                }
                bool ended = false;
                errc kind{};
                asio::cancellation_signal stop;
                auto waits = [&]() -> awaitable<void> {
                    auto pull = changes.next();
                    auto r = co_await as_result(std::move(pull));
                    if (!r) kind = r.error().kind();
                    EXPECT_FALSE(r && *r);
                    ended = true;
                };
                asio::co_spawn(executor, waits(), asio::bind_cancellation_slot(stop.slot(), asio::detached));
                co_await turn();
                EXPECT_FALSE(ended);
                const auto begun = worked();
                if (how == 0) stop.emit(asio::cancellation_type::terminal);
                if (how == 1) changes.close();
                if (how == 2) changes = polyaxon::stream<api::status>();
                while (!ended && worked() - begun < 5s) co_await turn();
                EXPECT_LT(worked() - begun, 100ms);
                EXPECT_TRUE(ended);
                EXPECT_EQ(kind, how == 1 ? errc{} : errc::canceled);
                if (how == 0) {
                    auto again = co_await as_result(changes.next());
                    EXPECT_EQ(again ? errc{} : again.error().kind(), errc::canceled) << "it stays ended";
                }
                if (how == 1) {
                    EXPECT_FALSE(co_await changes.next());
                }
            });
        }
    }
}

TEST(V1Watching, WaitForConditionCanBeCancelled) {
    desk d({statuses({"running"})});
    run([&]() -> awaitable<void> {
        auto executor = co_await asio::this_coro::executor;
        watched w(executor, d);
        bool ended = false;
        asio::cancellation_signal stop;
        auto waits = [&]() -> awaitable<void> {
            auto r = co_await as_result(w.run.wait_for_condition({.pace = {.interval = 3600s}}));
            EXPECT_EQ(r ? errc{} : r.error().kind(), errc::canceled);
            ended = true;
        };
        asio::co_spawn(executor, waits(), asio::bind_cancellation_slot(stop.slot(), asio::detached));
        co_await turn();
        stop.emit(asio::cancellation_type::terminal);
        const auto begun = worked();
        while (!ended && worked() - begun < 5s) co_await turn();
        EXPECT_LT(worked() - begun, 100ms);
    });
}

TEST(V1Watching, InspectAndNamespace) {
    desk d([](const received& r) {
        if (r.path().ends_with("/namespace")) return reply::json(R"({"namespace":"team-a"})");
        if (r.path().ends_with("/k8s_inspect")) return reply::json(R"({"pods":{"p":{}}})");
        return reply::json(
            R"({"uuid":"u","kind":"service","status":"running","settings":{"namespace":"ns","artifacts_store":{"uuid":"s","name":"store"}}})");
    });
    run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, d);
        EXPECT_EQ(co_await w.run.get_namespace(), "team-a");
        auto pods = co_await w.run.inspect();
        EXPECT_EQ(pods, json::parse(R"({"pods":{"p":{}}})"));
        co_await w.run.inspect();
    });
    const auto inspect = "GET /streams/v1/ns/acme/vision/runs/" + std::string(uuid) +
                         "/k8s_inspect?kind=service&connection=store&status=running";
    EXPECT_EQ(d.lines(), (texts{"GET " + of_run + "/namespace", "GET " + of_run, inspect, inspect}))
        << "the run is fetched once";
}

}  // namespace
