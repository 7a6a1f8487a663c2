#include "resources/v0_support.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/detached.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <atomic>
#include <random>

namespace {

using namespace std::chrono_literals;
using namespace v0_test;
using polyaxon::testing::frame;
using polyaxon::testing::received;
using polyaxon::testing::upgraded;
using polyaxon::v0::log_message;
using end = reply::end;

std::string line(std::string_view text) { return R"({"log_lines": ")" + std::string(text) + "\"}"; }

std::string joined(const std::vector<std::string>& all) {
    std::string out;
    for (const auto& one : all) out += (out.empty() ? "" : ",") + one;
    return out;
}

/// What a stream came to.
struct told {
    std::vector<std::string> lines, phases;
    errc failed{};
    std::string text;
    int status = 0;
    polyaxon::stream_stats stats;
};

asio::awaitable<told> read_all(polyaxon::stream<log_message> logs) {
    told out;
    try {
        while (auto m = co_await logs.next()) {
            for (auto& l : m->log_lines) out.lines.push_back(l);
            if (m->status) out.phases.push_back(*m->status);
        }
    } catch (const polyaxon::error& e) {
        out.failed = e.kind();
        out.text = e.what();
        out.status = e.status();
    }
    out.stats = logs.stats();
    co_return out;
}

/// A client of a real server on 127.0.0.1.
struct place {
    explicit place(polyaxon::testing::server::handler h, bool tls = false)
        : server(std::move(h), options(tls)), ca(tls ? server.ca_file() : "") {
        config.host = "127.0.0.1";
        config.token = "token-abc";
        config.port = server.port();
        config.use_https = tls;
        config.tls.ca_file = ca;
        config.system = &system;
        config.retry.base_delay = 1ms, config.retry.max_delay = 4ms;
    }
    told logs(polyaxon::v0::logs_options o = {}) {
        told out;
        run([&]() -> asio::awaitable<void> {
            polyaxon::v0::client client(co_await asio::this_coro::executor, config);
            auto all = client.experiment().logs("adam", "mnist", 42, o);
            out = co_await read_all(std::move(all));
        });
        return out;
    }
    static polyaxon::testing::server_options options(bool tls) {
        polyaxon::testing::server_options o;
        o.tls = tls;
        return o;
    }
    polyaxon::testing::server server;
    std::string ca;
    std::shared_ptr<const polyaxon::context::system> system = std::make_shared<machine>();
    polyaxon::v0::api_config config;
};

constexpr polyaxon::v0::logs_options once{.reconnect = false};

/// The handler's answers in turn; the last one repeats.
auto in_turn(std::vector<std::function<reply(const received&)>> answers) {
    return [answers = std::move(answers), n = std::make_shared<std::atomic<std::size_t>>(0)](
               const received& r) { return answers[std::min(n->fetch_add(1), answers.size() - 1)](r); };
}
auto frames(std::vector<frame> f, end then = end::fin) {
    return [f = std::move(f), then](const received& r) { return upgraded(r, f, then); };
}

