#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/log_position.hpp>
#include <polyaxon/resources/v1/logs.hpp>

#include "resources/v1_watch_support.hpp"

#include <algorithm>
#include <random>

namespace {

using namespace v1_test;
using api::log_line;
using polyaxon::timestamp;

timestamp at(milliseconds since) {
    return timestamp(timestamp::parse("2026-01-01T00:00:00Z")->time() + since);
}
log_line line(milliseconds since, std::string value, std::string pod = "a") {
    log_line l;
    l.timestamp = at(since);
    l.pod = std::move(pod);
    l.value = std::move(value);
    return l;
}
template <class Lines>
texts values(const Lines& lines) {
    texts all;
    for (const auto& l : lines) all.push_back(l.value);
    return all;
}

/// A server with one run: its status, what its pods wrote so far, and what is archived. Gives logs as the real one does.
struct log_desk {
    std::string status = "running";
    std::vector<log_line> pods;  ///< in the order in which the server finds them
    std::vector<std::pair<std::string, std::vector<log_line>>>
        files;  ///< archived, one a call; without a name: all at once
    std::function<std::optional<reply>(const received&, std::size_t asked)>
        before;                        ///< answers instead, when it does
    std::size_t asked = 0, looks = 0;  ///< requests, those for logs
    desk d{[this](const received& r) { return answer(r); }};

    reply answer(const received& r) {
        ++asked;
        looks += r.path().ends_with("/logs");
        if (before)
            if (auto other = before(r, asked)) return *other;
        if (r.path() == of_run + "/statuses") return statuses({"created", status});
        if (r.path() == of_run) return reply::json(R"({"kind":"job","settings":{"namespace":"polyaxon"}})");
        if (r.path() != of_streams + "/logs") return reply::json("{}", 404);
        api::logs out;
        if (const auto since = r.query("last_time")) {
            const auto after = timestamp::parse(*since);
            if (!after) return reply::json("[\"bad last_time\"]", 400);
            for (const auto& l : pods)
                if (*l.timestamp > *after) out.logs.push_back(l);
            out.last_time = out.logs.empty() ? *after : *out.logs.back().timestamp;
        } else {
            const auto last = r.query("last_file");
            for (const auto& [name, lines] : files)
                if (!name.empty()) out.files.push_back(name);
            for (const auto& [name, lines] : files) {
                if (last && name <= *last) continue;
                out.logs = lines;
                if (!name.empty()) out.last_file = name;
                break;
            }
        }
        return reply::json(polyaxon::codec::to_json(out));
    }
    std::size_t count(std::string_view end) const {
        const auto all = d.fake.requests();
        return static_cast<std::size_t>(
            std::ranges::count_if(all, [&](const auto& r) { return r.path().ends_with(end); }));
    }
};

api::logs decoded(std::string_view text) {
    api::logs value;
    polyaxon::codec::json_parser parser;
    EXPECT_FALSE(parser.parse_text(text, value)) << parser.what();
    return value;
}

TEST(V1Logs, AreReadAndWritten) {
    const std::string text =
        R"({"last_time":"2026-01-01T00:00:07.000007+00:00","last_file":"f","logs":[{"timestamp":"2026-01-01T00:00:04.000004+00:00",)"
        R"("node":"n1","pod":"pod-b","container":"main","value":"line 4"},{"timestamp":null,"value":"no more"}],"files":["f","g"],"new":1})";
    const auto all = decoded(text);
    ASSERT_EQ(all.logs.size(), 2u);
    EXPECT_EQ(all.logs[0].pod, "pod-b");
    EXPECT_EQ(all.logs[0].value, "line 4");
    EXPECT_FALSE(all.logs[1].timestamp);
    EXPECT_EQ(all.last_file, "f");
    EXPECT_EQ(all.files, (texts{"f", "g"}));
    EXPECT_EQ(all.last_time->text(), "2026-01-01T00:00:07.000007+00:00");
    const auto back = decoded(polyaxon::codec::to_json(all));
    EXPECT_EQ(back.logs, all.logs);
    EXPECT_EQ(back.last_time, all.last_time);
}

TEST(V1Logs, GetLogsAsksForOnePortion) {
    log_desk s;
    s.pods = {line(1s, "one"), line(2s, "two")};
    run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, s.d);
        auto all = co_await w.run.get_logs();
        EXPECT_TRUE(all.logs.empty()) << "nothing is archived";
        auto newer = co_await w.run.get_logs({.last_time = at(1s)});
        EXPECT_EQ(values(newer.logs), texts{"two"});
        co_await w.run.get_logs({.last_file = "pod a.jsonl"});
    });
    EXPECT_EQ(s.d.lines(),
              (texts{"GET " + of_run, "GET " + of_streams + "/logs?kind=job",
                     "GET " + of_streams + "/logs?kind=job&last_time=2026-01-01T00%3A00%3A01.000000%2B0000",
                     "GET " + of_streams + "/logs?kind=job&last_file=pod%20a.jsonl"}));
}

