// Bodies that go out in pieces, over made-up connections.
#include "async/support/bodies.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/steady_timer.hpp>

#include <gtest/gtest.h>

#include <deque>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;
using codec::verb;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t piece = 64 * 1024;

std::string_view body_of(const wire& w) {
    const auto at = w.written.find("\r\n\r\n");
    return at == std::string::npos ? std::string_view() : std::string_view(w.written).substr(at + 4);
}

TEST(Upload, BodiesOfAllSizesArriveWhole) {
    for (std::size_t n :
         {std::size_t{0}, std::size_t{1}, piece - 1, piece, piece + 1, 2 * piece, 3 * piece + 7}) {
        for (std::size_t most : {static_cast<std::size_t>(-1), std::size_t{1000}}) {
            SCOPED_TRACE(n);
            rig r;
            upload c(n);
            c.from.most = most;
            r.start(c), r.poll();
            ASSERT_EQ(r.net->wires.size(), 1u);
            auto& w = (*r.net)[0];
            EXPECT_NE(w.written.find("PUT /a HTTP/1.1\r\n"), std::string::npos);
            EXPECT_NE(w.written.find("\r\nContent-Length: " + std::to_string(n) + "\r\n"), std::string::npos);
            EXPECT_NE(w.written.find("\r\nContent-Type: application/octet-stream\r\n"), std::string::npos);
            EXPECT_NE(w.written.find("\r\nAuthorization: Token canary\r\n"), std::string::npos);
            EXPECT_TRUE(body_of(w) == pattern::text(n));
            EXPECT_EQ(c.done, 0);
            w.send(http(200, "thanks")), r.poll();
            EXPECT_TRUE(c.ok()) << c.text();
            EXPECT_EQ(c.body, "thanks");
            EXPECT_EQ(c.from.rewinds, 1);
            EXPECT_LE(c.from.largest, piece);

            simple_call next(place());
            r.start(next), r.poll();
            EXPECT_EQ(r.net->made, 1u) << "the connection goes on";
            w.send(http(200, "next")), r.poll();
            EXPECT_EQ(next.body, "next");
        }
    }
}

TEST(Upload, HoldsNoMoreThanAPieceOrTwoOf150MiB) {
    rig r;
    constexpr std::uint64_t size = 150u << 20;
    std::uint64_t gone = 0, peak = 0;
    std::size_t head = 0;
    bool right = true;
    upload c(size);
    r.net->on_write = [&](wire& w) {
        std::string_view bytes = w.written;
        if (head == 0) head = bytes.find("\r\n\r\n") + 4, bytes.remove_prefix(head);
        right = right && pattern::matches(bytes, gone);
        peak = std::max(peak, c.from.at - gone);
        gone += bytes.size();
        w.written.clear();
        if (gone == size) w.send(http(201, "stored"));
    };
    r.start(c);
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_TRUE(c.ok()) << c.text();
    EXPECT_TRUE(right);
    EXPECT_EQ(gone, size);
    EXPECT_EQ(r.on->stats().bytes_sent, size + head);
    EXPECT_LE(peak, 2 * piece);
}

TEST(Upload, WaitsForTheSocket) {
    rig r;
    r.net->on_open = [](wire& w) { w.hold_writes = true; };
    upload c(10 * piece);
    r.start(c);
    for (std::uint64_t n = 1; n <= 10; ++n) {
        r.poll();
        EXPECT_EQ(c.from.at, n * piece) << "a piece is read when the one before has left";
        (*r.net)[0].release();
    }
    r.poll();
    (*r.net)[0].send(http(200, "")), r.poll();
    EXPECT_TRUE(c.ok()) << c.text();
}

TEST(Upload, LetsOthersHaveTheirTurns) {
    rig r;
    int others = 0;
    upload c(20 * piece);
    r.start(c);
    std::function<void()> other = [&] {
        if (c.from.at < 20 * piece) ++others, asio::post(r.io, other);
    };
    asio::post(r.io, other);
    r.poll();
    EXPECT_GE(others, 15);
}