TEST(V0Streams, ReadsEveryShapeOfMessage) {
    for (const bool tls : {false, true}) {
        place p(frames({frame::text(R"({"status": "running", "log_lines": null})"),
                        frame::text(line("2019-11-25 epoch 1")),
                        frame::text(R"({"log_lines": ["l1", "l2 – ünïcode"], "new_key": {"a": [1]}})"),
                        frame::text(""), frame{frame::kind::text, "{\"log_li", false},
                        frame{frame::kind::ping, "hi"}, frame{frame::kind::more, "nes\": \"x\"}"},
                        frame{frame::kind::binary, line("bin")}, frame::text(R"({"status": "succeeded"})"),
                        frame::close(1000)}),
                tls);
        const auto got = p.logs();
        EXPECT_EQ(joined(got.lines), "2019-11-25 epoch 1,l1,l2 – ünïcode,x,bin") << got.text;
        EXPECT_EQ(joined(got.phases), "running,succeeded");
        EXPECT_EQ(got.failed, errc{});
        EXPECT_EQ(got.stats.messages, 6u);
        EXPECT_EQ(got.stats.dropped + got.stats.reconnects + got.stats.gaps, 0u);
        const auto asked = p.server.requests().at(0);
        EXPECT_EQ(asked.target, "/api/v1/adam/mnist/experiments/42/logs/stream/");
        EXPECT_EQ(asked.header("Authorization"), "Token token-abc");
        EXPECT_EQ(asked.header("Sec-WebSocket-Version"), "13");
        EXPECT_EQ(asked.header("Origin"),
                  (tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(p.server.port()));
    }
}

TEST(V0Streams, SendsTheInternalHeaderInAManagedRun) {
    place p(frames({frame::text(line("x")), frame::close()}));
    auto here = std::make_shared<machine>();
    const auto at = "127.0.0.1:" + std::to_string(p.server.port());
    here->variables = {{"POLYAXON_IS_MANAGED", "1"},
                       {"POLYAXON_API_HTTP_HOST", "http://127.0.0.1:9"},
                       {"POLYAXON_API_WS_HOST", "ws://" + at + "/prefix"},
                       {"POLYAXON_INTERNAL_HEADER", "X-Polyaxon-Internal"},
                       {"POLYAXON_INTERNAL_HEADER_SERVICE", "sidecar"}};
    p.system = here;
    p.config.host.reset(), p.config.port.reset(), p.config.use_https.reset();
    EXPECT_EQ(joined(p.logs().lines), "x");
    const auto asked = p.server.requests().at(0);
    EXPECT_EQ(asked.target, "/prefix/api/v1/adam/mnist/experiments/42/logs/stream/");
    EXPECT_EQ(asked.header("X-Polyaxon-Internal"), "sidecar");
}

TEST(V0Streams, UsesTheWebSocketPort) {
    place p(frames({frame::text(line("x")), frame::close()}));
    p.config.port.reset();
    p.config.http_port = 9, p.config.ws_port = p.server.port();
    EXPECT_EQ(joined(p.logs().lines), "x");
}

TEST(V0Streams, DropsAndCountsWhatIsNoMessage) {
    const auto bad = frames({frame::text("not json"), frame::text("[1]"), frame::text("{\"log_lines\": 5}"),
                             frame::text("{\"log_lines\": \"cut"), frame{frame::kind::binary, "\xFF\xFE"},
                             frame::text(line("after")), frame::close()});
    place p(bad);
    const auto got = p.logs();
    EXPECT_EQ(joined(got.lines), "after");
    EXPECT_EQ(got.failed, errc{});
    EXPECT_EQ(got.stats.dropped, 5u);
    place strict(frames(
        {frame::text(line("before")), frame::text("not json"), frame::text(line("after")), frame::close()}));
    const auto ended = strict.logs({.strict = true});
    EXPECT_EQ(joined(ended.lines), "before");
    EXPECT_EQ(ended.failed, errc::decode);
    EXPECT_EQ(strict.server.connection_count(), 1u) << "that is no reason to connect again";
}

TEST(V0Streams, TellsTheEndsApart) {
    struct row {
        std::vector<frame> wire;
        end then;
        errc failed;
        std::string_view says;
    };
    const row rows[] = {
        {{frame::close(1000)}, end::fin, {}, ""},
        {{frame::close(1001)}, end::fin, {}, ""},
        {{frame::close(0)}, end::fin, {}, ""},
        {{frame::close(1011, "broke")}, end::fin, errc::network, "1011 (broke)"},
        {{frame::close(4001)}, end::fin, errc::network, "4001"},
        {{}, end::fin, errc::network, "without closing"},
        {{}, end::rst, errc::network, "lost"},
        {{frame{frame::kind::more, "x"}}, end::keep, errc::protocol, "continues no message"},
        {{frame::text("\xFF")}, end::keep, errc::protocol, "UTF-8"},
    };
    for (const bool tls : {false, true})
        for (const auto& row : rows) {
            auto wire = row.wire;
            wire.insert(wire.begin(), frame::text(line("first")));
            place p(frames(wire, row.then), tls);
            const auto got = p.logs(once);
            EXPECT_TRUE(joined(got.lines) == "first" || row.then == end::rst) << row.says;
            EXPECT_EQ(got.failed, row.failed) << got.text;
            EXPECT_TRUE(got.text.find(row.says) != std::string::npos || row.then == end::rst) << got.text;
            EXPECT_EQ(got.text.find("token-abc"), std::string::npos);
            EXPECT_EQ(p.server.request_count(), 1u);
        }
}

TEST(V0Streams, TellsARefusalAndDoesNotAskAgain) {
    const std::pair<int, errc> rows[] = {{401, errc::unauthenticated},
                                         {403, errc::forbidden},
                                         {404, errc::not_found},
                                         {400, errc::client_error},
                                         {200, errc::client_error}};
    for (const auto& [status, kind] : rows) {
        place p([status = status](const received&) { return reply::error(status, "The server's words"); });
        const auto got = p.logs();
        EXPECT_EQ(got.failed, kind);
        EXPECT_EQ(got.status, status);
        EXPECT_NE(got.text.find("The server's words"), std::string::npos) << got.text;
        EXPECT_NE(got.text.find("GET /api/v1/adam/mnist/experiments/42/logs/stream/"), std::string::npos)
            << got.text;
        EXPECT_EQ(p.server.request_count(), 1u);
    }
}

TEST(V0Streams, TriesAgainWhatMayPass) {
    place p(in_turn({[](const received&) { return reply::error(503, "not yet"); },
                     [](const received&) { return reply::error(502, "not yet"); },
                     frames({frame::text(line("x")), frame::close()})}));
    const auto got = p.logs();
    EXPECT_EQ(joined(got.lines), "x") << got.text;
    EXPECT_EQ(got.stats.reconnects, 0u) << "nothing had been open";
    place down([](const received&) { return reply::error(503, "never"); });
    const auto failed = down.logs();
    EXPECT_EQ(failed.failed, errc::server_error);
    EXPECT_EQ(down.server.request_count(), 3u) << "as any GET";
    EXPECT_NE(failed.text.find("tried 3 times"), std::string::npos) << failed.text;
    place set([](const received&) { return reply::error(503, "never"); });
    set.logs({.call = {.max_attempts = 5}});
    EXPECT_EQ(set.server.request_count(), 5u);
    place never([](const received&) { return reply::error(503, "never"); });
    never.logs(once);
    EXPECT_EQ(never.server.request_count(), 1u);
}

TEST(V0Streams, GoesOnBehindWhatItHasAlready) {
    // The second and third connection begin from the first line, with other borders between messages.
    place p(in_turn(
        {frames({frame::text(R"({"status": "running"})"), frame::text(line("a")), frame::text(line("b"))},
                end::fin),
         frames({frame::text(R"({"status": "running"})"), frame::text(R"({"log_lines": ["a", "b", "c"]})")},
                end::fin),
         frames({frame::text(line("a\\nb\\nc\\nd")), frame::text(line("e")),
                 frame::text(R"({"status": "succeeded"})"), frame::close()})}));
    const auto got = p.logs();
    EXPECT_EQ(joined(got.lines), "a,b,c,d,e") << got.text;
    EXPECT_EQ(joined(got.phases), "running,succeeded");
    EXPECT_EQ(got.stats.reconnects, 2u);
    EXPECT_EQ(got.stats.repeated, 5u);
    EXPECT_EQ(got.stats.gaps, 0u);
}

TEST(V0Streams, HandsOutWhatIsNewAndCountsTheGap) {
    place p(in_turn({frames({frame::text(line("a")), frame::text(line("b"))}, end::fin),
                     frames({frame::text(line("a")), frame::text(line("x")), frame::close()})}));
    const auto got = p.logs();
    EXPECT_EQ(joined(got.lines), "a,b,a,x") << "one line that looks alike proves nothing";
    EXPECT_EQ(got.stats.gaps, 1u);
    EXPECT_EQ(got.stats.repeated, 0u);
}

TEST(V0Streams, GivesUpAfterTenLossesInARow) {
    std::vector<std::function<reply(const received&)>> answers{frames({frame::text(line("a"))}, end::fin)};
    answers.push_back(frames({}, end::fin));
    place p(in_turn(answers));
    const auto got = p.logs();
    EXPECT_EQ(got.failed, errc::network);
    EXPECT_EQ(joined(got.lines), "a");
    EXPECT_EQ(p.server.request_count(), 10u) << "the first loss, and nine more";
    EXPECT_NE(got.text.find("tried 10 times"), std::string::npos) << got.text;
    // A refusal after a loss ends it at once.
    place gone(in_turn({frames({frame::text(line("a"))}, end::fin),
                        [](const received&) { return reply::error(404, "deleted"); }}));
    EXPECT_EQ(gone.logs().failed, errc::not_found);
    EXPECT_EQ(gone.server.request_count(), 2u);
}

TEST(V0Streams, GivesUpOnAServerThatOnlyRepeats) {
    const std::vector<frame> logs[] = {
        {frame::text(line("a")), frame::text(line("b"))},
        {frame::text(R"({"status": "running"})")},
        {frame::text(R"({"status": "error", "log_lines": ["gone"]})")},
    };
    for (const auto& log : logs) {
        place p(frames(log, end::fin));
        const auto got = p.logs({.call = {.timeout = 5s}});
        EXPECT_EQ(got.failed, errc::network) << got.text;
        EXPECT_EQ(p.server.request_count(), 10u);
    }
    // A log that differs from its first line on each time is no proof of progress either.
    place other([n = std::make_shared<std::atomic<int>>(0)](const received& r) {
        return upgraded(r, {frame::text(line(std::to_string((*n)++)))}, end::fin);
    });
    const auto got = other.logs({.call = {.timeout = 5s}});
    EXPECT_EQ(got.failed, errc::network) << got.text;
    EXPECT_EQ(joined(got.lines), "0,1,2,3,4,5,6,7,8,9");
}

TEST(V0Streams, GoesOnAsLongAsSomethingNewComes) {
    place p([n = std::make_shared<std::atomic<int>>(0)](const received& r) {
        std::vector<frame> all;
        const int upto = ++*n;
        for (int i = 0; i < upto; ++i) all.push_back(frame::text(line(std::to_string(i))));
        if (upto == 30) all.push_back(frame::close());
        return upgraded(r, all, end::fin);
    });
    const auto got = p.logs();
    EXPECT_EQ(got.failed, errc{}) << got.text;
    EXPECT_EQ(got.lines.size(), 30u);
    EXPECT_EQ(got.stats.reconnects, 29u);
}

TEST(V0Streams, DoesNotHurryAServerThatSendsResourcesAndDrops) {
    place p(frames({frame::text("[]")}, end::fin));
    p.config.retry.base_delay = 5ms, p.config.retry.max_delay = 100ms;
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, p.config);
        polyaxon::v0::resources_options o;
        o.call.timeout = 600ms;
        auto all = client.experiment().resources("adam", "mnist", 42, o);
        errc failed{};
        try {
            while (co_await all.next()) {
            }
        } catch (const polyaxon::error& e) {
            failed = e.kind();
        }
        EXPECT_TRUE(failed == errc::timeout || failed == errc::network);
        // The time may have passed between a connection and its message.
        EXPECT_GE(all.stats().messages + 1, p.server.request_count());
        EXPECT_GT(all.stats().messages, 0u);
    });
    // With pauses of 5 ms at most there were more than a hundred.
    EXPECT_LT(p.server.request_count(), 50u);
}