TEST(V1Logs, ARunThatHasEndedIsReadFromTheArchive) {
    log_desk s;
    s.status = "failed";
    s.files = {{"", {line(0s, "a"), line(1s, "b"), line(1s, "b")}}};
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, s.d);
        auto lines = w.run.watch_logs({.pace = t.pace()});
        texts told;
        while (auto l = co_await lines.next()) told.push_back(l->value);
        EXPECT_EQ(told, (texts{"a", "b", "b"})) << "two that are the same are two";
    });
    EXPECT_EQ(s.d.lines(), (texts{"GET " + of_run + "/statuses", "GET " + of_run,
                                  "GET " + of_streams + "/logs?kind=job", "GET " + of_run + "/statuses"}))
        << "as the reference asks";
    EXPECT_TRUE(t.waited.empty());
}

TEST(V1Logs, ArchivedFilesAreReadOneAfterTheOtherAcrossFailures) {
    for (std::size_t fails = 0; fails <= 6; ++fails) {
        log_desk s;
        s.status = "succeeded";
        s.files = {{"f1", {line(0s, "a"), line(5s, "b")}},
                   {"f2", {line(5s, "b"), line(2s, "c")}},
                   {"f3", {line(6s, "d")}}};
        s.before = [&](const received&, std::size_t n) -> std::optional<reply> {
            if (n != fails) return std::nullopt;
            return n % 2 ? reply::json("{}", 503) : lost();
        };
        timed t;
        t.run([&]() -> awaitable<void> {
            watched w(co_await asio::this_coro::executor, s.d);
            auto lines = w.run.watch_logs({.pace = t.pace()});
            texts told;
            while (auto l = co_await lines.next()) told.push_back(l->value);
            EXPECT_EQ(told, (texts{"a", "b", "b", "c", "d"})) << "failure of request " << fails;
        });
        EXPECT_EQ(s.count("/statuses"), fails == 1 ? 2u : 1u);
    }
}

TEST(V1Logs, LinesOfThePodsComeOnceAndInOrderAcrossFailures) {
    // Whatever request fails, and however, the lines are the same.
    for (std::size_t fails = 0; fails <= 12; ++fails) {
        for (const int how : {500, 502, 503, 504, 0}) {
            log_desk s;
            s.before = [&](const received& r, std::size_t n) -> std::optional<reply> {
                // What the run writes while it is watched; several lines share a moment, some come late.
                if (r.path().ends_with("/logs")) {
                    if (s.looks == 2) s.pods = {line(1s, "1"), line(2s, "2")};
                    if (s.looks == 4) s.pods.push_back(line(2s, "3"));
                    if (s.looks == 6) {
                        s.pods.push_back(line(2s, "3"));
                        s.pods.push_back(line(7s, "4"));
                        s.pods.push_back(line(6s, "late", "b"));
                    }
                    if (s.looks == 8) s.pods.push_back(line(6500ms, "later", "b"));
                    if (s.looks == 10) s.pods.push_back(line(30s, "end"));
                }
                if (s.looks >= 10) s.status = "failed";
                if (fails == 0 || n < fails || n > fails + 1) return std::nullopt;
                return how ? reply::json("{}", how) : lost();
            };
            timed t;
            t.run([&]() -> awaitable<void> {
                watched w(co_await asio::this_coro::executor, s.d);
                auto lines = w.run.watch_logs({.pace = t.pace()});
                texts a, b;
                while (auto l = co_await lines.next()) (l->pod == "a" ? a : b).push_back(l->value);
                EXPECT_EQ(a, (texts{"1", "2", "3", "3", "4", "end"})) << fails << " failed with " << how;
                EXPECT_EQ(b, (texts{"late", "later"})) << fails << " failed with " << how;
                EXPECT_EQ(lines.stats().messages, 8u);
                EXPECT_EQ(lines.stats().reconnects, fails > 0 ? 1u : 0u);
                EXPECT_GT(lines.stats().repeated, 0u);
                EXPECT_EQ(lines.stats().gaps, 0u);
            });
        }
    }
}