TEST(Upload, AnEarlyAnswerEndsTheSending) {
    for (const int status : {413, 401, 200}) {
        for (const bool head_first : {false, true}) {
            if (head_first && status == 200) continue;  // such a server may want the rest
            SCOPED_TRACE(status);
            rig r;
            r.net->on_open = [](wire& w) { w.hold_writes = true; };
            upload c(100 * piece, verb::post);
            r.start(c), r.poll();
            auto& w = (*r.net)[0];
            w.release(), r.poll();
            EXPECT_EQ(c.from.at, 2 * piece);
            const auto all = http(status, R"({"detail":"no"})", "Content-Type: application/json\r\n");
            if (head_first) {
                w.send(all.substr(0, all.size() - 3)), r.poll();
                w.release(), r.poll();
                EXPECT_EQ(c.done, 0);
                w.send(all.substr(all.size() - 3)), r.poll();
            } else {
                w.send(all), r.poll();
            }
            EXPECT_EQ(c.done, 1);
            EXPECT_EQ(c.from.at, 2 * piece) << "nothing more was read";
            EXPECT_EQ(c.node.failure ? c.node.failure->status : c.status, status);
            EXPECT_TRUE(w.closed) << "the server still waits for the rest: the connection is of no use";
            EXPECT_EQ(c.from.rewinds, 1);
            EXPECT_EQ(r.on->stats().open, 0u);
        }
    }
}

TEST(Upload, AnAnswerThatExplainsAFailedWriteIsTold) {
    rig r;
    r.net->on_open = [](wire& w) { w.hold_writes = true; };
    upload c(100 * piece);
    r.start(c), r.poll();
    auto& w = (*r.net)[0];
    w.release(errc::network), r.poll();
    EXPECT_EQ(c.done, 0);
    w.send(http(413, "")), r.poll();
    EXPECT_EQ(c.node.failure->status, 413);
    EXPECT_TRUE(w.closed);
}

TEST(Upload, StartsOverWhenTheConnectionIsLost) {
    for (const bool answered : {false, true}) {
        auto o = rig::defaults();
        o.retry.max_attempts = 3;
        o.retry.base_delay = o.retry.max_delay = milliseconds(0);
        rig r(o);
        upload c(5 * piece + 9);
        r.net->on_write = [&](wire& w) {
            if (w.number == 1 && !answered && w.written.size() > 2 * piece) return w.finish();
            if (body_of(w).size() != 5 * piece + 9) return;
            EXPECT_TRUE(body_of(w) == pattern::text(5 * piece + 9));
            w.send(http(w.number == 1 && c.from.rewinds == 1 ? 503 : 200, "yes"));
            w.written.clear();
        };
        r.start(c);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        EXPECT_TRUE(c.ok()) << c.text();
        EXPECT_EQ(c.from.rewinds, 2);
        EXPECT_EQ(c.node.attempts, 2);
        EXPECT_EQ(r.net->made, answered ? 1u : 2u);
    }
}

TEST(Upload, APostIsNotRepeated) {
    auto o = rig::defaults();
    o.retry.max_attempts = 3;
    rig r(o);
    upload c(5 * piece, verb::post);
    r.net->on_write = [&](wire& w) {
        if (w.written.size() > 2 * piece) w.finish();
    };
    r.start(c), r.poll();
    EXPECT_EQ(c.kind(), errc::network);
    EXPECT_TRUE(c.node.failure->maybe_sent);
    EXPECT_EQ(c.from.rewinds, 1);
}

TEST(Upload, ASourceOfNoUseEndsTheCall) {
    struct row {
        std::string_view name, text;
        errc kind;
        void (*break_it)(pattern_source&);
    };
    const row rows[] = {
        {"fails", "Input/output error", errc::invalid_argument,
         [](pattern_source& s) { s.fails_at = 3 * piece; }},
        {"fails at once", "out.tar: bad sector", errc::invalid_argument,
         [](pattern_source& s) { s.fails_at = 0, s.words = "out.tar: bad sector"; }},
        {"of our kind", "could not be read", errc::context,
         [](pattern_source& s) { s.fails_at = piece, s.error = errc::context; }},
        {"shorter", "ended after 196608 of its announced 327680 bytes", errc::invalid_argument,
         [](pattern_source& s) { s.has = 3 * piece; }},
        {"by one", "ended after 327679 of its announced 327680 bytes", errc::invalid_argument,
         [](pattern_source& s) { s.has = 5 * piece - 1; }},
        {"longer", "longer than its announced 327680 bytes", errc::invalid_argument,
         [](pattern_source& s) { s.has = 5 * piece + 1; }},
        {"no rewind", "No such file", errc::invalid_argument,
         [](pattern_source& s) {
             s.rewind_error = std::make_error_code(std::errc::no_such_file_or_directory);
         }},
    };
    for (const auto& row : rows) {
        SCOPED_TRACE(row.name);
        auto o = rig::defaults();
        o.retry.max_attempts = 3;
        rig r(o);
        upload c(5 * piece);
        row.break_it(c.from);
        r.start(c), r.poll();
        EXPECT_EQ(c.done, 1);
        EXPECT_EQ(c.kind(), row.kind) << c.text();
        EXPECT_NE(c.text().find(row.text), std::string::npos) << c.text();
        EXPECT_EQ(c.from.rewinds, 1) << "not tried again";
        for (auto& w : r.net->wires) {
            EXPECT_LT(body_of(*w).size(), 5 * piece) << "the server must not take it for whole";
            EXPECT_TRUE(w->closed || w->written.empty());
        }
        simple_call next(place());
        r.net->on_write = [](wire& w) { w.send(http(200, "next")); };
        r.start(next), r.poll();
        EXPECT_EQ(next.body, "next") << next.text();
    }
}