TEST(V0Streams, HasNothingMoreAfterCloseEvenWhenItIsLost) {
    for (const bool reconnect : {true, false}) {
        place p(frames({frame::text(line("a")), frame::text(line("b"))}, end::fin));
        run([&]() -> asio::awaitable<void> {
            const auto here = co_await asio::this_coro::executor;
            polyaxon::v0::client client(here, p.config);
            auto logs = client.experiment().logs("adam", "mnist", 42, {.reconnect = reconnect});
            EXPECT_TRUE(co_await logs.next());
            // The loss is known before the close.
            asio::steady_timer later(here, 20ms);
            co_await later.async_wait(asio::use_awaitable);
            logs.close();
            for (int i = 0; i < 2; ++i) EXPECT_FALSE(co_await logs.next());
        });
        // Closed while it waits, and the server drops it in the same moment.
        place held(frames({frame::text(line("a"))}, end::keep));
        run([&]() -> asio::awaitable<void> {
            const auto here = co_await asio::this_coro::executor;
            polyaxon::v0::client client(here, held.config);
            auto logs = client.experiment().logs("adam", "mnist", 42, {.reconnect = reconnect});
            EXPECT_TRUE(co_await logs.next());
            asio::steady_timer later(here, 5ms);
            later.async_wait([&](std::error_code) {
                held.server.close_connections(true);
                logs.close();
            });
            EXPECT_FALSE(co_await logs.next());
        });
    }
}