TEST(V1Logs, WaitsForTheRunToBegin) {
    log_desk s;
    s.status = "queued";
    s.before = [&](const received&, std::size_t n) -> std::optional<reply> {
        if (n == 3) s.status = "running";
        if (n == 6) s.status = "succeeded";
        s.pods = {line(5s, "hello")};
        return std::nullopt;
    };
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, s.d);
        auto lines = w.run.watch_logs({.pace = t.pace()});
        auto first = co_await lines.next();
        EXPECT_TRUE(first && first->value == "hello");
        EXPECT_EQ(s.count("/statuses"), 3u);
        EXPECT_FALSE(co_await lines.next());
    });
    EXPECT_EQ(s.d.fake.requests().at(4).query("last_time"), "2026-01-01T00:00:00.000000+0000")
        << "from the oldest condition on";
}

TEST(V1Logs, LinesAreHandedOutBeforeTheServerIsAskedAgain) {
    log_desk s;
    s.pods = {line(1s, "one"), line(2s, "two")};
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, s.d);
        auto lines = w.run.watch_logs({.pace = t.pace()});
        auto one = co_await lines.next();
        const auto before = s.asked;
        auto two = co_await lines.next();
        EXPECT_TRUE(one && two && one->value == "one" && two->value == "two");
        EXPECT_EQ(s.asked, before);
        EXPECT_TRUE(t.waited.empty());
    });
}

TEST(V1Logs, AServerWithoutItsClusterIsReadFromTheArchiveInTheEnd) {
    log_desk s;
    s.files = {{"", {line(1s, "a"), line(2s, "b"), line(3s, "c")}}};
    s.pods = {line(1s, "a"), line(2s, "b")};
    s.before = [&](const received& r, std::size_t n) -> std::optional<reply> {
        if (n > 14) s.status = "failed";
        // It was there once, then the pods can no longer be reached.
        if (r.query("last_time") && n > 3) return reply::json("", 500);
        return std::nullopt;
    };
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, s.d);
        auto pace = t.pace();
        pace.max_pause = 2s;
        auto lines = w.run.watch_logs({.pace = pace});
        texts told;
        while (auto l = co_await lines.next()) told.push_back(l->value);
        EXPECT_EQ(told, (texts{"a", "b", "c"}));
        EXPECT_EQ(lines.stats().repeated, 2u);
    });
}

TEST(V1Logs, WhatWillNeverPassEndsTheWatchBehindTheLines) {
    log_desk s;
    s.pods = {line(1s, "one"), line(2s, "two")};
    s.before = [&](const received&, std::size_t n) -> std::optional<reply> {
        if (n > 3) return reply::json(R"({"detail":"not yours"})", 403);
        return std::nullopt;
    };
    timed t;
    t.run([&]() -> awaitable<void> {
        watched w(co_await asio::this_coro::executor, s.d);
        auto lines = w.run.watch_logs({.pace = t.pace()});
        for (int i = 0; i < 2; ++i) EXPECT_TRUE(co_await lines.next());
        auto after = co_await as_result(lines.next());
        EXPECT_EQ(after ? errc{} : after.error().kind(), errc::forbidden);
    });
}

