// Bodies that come in pieces, over made-up connections.
#include "async/support/bodies.hpp"

#include <polyaxon/codec/gzip.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/steady_timer.hpp>

#include <gtest/gtest.h>

#include <random>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using std::chrono::milliseconds;

namespace {

enum class frame { length, chunks, close };

/// An answer with that body; chunks of random sizes.
std::string framed(std::string_view body, frame how, bool gzip, std::mt19937& dice) {
    const auto packed = gzip ? codec::gzip(body) : std::string();
    if (gzip) body = packed;
    std::string text = "HTTP/1.1 200 OK\r\nContent-Type: application/x-tar\r\n";
    if (gzip) text += "Content-Encoding: gzip\r\n";
    if (how == frame::length) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    if (how == frame::chunks) text += "Transfer-Encoding: chunked\r\n";
    text += "\r\n";
    if (how != frame::chunks) return text.append(body);
    while (!body.empty()) {
        const auto n = std::min<std::size_t>(1 + dice() % 100'000, body.size());
        char size[20];
        std::snprintf(size, sizeof size, "%zx\r\n", n);
        text.append(size).append(body.substr(0, n)).append("\r\n");
        body.remove_prefix(n);
    }
    return text + "0\r\n\r\n";
}

TEST(Download, ComesInPiecesHoweverItIsFramed) {
    std::mt19937 dice(11);
    for (const auto how : {frame::length, frame::chunks, frame::close}) {
        for (const bool gzip : {false, true}) {
            for (const std::size_t n : {std::size_t{1}, std::size_t{65536}, std::size_t{300'001}}) {
                for (const std::size_t most : {static_cast<std::size_t>(-1), std::size_t{777}}) {
                    SCOPED_TRACE(std::to_string(static_cast<int>(how)) + (gzip ? " gzip " : " plain ") +
                                 std::to_string(n));
                    rig r;
                    download c;
                    r.start(c), r.poll();
                    auto& w = (*r.net)[0];
                    w.most_per_read = most;
                    c.to_sink.on_write = [&] {
                        EXPECT_FALSE(w.reading) << "nothing is read while the sink is at work";
                    };
                    w.send(framed(pattern::text(n), how, gzip, dice));
                    if (how == frame::close) {
                        r.poll();
                        EXPECT_EQ(c.done, 0) << "only the end of the connection is the end of the body";
                        EXPECT_EQ(c.to_sink.finishes, 0);
                        w.finish();
                    }
                    r.poll();
                    EXPECT_TRUE(c.ok()) << c.text();
                    EXPECT_TRUE(c.to_sink.whole(n));
                    EXPECT_EQ(c.to_sink.begins, 1);
                    EXPECT_EQ(c.to_sink.status, 200);
                    EXPECT_EQ(c.to_sink.type, "application/x-tar");
                    EXPECT_LE(c.to_sink.largest, 64u * 1024);
                    EXPECT_EQ(c.decoded, 0);
                    EXPECT_EQ(w.closed, how == frame::close);
                    simple_call next(place());
                    r.net->on_write = [](wire& x) { x.send(http(200, "next")); };
                    r.start(next), r.poll();
                    EXPECT_EQ(next.body, "next");
                    EXPECT_EQ(r.net->made, how == frame::close ? 2u : 1u);
                }
            }
        }
    }
}

TEST(Download, AnswersWithoutABodyBeginAndFinish) {
    for (const std::string_view text :
         {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}) {
        rig r;
        download c;
        r.start(c), r.poll();
        (*r.net)[0].send(text), r.poll();
        EXPECT_TRUE(c.ok()) << c.text();
        EXPECT_EQ(c.to_sink.begins, 1);
        EXPECT_TRUE(c.to_sink.whole(0));
        EXPECT_FALSE((*r.net)[0].closed);
    }
}

TEST(Download, HasNoLimitOfItsBodyButOfItsRatio) {
    std::mt19937 dice(1);
    {
        auto o = rig::defaults();
        o.limits.body = o.limits.decompressed = 1000;
        o.limits.ratio = 10;
        rig r(o);
        download c;
        r.start(c), r.poll();
        (*r.net)[0].send(framed(pattern::text(2 << 20), frame::length, true, dice)), r.poll();
        EXPECT_TRUE(c.ok()) << c.text();
        EXPECT_TRUE(c.to_sink.whole(2 << 20));
    }
    rig r;
    download c;
    r.start(c), r.poll();
    (*r.net)[0].send(framed(std::string(16 << 20, 'a'), frame::chunks, true, dice)), r.poll();
    EXPECT_EQ(c.kind(), errc::too_large);
    EXPECT_TRUE(c.text().starts_with("limit")) << c.text();
    EXPECT_LE(c.to_sink.at, 3u << 20) << "ended early";
    EXPECT_EQ(c.to_sink.finishes, 0);
    EXPECT_TRUE((*r.net)[0].closed);
}

TEST(Download, ErrorsOfTheServerDoNotReachTheSink) {
    const std::string words = R"({"detail":"gone for good"})";
    for (const bool gzip : {false, true}) {
        rig r;
        download c;
        r.start(c), r.poll();
        (*r.net)[0].send(http(404, gzip ? codec::gzip(words) : words,
                              gzip ? "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"
                                   : "Content-Type: application/json\r\n"));
        r.poll();
        EXPECT_EQ(c.kind(), errc::not_found);
        EXPECT_NE(c.text().find("gone for good"), std::string::npos) << c.text();
        EXPECT_EQ(c.node.failure->body, words);
        EXPECT_EQ(c.to_sink.begins, 0);
        EXPECT_FALSE((*r.net)[0].closed);
    }
    rig r;
    download c;
    r.start(c), r.poll();
    (*r.net)[0].send(http(400, std::string(200'000, 'x'))), r.poll();
    EXPECT_EQ(c.node.failure->body.size(), 64u * 1024);
    EXPECT_FALSE((*r.net)[0].closed);

    for (const bool announced : {false, true}) {
        auto o = rig::defaults();
        o.limits.body = 100'000;
        rig small(o);
        download d;
        small.start(d), small.poll();
        std::mt19937 dice(1);
        auto text = announced ? http(500, std::string(200'000, 'x'))
                              : framed(std::string(200'000, 'x'), frame::chunks, false, dice);
        text.replace(9, 3, "500");
        (*small.net)[0].send(text), small.poll();
        EXPECT_EQ(d.kind(), errc::too_large) << d.text();
        EXPECT_EQ(d.to_sink.begins, 0);
    }
}

TEST(Download, CutAnywhereStartsOverOrFails) {
    constexpr unsigned seed = 5;
    SCOPED_TRACE(seed);
    std::mt19937 dice(seed);
    for (int i = 0; i < 80; ++i) {
        const auto how = static_cast<frame>(dice() % 3);
        const bool gzip = dice() % 2, again = dice() % 2, reset = how == frame::close || dice() % 2;
        const auto text = framed(pattern::text(100'003), how, gzip, dice);
        const auto cut = dice() % text.size();
        SCOPED_TRACE("run " + std::to_string(i) + " cut at " + std::to_string(cut) + " of " +
                     std::to_string(text.size()) + " framing " + std::to_string(static_cast<int>(how)));
        auto o = rig::defaults();
        o.retry.max_attempts = again ? 3 : 1;
        o.retry.base_delay = o.retry.max_delay = milliseconds(0);
        rig r(o);
        download c;
        r.net->on_open = [&](wire& w) { w.most_per_read = 1 + dice() % 40'000; };
        r.net->on_write = [&](wire& w) {
            if (w.number > 1) {
                w.send(text);
                if (how == frame::close) w.finish();
                return;
            }
            w.send(std::string_view(text).substr(0, cut));
            if (reset)
                w.fail(errc::network);
            else
                w.finish();
        };
        r.start(c);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        EXPECT_TRUE((*r.net)[0].closed);
        if (again) {
            EXPECT_TRUE(c.ok()) << c.text();
            EXPECT_TRUE(c.to_sink.whole(100'003)) << "begun " << c.to_sink.begins << " times";
            EXPECT_EQ(c.node.attempts, 2);
        } else {
            EXPECT_EQ(c.kind(), errc::network) << c.text();
            EXPECT_EQ(c.to_sink.finishes, 0) << "a body cut short is never a value";
        }
    }
}

TEST(Download, ABrokenBodyIsNeverFinished) {
    std::mt19937 dice(3);
    const auto good = framed(pattern::text(100'000), frame::length, true, dice);
    const auto body = good.find("\r\n\r\n") + 4;
    struct row {
        std::string_view name;
        std::string text;
        errc kind;
    };
    auto bad_crc = good, not_gzip = good;
    bad_crc[bad_crc.size() - 6] ^= 1;
    not_gzip.replace(body, 2, "zz");
    auto short_gzip = good.substr(0, good.size() - 9);
    const auto at = short_gzip.find("Length: ") + 8;
    short_gzip.replace(at, short_gzip.find("\r\n", at) - at, std::to_string(short_gzip.size() - body));
    const row rows[] = {
        {"crc", bad_crc, errc::protocol},
        {"no gzip", not_gzip, errc::protocol},
        {"gzip cut, length right", short_gzip, errc::protocol},
        {"other coding", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc",
         errc::protocol},
        {"bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcde\r\n0\r\n\r\n",
         errc::protocol},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        rig r;
        download c;
        r.start(c), r.poll();
        (*r.net)[0].send(row.text), r.poll();
        EXPECT_EQ(c.done, 1);
        EXPECT_EQ(c.kind(), row.kind) << c.text();
        EXPECT_EQ(c.to_sink.finishes, 0);
        EXPECT_TRUE((*r.net)[0].closed);
    }
}

TEST(Download, MoreThanAnnouncedIsNotOurs) {
    rig r;
    download c;
    r.start(c), r.poll();
    (*r.net)[0].send(http(200, pattern::text(1000)) + "more"), r.poll();
    EXPECT_TRUE(c.ok());
    EXPECT_TRUE(c.to_sink.whole(1000));
    EXPECT_TRUE((*r.net)[0].closed);
}

TEST(Download, ASinkThatFailsEndsTheCall) {
    for (const int where : {0, 1, 2, 3}) {
        SCOPED_TRACE(where);
        auto o = rig::defaults();
        o.retry.max_attempts = 3;
        rig r(o);
        download c;
        const auto full = std::make_error_code(std::errc::no_space_on_device);
        if (where == 0) c.to_sink.begin_error = full;
        if (where == 1) c.to_sink.write_error = full;
        if (where == 2) c.to_sink.write_error = errc::too_large, c.to_sink.fails_at = 100'000;
        if (where == 3) c.to_sink.finish_error = full, c.to_sink.words = "out.part: disk full";
        r.start(c), r.poll();
        (*r.net)[0].send(http(200, pattern::text(300'000), "X-Request-Id: abc\r\n")), r.poll();
        EXPECT_EQ(c.done, 1);
        EXPECT_EQ(c.kind(), where == 2 ? errc::too_large : errc::invalid_argument);
        EXPECT_EQ(c.node.failure->cause, where == 2 ? make_error_code(errc::too_large) : full);
        EXPECT_EQ(c.node.failure->status, 200);
        EXPECT_EQ(c.node.failure->request_id, "abc");
        EXPECT_FALSE(c.node.failure->maybe_sent);
        EXPECT_NE(c.text().find("could not be stored"), std::string::npos) << c.text();
        EXPECT_EQ(c.text().find("disk full") != std::string::npos, where == 3) << c.text();
        EXPECT_EQ(c.to_sink.begins, 1) << "not tried again";
        EXPECT_TRUE((*r.net)[0].closed);
        EXPECT_EQ(r.on->stats().open, 0u);
    }
}

TEST(Download, FollowsRedirects) {
    auto o = rig::defaults();
    o.max_redirects = 1;
    rig r(o);
    download c;
    r.net->on_write = [](wire& w) {
        const bool first = w.written.starts_with("GET /a ");
        w.written.clear();
        w.send(first ? http(302, "elsewhere", "Location: /b\r\n") : http(200, pattern::text(5000)));
    };
    r.start(c), r.poll();
    EXPECT_TRUE(c.ok()) << c.text();
    EXPECT_EQ(c.to_sink.begins, 1);
    EXPECT_TRUE(c.to_sink.whole(5000));
}

TEST(Download, BothWaysAtOnce) {
    rig r;
    upload c(300'000);
    pattern_sink sink;
    c.node.sink = &sink;
    r.start(c), r.poll();
    (*r.net)[0].send(http(200, pattern::text(400'000))), r.poll();
    EXPECT_TRUE(c.ok()) << c.text();
    EXPECT_TRUE(sink.whole(400'000));
    EXPECT_FALSE((*r.net)[0].closed);
}

TEST(Download, StallsWhereverTheServerFallsSilent) {
    const auto all = http(200, pattern::text(1000));
    for (const std::size_t cut : {std::size_t{0}, std::size_t{20}, all.size() - 1}) {
        SCOPED_TRACE(cut);
        rig r;
        download c;
        c.node.stall_timeout = milliseconds(10);
        r.start(c), r.poll();
        (*r.net)[0].send(all.substr(0, cut));
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        EXPECT_EQ(c.kind(), errc::timeout);
        EXPECT_NE(c.text().find("(stall_timeout)"), std::string::npos) << c.text();
        EXPECT_EQ(c.text().find("999 bytes of the body read") != std::string::npos, cut > 20) << c.text();
        EXPECT_TRUE((*r.net)[0].closed);
        EXPECT_EQ(c.to_sink.finishes, 0);
    }
}

TEST(Download, DoesNotStallWhileBytesCome) {
    rig r;
    download c;
    c.node.stall_timeout = milliseconds(60);
    r.start(c), r.poll();
    const auto all = http(200, pattern::text(30));
    auto& w = (*r.net)[0];
    w.send(all.substr(0, all.size() - 30));
    asio::steady_timer tick(r.io);
    std::size_t left = 30;
    std::function<void(std::error_code)> go = [&](std::error_code) {
        w.send(all.substr(all.size() - left, 1));
        if (--left == 0) return;
        tick.expires_after(milliseconds(5));
        tick.async_wait(go);
    };
    go({});
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_TRUE(c.ok()) << c.text();
    EXPECT_TRUE(c.to_sink.whole(30));
}

TEST(Download, ASlowSinkIsNoStall) {
    rig r;
    download c;
    c.node.stall_timeout = milliseconds(30);
    c.to_sink.on_write = [] {  // a disk that takes longer than the limit
        const auto end = std::chrono::steady_clock::now() + milliseconds(40);
        while (std::chrono::steady_clock::now() < end) {
        }
    };
    r.start(c), r.poll();
    auto& w = (*r.net)[0];
    w.most_per_read = 64;
    w.send(http(200, pattern::text(300)));
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_TRUE(c.ok()) << c.text();
}

TEST(Download, TheDeadlineOfTheCallStillHolds) {
    rig r;
    download c;
    c.node.stall_timeout = std::chrono::hours(24 * 365 * 1000);
    c.node.deadline = std::chrono::steady_clock::now() + milliseconds(10);
    r.start(c), r.poll();
    (*r.net)[0].send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab");
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_EQ(c.kind(), errc::timeout);
    EXPECT_EQ(c.text().find("stall_timeout"), std::string::npos) << c.text();
}

TEST(Download, CancelledAtEveryStep) {
    bool ended = false;
    std::mt19937 dice(2);
    const auto text = framed(pattern::text(100'000), frame::chunks, true, dice);
    for (int step = 0; !ended; ++step) {
        SCOPED_TRACE(step);
        ASSERT_LT(step, 200);
        auto o = rig::defaults();
        o.retry.max_attempts = 2;
        o.retry.base_delay = o.retry.max_delay = milliseconds(0);
        rig r(o);
        r.net->on_write = [&](wire& w) {
            w.most_per_read = text.size() / 10;
            w.send(std::string_view(text).substr(0, w.number == 1 ? text.size() / 2 : text.size()));
            if (w.number == 1) w.finish();
        };
        download c;
        asio::cancellation_signal s;
        async_perform(*r.on, c.node, asio::bind_cancellation_slot(s.slot(), [&c] { ++c.done; }));
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        for (int i = 0; i < step && c.done == 0; ++i) r.io.run_one_until(end);
        ended = c.done == 1;
        s.emit(asio::cancellation_type::terminal);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        const auto got = c.to_sink.at;
        // In the last step the answer is there, only its caller does not know yet.
        ended = ended || c.ok();
        EXPECT_EQ(c.kind(), ended ? errc{} : errc::canceled) << c.text();
        EXPECT_EQ(c.to_sink.finishes, ended);
        EXPECT_EQ(c.to_sink.whole(100'000), ended);
        r.poll();
        EXPECT_EQ(c.to_sink.at, got) << "the sink is let alone afterwards";
        simple_call next(place());
        r.net->on_write = [](wire& w) { w.send(http(200, "next")); };
        r.start(next);
        ASSERT_TRUE(r.run_until([&] { return next.done == 1; }));
        EXPECT_EQ(next.body, "next") << next.text();
        r.on->close(), r.poll();
        EXPECT_EQ(r.net->live, 0u);
    }
}

}  // namespace