TEST(Upload, HasItsConnectionToItself) {
    auto o = rig::defaults();
    o.pool.max_connections = 1;
    o.pool.pipeline_depth = 8;
    rig r(o);
    simple_call first(place());
    r.start(first), r.poll();
    auto& w = (*r.net)[0];
    w.send(http(200, "1")), r.poll();
    w.written.clear();

    upload c(2 * piece);
    download d;
    std::deque<simple_call> gets;
    r.start(c);
    for (int i = 0; i < 3; ++i) r.start(gets.emplace_back(place()));
    r.start(d);
    r.poll();
    EXPECT_EQ(w.written.find("GET"), std::string::npos);
    w.written.clear();
    w.send(http(200, "up")), r.poll();
    EXPECT_TRUE(c.ok());
    // Three that share, then the download alone.
    EXPECT_EQ(std::count(w.written.begin(), w.written.end(), 'G'), 3);
    w.written.clear();
    w.send(http(200, "a") + http(200, "b") + http(200, "c")), r.poll();
    EXPECT_EQ(gets[2].body, "c");
    simple_call last(place());
    r.start(last), r.poll();
    EXPECT_EQ(std::count(w.written.begin(), w.written.end(), 'G'), 1);
    w.send(http(200, pattern::text(300))), r.poll();
    EXPECT_TRUE(d.to_sink.whole(300));
    w.send(http(200, "last")), r.poll();
    EXPECT_EQ(last.body, "last");
    EXPECT_EQ(r.net->made, 1u);
}

TEST(Upload, FollowsARedirectWithAllOfItsBody) {
    auto o = rig::defaults();
    o.max_redirects = 2;
    rig r(o);
    upload c(3 * piece);
    r.net->on_write = [&](wire& w) {
        if (body_of(w).size() != 3 * piece) return;
        const bool first = w.written.starts_with("PUT /a ");
        EXPECT_TRUE(body_of(w) == pattern::text(3 * piece));
        w.written.clear();
        w.send(first ? http(307, "", "Location: /b\r\n") : http(200, "there"));
    };
    r.start(c), r.poll();
    EXPECT_EQ(c.body, "there") << c.text();
    EXPECT_EQ(c.from.rewinds, 2);
}

TEST(Upload, StallsWhenTheServerTakesNothing) {
    rig r;
    r.net->on_open = [](wire& w) { w.hold_writes = true; };
    upload c(5 * piece);
    c.node.stall_timeout = milliseconds(10);
    r.start(c);
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_EQ(c.kind(), errc::timeout);
    EXPECT_NE(c.text().find("sending the request to example:8000"), std::string::npos) << c.text();
    EXPECT_NE(c.text().find("10 ms (stall_timeout)"), std::string::npos) << c.text();
    EXPECT_NE(c.text().find("65536 of 327680 bytes"), std::string::npos) << c.text();
    EXPECT_TRUE((*r.net)[0].closed);
}

TEST(Upload, WaitsLongerForTheAnswerWhenAllWasSent) {
    rig r;
    upload c(2 * piece);
    c.node.stall_timeout = milliseconds(10);
    c.node.answer_timeout = std::chrono::minutes(10);
    r.start(c);
    asio::steady_timer work(r.io, milliseconds(100));  // of the server
    work.async_wait([&](std::error_code) { (*r.net)[0].send("HTTP/1.1 200 OK\r\nContent-Le"); });
    ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
    EXPECT_EQ(c.kind(), errc::timeout);
    EXPECT_NE(c.text().find("reading the answer"), std::string::npos)
        << "the wait before it went on: " << c.text();
    EXPECT_NE(c.text().find("10 ms (stall_timeout)"), std::string::npos) << c.text();
    EXPECT_NE(c.text().find("raise stall_timeout"), std::string::npos) << c.text();
}