TEST(V0Streams, BoundsTheWholeStream) {
    place p(frames({frame::text(line("a"))}, end::keep));
    const auto before = std::chrono::steady_clock::now();
    const auto got = p.logs({.call = {.timeout = 150ms}});
    EXPECT_EQ(joined(got.lines), "a");
    EXPECT_EQ(got.failed, errc::timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 2s);
    // Losses do not prolong it.
    place flaky(frames({frame::text(line("a"))}, end::fin));
    flaky.config.retry.base_delay = flaky.config.retry.max_delay = 40ms;
    EXPECT_NE(flaky.logs({.call = {.timeout = 200ms}}).failed, errc{});
}

TEST(V0Streams, RefusesBadNamesBeforeAnythingIsSent) {
    place p(frames({frame::close()}));
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, p.config);
        auto logs = client.experiment().logs("adam", "..", 42);
        for (int i = 0; i < 2; ++i) {
            const auto r = co_await polyaxon::as_result(logs.next());
            EXPECT_EQ(r.error().kind(), errc::invalid_argument);
        }
    });
    EXPECT_EQ(p.server.request_count(), 0u);
}

TEST(V0Streams, OpensWhereEveryKindHasThem) {
    place p(frames({frame::close()}));
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, p.config);
        auto a = client.experiment().logs("u", "p", 1);
        auto b = client.experiment_job().logs("u", "p", 1, 2);
        auto c = client.job().logs("u", "p", 3);
        auto d = client.build_job().logs("u", "p", 4);
        auto e = client.experiment().resources("u", "p", 1);
        auto f = client.experiment_job().resources("u", "p", 1, 2);
        auto g = client.job().resources("u", "p", 3);
        auto h = client.build_job().resources("u", "p", 4);
        for (auto* s : {&a, &b, &c, &d}) EXPECT_FALSE(co_await s->next());
        for (auto* s : {&e, &f, &g, &h}) EXPECT_FALSE(co_await s->next());
    });
    std::vector<std::string> targets;
    for (const auto& r : p.server.requests()) targets.push_back(r.target.substr(12));
    EXPECT_EQ(joined(targets),
              "experiments/1/logs/stream/,experiments/1/jobs/2/logs/stream/,jobs/3/logs/stream/,builds/4/"
              "logs/stream/,experiments/1/resources/,"
              "experiments/1/jobs/2/resources/,jobs/3/resources/,builds/4/resources/");
}

