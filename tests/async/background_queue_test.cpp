#include "async/support/bench_engine.hpp"
#include "support/hand_driven.hpp"

#include <polyaxon/async/background_queue.hpp>
#include <polyaxon/testing/manual_time.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <optional>
#include <thread>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

struct told {
    std::string request, detail;
    errc failure;
    std::size_t items;
    bool maybe_sent;
};

/// Who the queue under test works for.
struct owner final : background_owner {
    std::weak_ptr<engine> on;
    std::shared_ptr<codec::destination> to = std::make_shared<codec::destination>(place());
    background_pace how_often{milliseconds(1'000), milliseconds(60'000)};
    bool no_way = false, away = false;
    std::vector<told> failures;
    std::vector<std::string> warnings;

    background_route route() override {
        if (no_way) {
            error_info info;
            info.kind = errc::context;
            info.detail = "no host";
            throw error(std::move(info));
        }
        if (away) {  // what the engine says of a refused connection, without its pauses between dials, which take real time
            error_info info;
            info.kind = errc::network;
            info.detail = "refused";
            throw error(std::move(info));
        }
        return {on.lock(), to, milliseconds(5'000)};
    }
    background_route route_to(std::string_view url, codec::request& r) override {
        r.method = verb::post;
        r.target = std::string(url);
        return route();
    }
    background_pace pace() override { return how_often; }
    void tell(const background_event& e) noexcept override {
        failures.push_back({std::string(e.request), std::string(e.detail), e.failure, e.items, e.maybe_sent});
    }
    void warn(std::string_view text) noexcept override { warnings.emplace_back(text); }
};

/// What came, and when by the clock of the test.
struct arrival {
    std::string line, body;
    milliseconds at;
};

/// A queue over a made-up server and a clock that stands still.
struct stage {
    explicit stage(background_options bounds = {}, retry_options retry = {}) {
        r.net->on_write = [this](wire& w) { serve(w); };
        who->on = r.on;
        queue = background_queue::make(
            r.io.get_executor(), who, {.bounds = bounds, .retry = retry, .thread_safe = false, .time = time});
    }
    ~stage() {
        queue->close();
        r.on->close();
        poll();
    }

    void serve(wire& w) {
        const auto head = w.written.find("\r\n\r\n");
        if (head == std::string::npos) return;
        const auto at = w.written.find("Content-Length: ");
        const auto size = at == std::string::npos ? 0 : std::stoul(w.written.substr(at + 16));
        if (w.written.size() < head + 4 + size) return;
        came.push_back({w.written.substr(0, w.written.find(" HTTP/1.1")), w.written.substr(head + 4, size),
                        std::chrono::duration_cast<milliseconds>(time->now() - start)});
        w.written.clear();
        auto answer = http(200, "{}");
        if (!answers.empty()) {
            answer = answers.front();
            answers.pop_front();
        }
        if (silent) return;
        if (answer.empty())
            w.finish();
        else
            w.send(answer);
    }
    void poll() { r.poll(); }
    /// Moves the clock alarm by alarm for `how_long`, doing all that is ready at each stop.
    void pass(milliseconds how_long) {
        polyaxon::test::pass(*time, how_long, [this] { poll(); });
    }
    static background_job job(verb v, std::string target, std::string body = {}) {
        background_job j;
        j.request.method = v;
        j.request.target = std::move(target);
        j.request.body = std::move(body);
        if (!j.request.body.empty()) j.request.content_type = "application/json";
        return j;
    }
    void post(const std::string& target) { queue->add(job(verb::post, target, "{}")); }
    void item(const std::string& target, const std::string& text) {
        queue->add_item(job(verb::post, target), text);
    }
    std::vector<std::string> lines() const {
        std::vector<std::string> out;
        for (const auto& a : came) out.push_back(a.line);
        return out;
    }
    std::vector<int> seconds_of() const {
        std::vector<int> out;
        for (const auto& a : came) out.push_back(static_cast<int>(a.at.count() / 1000));
        return out;
    }
    /// Waits for all in the background; the result comes into `left`.
    void drain(milliseconds quiet, milliseconds limit) {
        asio::co_spawn(r.io, queue->drain(quiet, limit),
                       asio::bind_cancellation_slot(stop.slot(), [this](std::exception_ptr e, std::size_t n) {
                           if (e)
                               threw = e;
                           else
                               left = n;
                       }));
    }

    rig r;
    std::shared_ptr<polyaxon::testing::manual_time> time = std::make_shared<polyaxon::testing::manual_time>();
    const steady_time start = time->now();
    std::shared_ptr<owner> who = std::make_shared<owner>();
    std::shared_ptr<background_queue> queue;
    std::vector<arrival> came;
    std::deque<std::string> answers;  ///< an empty one cuts the connection
    bool silent = false;
    std::optional<std::size_t> left;
    std::exception_ptr threw;
    asio::cancellation_signal stop;
};

using texts = std::vector<std::string>;
using times = std::vector<int>;

// ---- single requests

TEST(BackgroundQueue, SendsInOrderOneAtATime) {
    stage s;
    s.silent = true;
    s.post("/a"), s.queue->add(stage::job(verb::del, "/b")), s.post("/c");
    s.poll();
    EXPECT_EQ(s.lines(), texts{"POST /a"}) << "the next one waits for the answer of the one before";
    s.silent = false;
    s.r.net->wires.back()->send(http(200, "{}"));
    s.poll();
    EXPECT_EQ(s.lines(), (texts{"POST /a", "DELETE /b", "POST /c"}));
    const auto n = s.queue->stats();
    EXPECT_EQ(n.queued, 3u);
    EXPECT_EQ(n.sent, 3u);
    EXPECT_EQ(n.waiting, 0u);
    EXPECT_EQ(n.waiting_bytes, 0u);
    EXPECT_TRUE(s.who->failures.empty());
}

TEST(BackgroundQueue, RetriesIdempotentRequestsAfterNothingFourAndEightSeconds) {
    stage s;
    for (int i = 0; i < 4; ++i) s.answers.push_back(http(503, ""));
    s.queue->add(stage::job(verb::del, "/a"));
    s.post("/b");
    s.pass(seconds(60));
    EXPECT_EQ(s.lines(), (texts{"DELETE /a", "DELETE /a", "DELETE /a", "DELETE /a", "POST /b"}));
    EXPECT_EQ(s.seconds_of(), (times{0, 0, 4, 12, 12}));
    const auto n = s.queue->stats();
    EXPECT_EQ(n.retried, 3u);
    EXPECT_EQ(n.failed, 1u);
    EXPECT_EQ(n.sent, 1u);
    ASSERT_EQ(s.who->failures.size(), 1u);
    EXPECT_EQ(s.who->failures[0].request, "DELETE /a");
    EXPECT_EQ(s.who->failures[0].failure, errc::server_error);
    EXPECT_EQ(s.who->failures[0].detail.find("canary"), std::string::npos);
}

TEST(BackgroundQueue, NeverSendsAPostAgainThatWasAnswered) {
    for (const int status : {429, 500, 502, 503, 504}) {
        stage s;
        s.answers.push_back(http(status, ""));
        s.post("/a");
        s.pass(seconds(60));
        EXPECT_EQ(s.came.size(), 1u) << status;
        EXPECT_EQ(s.queue->stats().failed, 1u) << status;
    }
}

TEST(BackgroundQueue, NeverSendsAPostAgainThatMayHaveArrived) {
    stage s;
    s.answers.push_back("");  // cut after the request was read
    s.post("/a");
    s.queue->add(stage::job(verb::put, "/b", "{}"));
    s.pass(seconds(60));
    EXPECT_EQ(s.lines(), (texts{"POST /a", "PUT /b"}));
    ASSERT_EQ(s.who->failures.size(), 1u);
    EXPECT_TRUE(s.who->failures[0].maybe_sent);
}

TEST(BackgroundQueue, SendsAPutAgainWhoseAnswerWasLost) {
    stage s;
    s.answers.push_back("");
    s.queue->add(stage::job(verb::put, "/b", "{}"));
    s.pass(seconds(60));
    EXPECT_EQ(s.lines(), (texts{"PUT /b", "PUT /b"}));
    EXPECT_EQ(s.queue->stats().sent, 1u);
}

TEST(BackgroundQueue, ARetryAfterReplacesThePause) {
    stage s;
    s.answers.push_back(http(429, "", "Retry-After: 7\r\n"));
    s.answers.push_back(http(503, "", "Retry-After: 1\r\n"));
    s.queue->add(stage::job(verb::del, "/a"));
    s.pass(seconds(60));
    EXPECT_EQ(s.seconds_of(), (times{0, 7, 8}));
    EXPECT_EQ(s.queue->stats().sent, 1u);
}

TEST(BackgroundQueue, APostWaitsForRetryAfterWhereTheClientOptedIn) {
    stage s({}, {.wait_for_retry_after = true});
    s.answers.push_back(http(429, "", "Retry-After: 7\r\n"));
    s.post("/a");
    s.pass(seconds(60));
    // The engine waits by itself, in real time, when the pause fits the deadline; 7 s do not fit 5 s, so the queue does.
    EXPECT_EQ(s.seconds_of(), (times{0, 7}));
    EXPECT_EQ(s.queue->stats().sent, 1u);
}

TEST(BackgroundQueue, AServerThatIsAwayLosesNothing) {
    stage s;
    s.who->away = true;
    for (int i = 0; i < 50; ++i) s.post("/" + std::to_string(i)), s.item("/m", std::to_string(i));
    s.pass(seconds(600));
    EXPECT_TRUE(s.came.empty());
    EXPECT_EQ(s.queue->stats().waiting, 100u);
    EXPECT_TRUE(s.who->failures.empty());
    EXPECT_EQ(s.who->warnings.size(), 2u) << "each of the two workers tells it once";
    s.who->away = false;
    s.pass(seconds(10));
    EXPECT_EQ(s.queue->stats().sent, 100u);
    ASSERT_EQ(s.came.size(), 51u);
    int next = 0;
    for (const auto& a : s.came) {
        if (a.line != "POST /m") {
            EXPECT_EQ(a.line, "POST /" + std::to_string(next++));
        }
    }
    EXPECT_EQ(next, 50);
}

TEST(BackgroundQueue, AnOutageHasABound) {
    stage s({.max_outage = milliseconds(0)});
    s.who->away = true;
    s.post("/a");
    s.pass(seconds(11));
    EXPECT_EQ(s.queue->stats().failed, 0u);
    s.pass(seconds(2));
    EXPECT_EQ(s.queue->stats().failed, 1u);
    ASSERT_EQ(s.who->failures.size(), 1u);
    EXPECT_EQ(s.who->failures[0].failure, errc::network);
    EXPECT_FALSE(s.who->failures[0].maybe_sent);
    EXPECT_EQ(s.queue->stats().retried, 3u);
}

TEST(BackgroundQueue, WithoutAContextEachRequestFailsAndIsTold) {
    stage s;
    s.who->no_way = true;
    for (int i = 0; i < 1000; ++i) s.post("/a");
    s.poll();
    EXPECT_EQ(s.queue->stats().failed, 1000u);
    ASSERT_EQ(s.who->failures.size(), 1000u);
    EXPECT_EQ(s.who->failures[0].failure, errc::context);
    EXPECT_EQ(s.who->failures[0].request, "POST /a");
}

// ---- batches

TEST(BackgroundQueue, OneArrayATargetAndInterval) {
    stage s;
    s.item("/m", "1"), s.item("/l", "\"a\""), s.item("/m", "2"), s.item("/l", "\"b\"");
    s.pass(milliseconds(999));
    EXPECT_TRUE(s.came.empty());
    s.pass(milliseconds(1));
    ASSERT_EQ(s.came.size(), 2u);
    std::map<std::string, std::string> bodies;
    for (const auto& a : s.came) bodies[a.line] = a.body;
    EXPECT_EQ(bodies["POST /m"], "[1,2]");
    EXPECT_EQ(bodies["POST /l"], "[\"a\",\"b\"]");
    s.pass(seconds(10));
    EXPECT_EQ(s.came.size(), 2u) << "an empty POST went";
    s.item("/m", "3");
    s.pass(seconds(1));
    EXPECT_EQ(s.came.back().body, "[3]");
    EXPECT_EQ(s.queue->stats().batches, 3u);
    EXPECT_EQ(s.queue->stats().sent, 5u);
    EXPECT_EQ(s.queue->stats().waiting_bytes, 0u);
}

TEST(BackgroundQueue, TwoHundredGoAtOnceAndInOrder) {
    stage s;
    for (int i = 0; i < 450; ++i) s.item("/m", std::to_string(i));
    s.poll();
    ASSERT_EQ(s.came.size(), 2u);
    s.pass(seconds(1));
    ASSERT_EQ(s.came.size(), 3u);
    std::string all;
    for (const auto& a : s.came) all += a.body.substr(1, a.body.size() - 2) + ',';
    std::string expected;
    for (int i = 0; i < 450; ++i) expected += std::to_string(i) + ',';
    EXPECT_EQ(all, expected);
    EXPECT_EQ(s.came[0].body.substr(0, 5), "[0,1,");
    EXPECT_EQ(std::count(s.came[0].body.begin(), s.came[0].body.end(), ','), 199);
}

TEST(BackgroundQueue, RequestsThatDifferInMoreThanTheBodyShareNoBatch) {
    stage s;
    s.item("/m", "1");
    auto other = stage::job(verb::post, "/m");
    other.request.authorization = "Token other";
    s.queue->add_item(other, "2");
    s.pass(seconds(1));
    ASSERT_EQ(s.came.size(), 2u);
    EXPECT_NE(s.came[0].body, s.came[1].body);
}

// ---- bounds

TEST(BackgroundQueue, BeyondTheBoundTheNewestIsRefusedCountedAndTold) {
    stage s({.max_items = 10});
    s.silent = true;
    for (int i = 0; i < 25; ++i) s.post("/" + std::to_string(i));
    auto n = s.queue->stats();
    EXPECT_EQ(n.queued, 10u);
    EXPECT_EQ(n.dropped, 15u);
    EXPECT_GT(n.dropped_bytes, 15u * 2);
    s.poll();
    s.silent = false;
    s.r.net->wires.back()->send(http(200, "{}"));
    s.poll();
    ASSERT_EQ(s.came.size(), 10u);
    EXPECT_EQ(s.came.back().line, "POST /9");
    ASSERT_EQ(s.who->failures.size(), 1u) << "one line for many";
    EXPECT_EQ(s.who->failures[0].items, 15u);
    EXPECT_EQ(s.who->failures[0].failure, errc::too_large);
}

TEST(BackgroundQueue, AMillionAdditionsStayWithinTheBytes) {
    stage s({.max_items = 10'000'000, .max_bytes = 1024 * 1024});
    s.who->away = true;
    const std::string item(100, 'x');
    for (int i = 0; i < 1'000'000; ++i) s.item("/m", item);
    const auto n = s.queue->stats();
    EXPECT_LE(n.waiting_bytes, 1024u * 1024u);
    EXPECT_GT(n.waiting_bytes, 1000u * 1024u);
    EXPECT_EQ(n.queued + n.dropped, 1'000'000u);
    EXPECT_GE(n.dropped_bytes, n.dropped * 100);
    s.who->away = false;
    s.pass(seconds(30));
    EXPECT_EQ(s.queue->stats().sent, n.queued);
    EXPECT_EQ(s.queue->stats().waiting_bytes, 0u);
}

// ---- heartbeats

TEST(BackgroundQueue, HeartbeatsBeginAfterAFullPeriodAndTwiceIsOnce) {
    stage s;
    s.queue->set_heartbeat("/1/_heartbeat/");
    s.queue->set_heartbeat("/1/_heartbeat/");
    s.pass(seconds(59));
    EXPECT_TRUE(s.came.empty());
    s.pass(seconds(2));
    EXPECT_EQ(s.lines(), texts{"POST /1/_heartbeat/"});
    EXPECT_EQ(s.came[0].body, "");
    s.pass(seconds(120));
    EXPECT_EQ(s.seconds_of(), (times{60, 120, 180}));
    s.queue->unset_heartbeat("/1/_heartbeat/");
    s.pass(seconds(600));
    EXPECT_EQ(s.came.size(), 3u);
    EXPECT_EQ(s.queue->stats().heartbeats, 3u);
    EXPECT_FALSE(s.time->next()) << "an alarm is left";
}

TEST(BackgroundQueue, AHeartbeatThatFailsIsToldAndTheNextOneGoes) {
    stage s;
    s.answers.push_back(http(500, ""));
    s.queue->set_heartbeat("/1/_heartbeat/");
    s.pass(seconds(121));
    EXPECT_EQ(s.seconds_of(), (times{60, 120}));
    EXPECT_EQ(s.queue->stats().heartbeats, 1u);
    EXPECT_EQ(s.queue->stats().heartbeats_failed, 1u);
    ASSERT_EQ(s.who->failures.size(), 1u);
    EXPECT_EQ(s.who->failures[0].request, "POST /1/_heartbeat/");
}

TEST(BackgroundQueue, AHeartbeatThatWasUnsetIsNotTriedAgain) {
    stage s;
    s.who->away = true;
    s.queue->set_heartbeat("/1/_heartbeat/");
    s.pass(seconds(61));
    ASSERT_EQ(s.queue->stats().retried, 1u) << "the second of its tries, after which it pauses for 4 s";
    s.queue->unset_heartbeat("/1/_heartbeat/");
    s.who->away = false;
    s.pass(seconds(120));
    EXPECT_TRUE(s.came.empty());
    EXPECT_EQ(s.queue->stats().retried, 1u);
    EXPECT_EQ(s.queue->stats().heartbeats_failed, 1u);
    EXPECT_TRUE(s.who->failures.empty());
    EXPECT_FALSE(s.time->next()) << "an alarm is left";
    s.queue->set_heartbeat("/2/_heartbeat/");
    s.pass(seconds(61));
    EXPECT_EQ(s.lines(), texts{"POST /2/_heartbeat/"});
}

TEST(BackgroundQueue, AHangingMetricServerDoesNotStopHeartbeats) {
    stage s;
    s.who->away = true;
    s.item("/m", "1");
    s.pass(seconds(30));
    s.queue->set_heartbeat("/1/_heartbeat/");
    s.pass(seconds(58));
    s.who->away = false;
    s.silent = true;  // the batch hangs from now on
    s.pass(seconds(4));
    EXPECT_EQ(s.lines().back(), "POST /1/_heartbeat/");
}

// ---- drain

TEST(BackgroundQueue, DrainSendsWhatWaitsAtOnce) {
    stage s;
    s.post("/a"), s.item("/m", "1");
    s.drain(milliseconds(200), seconds(20));
    s.poll();
    EXPECT_EQ(s.left, 0u);
    EXPECT_EQ(s.came.size(), 2u);
    EXPECT_TRUE(s.who->warnings.empty());
    EXPECT_LE(s.time->next() ? 1 : 0, 1);
}

TEST(BackgroundQueue, DrainWithNothingToDoEndsAtOnce) {
    stage s;
    s.drain(milliseconds(200), seconds(20));
    s.poll();
    EXPECT_EQ(s.left, 0u);
}

TEST(BackgroundQueue, DrainGivesUpAtItsLimitAndTellsHowMany) {
    stage s;
    s.who->away = true;
    s.post("/a"), s.post("/b"), s.item("/m", "1");
    s.drain(seconds(1), seconds(20));
    s.pass(milliseconds(999));
    EXPECT_TRUE(s.who->warnings.empty());
    s.pass(milliseconds(1));
    ASSERT_EQ(s.who->warnings.size(), 1u);
    EXPECT_NE(s.who->warnings[0].find("3 background items are still to be sent"), std::string::npos);
    s.pass(milliseconds(18'999));
    EXPECT_FALSE(s.left);
    s.pass(milliseconds(1));
    EXPECT_EQ(s.left, 3u);
    EXPECT_NE(s.who->warnings.back().find("3 background items were not sent within 20000 ms"),
              std::string::npos);
    s.who->away = false;
    s.pass(seconds(10));
    EXPECT_EQ(s.queue->stats().sent, 3u) << "what a drain did not wait for stays queued";
}

TEST(BackgroundQueue, DrainCanBeCancelled) {
    stage s;
    s.who->away = true;
    s.post("/a");
    s.drain(seconds(1), seconds(20));
    s.poll();
    s.stop.emit(asio::cancellation_type::terminal);
    s.poll();
    ASSERT_TRUE(s.threw);
    try {
        std::rethrow_exception(s.threw);
    } catch (const error& e) {
        EXPECT_EQ(e.kind(), errc::canceled);
    }
    EXPECT_EQ(s.queue->stats().waiting, 1u);
}

// ---- the end

TEST(BackgroundQueue, ClosingCountsAndTellsWhatIsLost) {
    stage s;
    s.who->away = true;
    s.post("/a"), s.post("/b"), s.item("/m", "1"), s.item("/m", "2");
    s.pass(seconds(2));
    s.drain(seconds(1), seconds(20));
    s.poll();
    s.queue->close();
    s.queue->close();
    s.poll();
    const auto n = s.queue->stats();
    EXPECT_EQ(n.lost, 4u);
    EXPECT_EQ(n.waiting, 0u);
    EXPECT_EQ(n.waiting_bytes, 0u);
    std::size_t items = 0;
    for (const auto& f : s.who->failures) items += f.items;
    EXPECT_EQ(items, 4u);
    EXPECT_TRUE(s.left) << "a drain hangs";
    EXPECT_FALSE(s.time->next());
    s.post("/late"), s.item("/late", "1");
    EXPECT_EQ(s.queue->stats().dropped, 2u);
    EXPECT_EQ(s.who->failures.back().failure, errc::canceled);
    s.pass(seconds(60));
    EXPECT_TRUE(s.came.empty());
}

TEST(BackgroundQueue, MayGoWithTheirContext) {
    // Every state in which a context can be destroyed: nothing done yet, under way, in a pause, draining, with alarms.
    for (int state = 0; state < 5; ++state) {
        auto who = std::make_shared<owner>();
        const auto time = std::make_shared<polyaxon::testing::manual_time>();
        std::shared_ptr<background_queue> queue;
        std::shared_ptr<engine> on;
        {
            auto net = std::make_shared<memory_net>();
            asio::io_context io;
            engine_options o = rig::defaults();
            o.thread_safe = state % 2 == 0;
            net->on_dial = [&](wire& w) {
                w.accept(state >= 2 ? make_error_code(std::errc::connection_refused) : std::error_code(), "");
            };
            o.connect = net;
            on = engine::make(io.get_executor(), o);
            who->on = on;
            background_setup setup;
            setup.thread_safe = o.thread_safe;
            if (state != 4) setup.time = time;
            queue = background_queue::make(io.get_executor(), who, setup);
            for (int i = 0; i < 3; ++i) queue->add(stage::job(verb::post, "/a", "{}"));
            queue->add_item(stage::job(verb::post, "/m"), "1");
            queue->set_heartbeat("/h");
            if (state >= 3) asio::co_spawn(io, queue->drain(seconds(1), seconds(20)), asio::detached);
            if (state > 0)
                for (int i = 0; i < 50; ++i) io.restart(), io.poll();
        }
        EXPECT_EQ(queue->stats().waiting, 0u) << state;
        EXPECT_EQ(queue->stats().lost + queue->stats().failed, 4u) << state;
        queue->add(stage::job(verb::post, "/late", "{}"));
        queue->unset_heartbeat("/h");
        queue->close();
    }
}

TEST(BackgroundQueue, ManyThreadsAdd) {
    constexpr int threads = 8, each = 5'000;
    auto net = std::make_shared<memory_net>();
    asio::io_context io;
    engine_options o = rig::defaults();
    o.thread_safe = true;
    std::atomic<int> singles{0};
    std::mutex mutex;
    std::vector<std::string> bodies;
    net->on_write = [&](wire& w) {
        const auto head = w.written.find("\r\n\r\n");
        const auto at = w.written.find("Content-Length: ");
        if (head == std::string::npos || w.written.size() < head + 4 + std::stoul(w.written.substr(at + 16)))
            return;
        if (w.written.starts_with("POST /m ")) {
            const std::lock_guard lock(mutex);
            bodies.push_back(w.written.substr(head + 5, w.written.size() - head - 6));
        } else {
            ++singles;
        }
        w.written.clear();
        w.send(http(200, "{}"));
    };
    o.connect = net;
    auto on = engine::make(io.get_executor(), o);
    auto who = std::make_shared<owner>();
    who->on = on;
    background_setup in_bulk;
    in_bulk.bounds.max_items = 1'000'000;
    auto queue = background_queue::make(io.get_executor(), who, in_bulk);
    std::vector<std::thread> adders;
    for (int t = 0; t < threads; ++t)
        adders.emplace_back([&, t] {
            for (int i = 0; i < each; ++i) {
                queue->add_item(stage::job(verb::post, "/m"), std::to_string(t * each + i));
                if (i % 50 == 0) queue->add(stage::job(verb::post, "/s", "{}"));
            }
        });
    bool drained = false;
    asio::co_spawn(
        io,
        [&]() -> asio::awaitable<void> {
            auto wait = [&] {
                for (auto& t : adders) t.join();
            };
            wait();
            auto all = queue->drain(seconds(1), seconds(60));
            EXPECT_EQ(co_await std::move(all), 0u);
            drained = true;
            queue->close();
            on->close();
        },
        asio::detached);
    std::thread second([&] { io.run_for(seconds(60)); });
    io.run_for(seconds(60));
    second.join();
    ASSERT_TRUE(drained);
    EXPECT_EQ(singles, threads * each / 50);
    std::vector<int> last(threads, -1);
    int seen = 0;
    for (const auto& b : bodies)
        for (std::size_t at = 0; at < b.size();) {
            const int n = std::stoi(b.substr(at));
            EXPECT_GT(n % each, last[static_cast<std::size_t>(n / each)]) << "out of order";
            last[static_cast<std::size_t>(n / each)] = n % each;
            ++seen;
            const auto comma = b.find(',', at);
            at = comma == std::string::npos ? b.size() : comma + 1;
        }
    EXPECT_EQ(seen, threads * each);
    EXPECT_EQ(queue->stats().sent, static_cast<std::uint64_t>(seen + singles));
}

}  // namespace