TEST(V1LogPosition, EqualLinesCountAsOftenAsTheyCame) {
    api::log_position p;
    std::deque<log_line> out;
    p.begin_at(at(0s));
    EXPECT_EQ(p.ask(), at(0s));
    p.take_live({line(1s, "x"), line(1s, "x")}, out);
    p.take_live({line(1s, "x"), line(1s, "x"), line(1s, "x"), line(1s, "y")}, out);
    EXPECT_EQ(values(out), (texts{"x", "x", "x", "y"}));
    EXPECT_EQ(p.repeated(), 2u);
}

TEST(V1LogPosition, AsksFromTheOverlapOnAndForgetsWhatIsOlder) {
    api::log_position p;
    std::deque<log_line> out;
    p.begin_at(at(0s));
    p.take_live({line(100s, "x")}, out);
    EXPECT_EQ(p.ask(), at(90s));
    p.take_live({line(80s, "old"), line(95s, "late"), line(100s, "x")}, out);
    EXPECT_EQ(values(out), (texts{"x", "late"})) << "a server that gives more than asked for";
    p.take_live({line(200s, "far")}, out);
    EXPECT_EQ(p.gaps(), 1u) << "the lines of the overlap were not among them";
    EXPECT_EQ(p.ask(), at(190s));
}

TEST(V1LogPosition, WithoutTimesTheOldestAreForgotten) {
    api::log_position p;
    std::deque<log_line> out;
    const auto most = api::log_position::most_without_time;
    const auto untimed = [](std::size_t from, std::size_t to) {
        std::vector<log_line> all;
        for (auto i = from; i < to; ++i) {
            log_line l;
            l.value = std::to_string(i);
            all.push_back(std::move(l));
        }
        return all;
    };
    for (std::size_t from = 0; from <= most; from += 1000) p.take_live(untimed(from, from + 1000), out);
    EXPECT_EQ(p.repeated(), 0u);
    p.take_live(untimed(1000, most + 1000), out);
    EXPECT_EQ(p.repeated(), most) << "the newest are known";
    out.clear();
    p.take_live(untimed(0, 1000), out);
    EXPECT_EQ(out.size(), 1000u) << "the oldest are not";
    // A server that gives all there is, again and again.
    api::log_position whole;
    out.clear();
    for (int i = 0; i < 3; ++i) whole.take_live(untimed(0, 2 * most), out);
    EXPECT_EQ(out.size(), 2 * most);
}

TEST(V1LogPosition, AnyCutAndAnyRepetitionGivesTheSameLines) {
    const auto seed = std::random_device{}();
    std::mt19937 dice(seed);
    const auto upto = [&](int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); };
    for (int round = 0; round < 200; ++round) {
        std::vector<log_line> all;
        milliseconds now{1};
        for (int i = 0; i < 60; ++i) {
            now += milliseconds(upto(3) * upto(400));
            all.push_back(line(now, std::to_string(upto(3)), upto(2) ? "a" : "b"));
        }
        api::log_position p;
        p.begin_at(at(0s));
        std::deque<log_line> out;
        for (std::size_t written = 0; written < all.size();) {
            written = std::min(all.size(), written + static_cast<std::size_t>(upto(12)));
            std::vector<log_line> answer;
            for (std::size_t i = 0; i < written; ++i)
                if (*all[i].timestamp > *p.ask()) answer.push_back(all[i]);
            p.take_live(std::move(answer), out);
        }
        ASSERT_EQ(out.size(), all.size()) << "seed " << seed;
        EXPECT_TRUE(std::equal(out.begin(), out.end(), all.begin())) << "seed " << seed;
        // The archive holds all of it, and a line more.
        p.begin_archive();
        auto archive = all;
        archive.push_back(line(now, "the last"));
        p.take_archived(std::move(archive), out);
        ASSERT_EQ(out.size(), all.size() + 1) << "seed " << seed;
        EXPECT_EQ(out.back().value, "the last");
    }
}

}  // namespace