TEST(V0Streams, ReadsResources) {
    const std::string one =
        R"([{"job_name": "master.8", "n_cpus": 8, "cpu_percentage": 12.5, "percpu_percentage": [10.0], "gpu_resources": null}])";
    place p(frames({frame::text(one), frame::text("[]"), frame::text("nonsense"), frame::close()}));
    place refused(frames(
        {frame::text(R"({"status": "error", "log_lines": ["Experiment was not found"]})"), frame::close()}));
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, p.config);
        auto all = client.experiment().resources("adam", "mnist", 42);
        auto first = co_await all.next();
        EXPECT_EQ(first.value().at(0).job_name, "master.8");
        auto second = co_await all.next();
        EXPECT_TRUE(second && second->empty());
        EXPECT_FALSE(co_await all.next());
        EXPECT_EQ(all.stats().messages, 2u);
        EXPECT_EQ(all.stats().dropped, 1u);
        polyaxon::v0::client other(co_await asio::this_coro::executor, refused.config);
        auto none = other.experiment().resources("adam", "mnist", 42);
        const auto r = co_await polyaxon::as_result(none.next());
        EXPECT_EQ(r.error().kind(), errc::decode);
        EXPECT_NE(r.error().detail().find("Experiment was not found"), std::string::npos);
    });
}