TEST(Upload, SaysWhichLimitHoldsWhenNoAnswerBegins) {
    for (const milliseconds stall : {milliseconds(0), milliseconds(60'000), milliseconds(5)}) {
        rig r;
        upload c(2 * piece);
        c.node.stall_timeout = stall;
        c.node.answer_timeout = milliseconds(20);
        // A look at every stall_timeout would come too late: the test must end by the shorter of the two.
        r.start(c);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        EXPECT_EQ(c.kind(), errc::timeout);
        EXPECT_NE(c.text().find("no answer began within 20 ms (answer_timeout)"), std::string::npos)
            << c.text();
        EXPECT_NE(c.text().find("raise answer_timeout"), std::string::npos) << c.text();
    }
}

TEST(Upload, DoesNotStallWhileBytesLeave) {
    rig r;
    r.net->on_open = [](wire& w) { w.hold_writes = true; };
    upload c(2 * piece);
    c.node.stall_timeout = milliseconds(60);
    r.start(c), r.poll();
    auto& w = (*r.net)[0];
    // A piece that leaves byte by byte: the write as a whole takes far longer than the limit.
    asio::steady_timer tick(r.io);
    int ticks = 0;
    std::function<void(std::error_code)> go = [&](std::error_code) {
        if (++ticks == 30) return w.release();
        if (w.events) w.events->on_progress();
        tick.expires_after(milliseconds(5));
        tick.async_wait(go);
    };
    go({});
    ASSERT_TRUE(r.run_until([&] { return c.from.at == 2 * piece || c.done; }));
    EXPECT_EQ(c.done, 0) << c.text();
    w.release(), r.poll();
    w.send(http(200, "")), r.poll();
    EXPECT_TRUE(c.ok());
}

/// Cancels after the n-th handler, for every n until the call ends before it.
TEST(Upload, CancelledAtEveryStep) {
    bool ended = false;
    for (int step = 0; !ended; ++step) {
        SCOPED_TRACE(step);
        ASSERT_LT(step, 200);
        auto o = rig::defaults();
        o.retry.max_attempts = 2;
        o.retry.base_delay = o.retry.max_delay = milliseconds(0);
        rig r(o);
        r.net->on_open = [](wire& w) { w.hold_writes = w.number == 1; };
        upload c(4 * piece);
        r.net->on_write = [&](wire& w) {
            if (body_of(w).size() == 4 * piece)
                w.send(http(w.number == 1 ? 503 : 200, "ok")), w.written.clear();
            if (w.number == 1) asio::post(r.io, [&w] { w.release(); });
        };
        asio::cancellation_signal s;
        async_perform(*r.on, c.node, asio::bind_cancellation_slot(s.slot(), [&c] { ++c.done; }));
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        for (int i = 0; i < step && c.done == 0 && std::chrono::steady_clock::now() < end; ++i)
            r.io.run_one_until(end);
        ended = c.done == 1;
        s.emit(asio::cancellation_type::terminal);
        ASSERT_TRUE(r.run_until([&] { return c.done == 1; }));
        const auto reads = c.from.reads;
        // In the last step the answer is there, only its caller does not know yet.
        ended = ended || c.ok();
        EXPECT_EQ(c.kind(), ended ? errc{} : errc::canceled) << c.text();
        r.poll();
        EXPECT_EQ(c.from.reads, reads) << "the source is let alone afterwards";
        simple_call next(place());
        r.net->on_write = [](wire& w) { w.hold_writes = false, w.send(http(200, "next")); };
        r.start(next);
        ASSERT_TRUE(r.run_until([&] { return next.done == 1; }));
        EXPECT_EQ(next.body, "next") << next.text();
        r.on->close(), r.poll();
        EXPECT_EQ(r.net->live, 0u);
    }
}

TEST(Upload, TheEndOfTheContextTouchesNothing) {
    auto net = std::make_shared<memory_net>();
    for (int step = 0; step < 12; ++step) {
        auto c = std::make_unique<upload>(10 * piece);
        auto io = std::make_unique<asio::io_context>(1);
        auto o = rig::defaults();
        o.connect = net;
        auto e = engine::make(io->get_executor(), o);
        async_perform(*e, c->node, [&c] { ++c->done; });
        for (int i = 0; i < step; ++i) io->poll_one();
        io.reset();
        EXPECT_EQ(c->done, 0);
        c.reset();
        e.reset();
        EXPECT_EQ(net->live, 0u);
    }
}

}  // namespace