TEST(V0Streams, EndsWhenItIsClosed) {
    place p(frames({frame::text(line("a"))}, end::keep));
    run([&]() -> asio::awaitable<void> {
        polyaxon::v0::client client(co_await asio::this_coro::executor, p.config);
        polyaxon::stream<log_message> empty;
        EXPECT_FALSE(co_await empty.next());
        auto closed = client.experiment().logs("adam", "mnist", 42);
        EXPECT_TRUE(co_await closed.next());
        closed.close();
        EXPECT_FALSE(co_await closed.next());
        auto unopened = client.experiment().logs("adam", "mnist", 42);
        unopened.close();
        EXPECT_FALSE(co_await unopened.next());
        auto moved = client.experiment().logs("adam", "mnist", 42);
        EXPECT_TRUE(co_await moved.next());
        moved = client.experiment().logs("adam", "mnist", 43);
        EXPECT_TRUE(co_await moved.next()) << "the one before was cancelled, not this";
    });
}

TEST(V0Streams, EndsWithItsClient) {
    place p(frames({frame::text(line("a"))}, end::keep));
    run([&]() -> asio::awaitable<void> {
        const auto here = co_await asio::this_coro::executor;
        polyaxon::v0::client client(here, p.config);
        auto logs = client.experiment().logs("adam", "mnist", 42);
        EXPECT_TRUE(co_await logs.next());
        asio::steady_timer later(here, 10ms);
        later.async_wait([&](std::error_code) { client.close(); });
        const auto r = co_await polyaxon::as_result(logs.next());
        EXPECT_EQ(r.error().kind(), errc::canceled);
    });
}

TEST(V0Streams, CanBeCancelledAndDroppedWhileItWaits) {
    place p(frames({frame::text(line("a"))}, end::keep));
    asio::io_context io(1);
    polyaxon::v0::client client(io.get_executor(), p.config);
    asio::cancellation_signal stop;
    errc kind{};
    int lines = 0;
    auto work = [&]() -> asio::awaitable<void> {
        auto logs = client.experiment().logs("adam", "mnist", 42);
        try {
            while (co_await logs.next())
                ++lines, asio::post(io, [&] { stop.emit(asio::cancellation_type::terminal); });
        } catch (const polyaxon::error& e) {
            kind = e.kind();
        }
    };
    asio::co_spawn(io, work(), asio::bind_cancellation_slot(stop.slot(), asio::detached));
    const auto before = std::chrono::steady_clock::now();
    io.run_for(10s);
    EXPECT_EQ(lines, 1);
    EXPECT_EQ(kind, errc::canceled);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 1s) << "nothing of it stays behind";
    // And one whose loop goes away while it waits.
    {
        asio::io_context other(1);
        polyaxon::v0::client gone(other.get_executor(), p.config);
        auto wait = [&]() -> asio::awaitable<void> {
            auto logs = gone.experiment().logs("adam", "mnist", 42);
            while (co_await logs.next()) other.stop();
        };
        asio::co_spawn(other, wait(), asio::detached);
        other.run_for(10s);
    }
}

TEST(V0Streams, SurvivesCutsAtRandomPoints) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<frame> all;
    for (int i = 0; i < 200; ++i) all.push_back(frame::text(line("line " + std::to_string(i))));
    all.push_back(frame::close());
    for (const bool tls : {false, true}) {
        // The log is sent from its start each time, and cut somewhere; the last try is whole.
        auto dice = std::make_shared<std::mt19937>(seed);
        auto left = std::make_shared<std::atomic<int>>(15);
        place p(
            [=](const received& r) {
                auto answer = upgraded(r, all, end::fin);
                if (--*left > 0 && answer.raw) {
                    answer.raw->resize(answer.raw->find("\r\n\r\n") + 4 + 40 + (*dice)() % 2000);
                    if ((*dice)() % 2) answer.then = end::rst;
                }
                return answer;
            },
            tls);
        const auto got = p.logs({.call = {.timeout = 15s, .max_attempts = 30}});
        EXPECT_EQ(got.failed, errc{}) << got.text;
        ASSERT_EQ(got.lines.size(), 200u);
        for (int i = 0; i < 200; ++i)
            ASSERT_EQ(got.lines[static_cast<std::size_t>(i)], "line " + std::to_string(i));
        EXPECT_EQ(got.stats.gaps, 0u);
    }
}

}  // namespace
