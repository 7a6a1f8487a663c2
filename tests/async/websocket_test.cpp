#include "async/support/websocket_rig.hpp"

#include <polyaxon/async/websocket_pulse.hpp>

#include <random>

namespace polyaxon::async {
namespace {

using namespace test;

TEST(WebsocketConnection, AsksWithItsHeadersAndReadsWhatIsGluedToTheAnswer) {
    socket_rig rig;
    rig.next();
    rig.poll();
    const auto request = rig.peer().written;
    EXPECT_TRUE(request.starts_with("GET /logs/?secret=1 HTTP/1.1\r\nHost: example:8000\r\n")) << request;
    for (const auto* line :
         {"Authorization: Token canary\r\n", "Connection: Upgrade\r\n", "Upgrade: websocket\r\n",
          "Sec-WebSocket-Version: 13\r\n", "Origin: http://example:8000\r\n"})
        EXPECT_NE(request.find(line), request.npos) << line;
    rig.peer().send(rig.accept(request) + codec::test::text("one") + codec::test::text("two") +
                    close_frame(1000));
    rig.poll();
    ASSERT_TRUE(rig.done);
    EXPECT_EQ(rig.turn.came, what::message);
    EXPECT_EQ(rig.turn.message, "one");
    EXPECT_EQ(rig.again().message, "two");
    EXPECT_EQ(rig.again().came, what::closed);
    EXPECT_EQ(rig.turn.close_code, 1000);
    EXPECT_EQ(rig.again().came, what::closed) << "the end stays";
}

TEST(WebsocketConnection, TellsTextFromBinary) {
    socket_rig rig;
    rig.open(codec::test::text("t") + frame{2, "b"}.bytes() + codec::test::text("u"));
    ASSERT_TRUE(rig.done);
    EXPECT_TRUE(rig.turn.text);
    EXPECT_FALSE(rig.again().text);
    EXPECT_EQ(rig.turn.message, "b");
    EXPECT_TRUE(rig.again().text);
}

TEST(WebsocketConnection, TellsTheEndsApart) {
    struct row {
        std::string wire;
        bool fin;
        what came;
        errc kind;
        std::string_view says;
    };
    const row rows[] = {
        {close_frame(1000), false, what::closed, {}, ""},
        {close_frame(1001, "bye"), false, what::closed, {}, ""},
        {frame{8}.bytes(), false, what::closed, {}, ""},
        {close_frame(1011, "broke"), false, what::failed, errc::network, "code 1011 (broke)"},
        {close_frame(4000), false, what::failed, errc::network, "code 4000"},
        {"", true, what::failed, errc::network, "without closing"},
        {"\x81\x05he", true, what::failed, errc::network, "without closing"},
        {frame{3}.bytes(), false, what::failed, errc::protocol, "unknown kind"},
        {codec::test::text("\xFF"), false, what::failed, errc::protocol, "UTF-8"},
        {frame{1}.head(1u << 30), false, what::failed, errc::too_large, "limit"},
    };
    for (const auto& row : rows) {
        socket_rig rig;
        rig.open(codec::test::text("first") + row.wire);
        if (row.fin) rig.peer().finish();
        ASSERT_TRUE(rig.done) << row.says;
        EXPECT_EQ(rig.turn.message, "first") << "what came before the end is handed out first";
        rig.again();
        EXPECT_EQ(rig.turn.came, row.came) << row.says;
        EXPECT_EQ(rig.kind(), row.kind) << rig.text();
        EXPECT_NE(rig.text().find(row.says), std::string::npos) << rig.text();
        EXPECT_TRUE(rig.turn.opened);
        if (row.came == what::failed) {
            EXPECT_EQ(rig.turn.failure->request, "GET /logs/") << "the query is left out";
            EXPECT_EQ(rig.text().find("canary"), std::string::npos);
        }
    }
}

TEST(WebsocketConnection, LosesTheConnection) {
    socket_rig rig;
    rig.open();
    rig.peer().fail(errc::network);
    rig.poll();
    EXPECT_EQ(rig.kind(), errc::network);
    EXPECT_NE(rig.text().find("lost"), std::string::npos) << rig.text();
    EXPECT_EQ(rig.net->live, 0u);
}

TEST(WebsocketConnection, TellsARefusalInTheServersWords) {
    struct row {
        std::string answer;
        errc kind;
        std::string_view says;
    };
    const row rows[] = {
        {http(401, "{\"detail\": \"Invalid token.\"}", "Content-Type: application/json\r\n"),
         errc::unauthenticated, "Invalid token."},
        {http(403, "{\"detail\": \"No.\"}", "Content-Type: application/json\r\n"), errc::forbidden, "No."},
        {http(404, "<html><title>Lost here</title></html>", "Content-Type: text/html\r\n"), errc::not_found,
         "Lost here"},
        {http(429, "", "Retry-After: 7\r\n"), errc::rate_limited, "too many"},
        {http(400, "\"Can \\\"Upgrade\\\" only to \\\"WebSocket\\\".\""), errc::client_error, "Upgrade"},
        {http(500, ""), errc::server_error, "500"},
        {http(200, "hello"), errc::client_error, "hello"},
        {http(204, ""), errc::client_error, "204"},
        {http(302, "", "Location: https://other/login?next=x\r\n"), errc::client_error,
         "https://other/login;"},
    };
    for (const auto& row : rows) {
        socket_rig rig;
        rig.next();
        rig.poll();
        rig.peer().most_per_read = 3;
        rig.peer().send(row.answer);
        rig.poll();
        ASSERT_TRUE(rig.done) << row.answer;
        EXPECT_EQ(rig.kind(), row.kind) << rig.text();
        EXPECT_NE(rig.text().find(row.says), std::string::npos) << rig.text();
        EXPECT_EQ(rig.turn.failure->status, std::stoi(row.answer.substr(9, 3)));
        EXPECT_FALSE(rig.turn.opened);
        EXPECT_EQ(rig.net->live, 0u) << "its connection is closed";
        EXPECT_EQ(rig.turn.failure->retry_after == 7s, row.kind == errc::rate_limited);
    }
}

TEST(WebsocketConnection, FailsWhenItCannotOpen) {
    {
        socket_rig rig;
        rig.net->accept_at_once = false;
        rig.next();
        rig.poll();
        rig.peer().accept(errc::tls, "certificate has expired");
        rig.poll();
        EXPECT_EQ(rig.kind(), errc::tls);
        EXPECT_NE(rig.text().find("expired"), std::string::npos);
    }
    for (const std::string_view begun : {"", "HTTP/1.1 101 Swi"}) {
        socket_rig rig;
        rig.next();
        rig.poll();
        rig.peer().send(begun);
        rig.peer().finish();
        rig.poll();
        EXPECT_EQ(rig.kind(), errc::network) << begun;
    }
    {
        socket_rig rig;
        rig.next();
        rig.poll();
        rig.peer().send(
            "HTTP/1.1 101 x\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: "
            "AAAA\r\n\r\n");
        rig.poll();
        EXPECT_EQ(rig.kind(), errc::protocol);
    }
}

TEST(WebsocketConnection, BoundsOpening) {
    auto o = socket_rig::defaults();
    o.connect_timeout = 20ms;
    {
        socket_rig rig(o);
        rig.net->accept_at_once = false;
        rig.next();
        ASSERT_TRUE(rig.run_until([&] { return rig.done; }));
        EXPECT_EQ(rig.kind(), errc::network);
        EXPECT_NE(rig.text().find("connect_timeout"), std::string::npos);
    }
    o.open_timeout = 40ms;
    {
        socket_rig rig(o);
        rig.next();
        ASSERT_TRUE(rig.run_until([&] { return rig.done; }));
        EXPECT_EQ(rig.kind(), errc::timeout);
        EXPECT_EQ(rig.net->live, 0u);
    }
}

TEST(WebsocketConnection, BoundsTheWholeStreamByItsDeadline) {
    auto o = socket_rig::defaults();
    o.deadline = std::chrono::steady_clock::now() + 100ms;
    socket_rig rig(o);
    rig.open(codec::test::text("x"));
    EXPECT_EQ(rig.turn.message, "x");
    rig.next();
    ASSERT_TRUE(rig.run_until([&] { return rig.done; }));
    EXPECT_EQ(rig.kind(), errc::timeout);
    o.deadline = std::chrono::steady_clock::now() - 1ms;
    socket_rig late(o);
    late.next();
    late.poll();
    EXPECT_EQ(late.kind(), errc::timeout);
    EXPECT_TRUE(late.net->wires.empty()) << "not even dialed";
}

TEST(WebsocketConnection, AnswersPingsOnceWhileItsAnswerCannotLeave) {
    socket_rig rig;
    rig.open();
    rig.peer().hold_writes = true;
    for (int i = 0; i < 1000; ++i) {
        rig.peer().send(codec::test::ping(std::to_string(i)));
        rig.poll();
    }
    auto said = rig.said();
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].payload, "0");
    rig.peer().hold_writes = false;
    rig.peer().release();
    rig.poll();
    said = rig.said();
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].opcode, 10u);
    EXPECT_EQ(said[0].payload, "999");
}

TEST(WebsocketConnection, StopsReadingWhenItsReaderIsBehind) {
    auto o = socket_rig::defaults();
    o.queued_messages = 4;
    socket_rig rig(o);
    rig.open(codec::test::text("0"));
    ASSERT_EQ(rig.turn.message, "0");
    for (int i = 1; i <= 1000; ++i) rig.peer().send(codec::test::text(std::to_string(i)));
    rig.peer().most_per_read = 5;
    rig.poll();
    EXPECT_GT(rig.peer().incoming.size(), 3000u) << "the bytes stay with the sender";
    for (int i = 1; i <= 1000; ++i) ASSERT_EQ(rig.again().message, std::to_string(i));
    // Large messages count by their bytes.
    o.queued_messages = 1000, o.queued_bytes = 10'000;
    socket_rig large(o);
    large.open(codec::test::text("0"));
    for (int i = 0; i < 100; ++i) large.peer().send(codec::test::text(std::string(5000, 'x')));
    large.poll();
    EXPECT_GT(large.peer().incoming.size(), 400'000u);
    for (int i = 0; i < 100; ++i) ASSERT_EQ(large.again().message.size(), 5000u);
}

TEST(WebsocketConnection, PingsAndFindsASilentServerDead) {
    auto o = socket_rig::defaults();
    o.ping_every = 20ms, o.pong_within = 60ms;
    socket_rig rig(o);
    rig.open();
    int answered = 0;
    rig.net->on_write = [&](wire& w) {
        for (const auto& f : take_frames(w.written))
            if (f.opcode == 9 && answered < 3) ++answered, w.send(codec::test::pong(f.payload));
    };
    ASSERT_TRUE(rig.run_until([&] { return rig.done; }));
    EXPECT_EQ(answered, 3) << "it lived while it answered";
    EXPECT_EQ(rig.kind(), errc::network);
    EXPECT_NE(rig.text().find("no ping"), std::string::npos) << rig.text();
    EXPECT_EQ(rig.net->live, 0u);
}

TEST(WebsocketConnection, ClosesInOrder) {
    socket_rig rig;
    rig.open();
    rig.ws->close();
    rig.poll();
    ASSERT_TRUE(rig.done);
    EXPECT_EQ(rig.turn.came, what::closed);
    const auto said = rig.said();
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].opcode, 8u);
    EXPECT_EQ(said[0].payload, close_payload(1000));
    EXPECT_EQ(rig.net->live, 1u) << "the server's part is awaited";
    rig.peer().send(codec::test::text("late") + close_frame(1000));
    rig.peer().finish();
    rig.poll();
    EXPECT_EQ(rig.net->live, 0u);
    EXPECT_EQ(rig.again().came, what::closed);
}

TEST(WebsocketConnection, DoesNotWaitLongForTheServersClose) {
    auto o = socket_rig::defaults();
    o.close_within = 30ms;
    socket_rig rig(o);
    rig.open();
    rig.ws->close();
    ASSERT_TRUE(rig.run_until([&] { return rig.net->live == 0; }));
}

TEST(WebsocketConnection, AnswersTheServersCloseAndGoes) {
    socket_rig rig;
    rig.open(close_frame(1001, "restart"));
    EXPECT_EQ(rig.turn.came, what::closed);
    const auto said = rig.said();
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].payload, close_payload(1001));
    rig.peer().finish();
    rig.poll();
    EXPECT_EQ(rig.net->live, 0u);
}

// The wait is cancelled after the first, the second, … handler: it ends once, as cancelled or with what had come, and nothing stays open.
TEST(WebsocketConnection, CanBeCancelledAtEveryStep) {
    for (int steps = 0; steps < 40; ++steps) {
        socket_rig rig;
        rig.net->on_write = [&](wire& w) {
            if (const auto k = rig.key_of(w.written); !k.empty() && w.incoming.empty() && w.reads == 0)
                w.most_per_read = 20, w.send(rig.accept(w.written) + codec::test::ping("x"));
        };
        asio::cancellation_signal stop;
        rig.next(stop.slot());
        int ran = 0;
        while (ran < steps && rig.io.poll_one()) ++ran;
        stop.emit(asio::cancellation_type::terminal);
        rig.poll();
        ASSERT_TRUE(rig.done) << steps;
        EXPECT_EQ(rig.kind(), errc::canceled) << steps;
        EXPECT_EQ(rig.net->live, 0u) << steps;
        EXPECT_EQ(rig.again().came, what::failed);
    }
}

TEST(WebsocketConnection, CanBeDroppedAtEveryStep) {
    for (int steps = 0; steps < 40; ++steps) {
        socket_rig rig;
        rig.net->on_write = [&](wire& w) {
            if (!rig.key_of(w.written).empty() && w.reads == 0)
                w.most_per_read = 20, w.send(rig.accept(w.written) + codec::test::text("x"));
        };
        rig.next();
        for (int i = 0; i < steps && rig.io.poll_one(); ++i) {
        }
        rig.ws.reset();
        rig.poll();
        EXPECT_TRUE(rig.done) << steps;
        EXPECT_EQ(rig.net->live, 0u) << steps;
    }
}

TEST(WebsocketConnection, DestroysTheHandlerWhenTheContextGoes) {
    for (int steps = 0; steps < 12; ++steps) {
        auto token = std::make_shared<int>(0);
        const std::weak_ptr<int> watch = token;
        const auto net = std::make_shared<memory_net>();
        websocket_turn turn;
        std::shared_ptr<websocket> ws;
        {
            asio::io_context io(1);
            codec::request r;
            r.target = "/x/";
            auto o = socket_rig::defaults();
            o.thread_safe = steps % 2 == 0;
            ws = std::make_shared<websocket>(io.get_executor(), net, place(), std::move(r), o);
            // The handler owns the socket, as a coroutine does.
            async_next(*ws, turn, [ws, token] { FAIL(); });
            token.reset();
            for (int i = 0; i < steps / 2 && io.poll_one(); ++i) {
            }
        }
        EXPECT_TRUE(watch.expired()) << steps;
        EXPECT_EQ(net->live, 0u);
        ws.reset();
    }
}

TEST(WebsocketConnection, EndsOnceWhereverItIsCut) {
    const auto seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 dice(seed);
    const std::string body = codec::test::text("one") + codec::test::ping("p") +
                             codec::test::text("tw", false) + codec::test::more("o") + close_frame(1000);
    for (int round = 0; round < 500; ++round) {
        socket_rig rig;
        rig.next();
        rig.poll();
        const auto wire = rig.accept(rig.peer().written) + body;
        const auto cut = dice() % (wire.size() + 1);
        rig.peer().most_per_read = 1 + dice() % 40;
        rig.peer().send(std::string_view(wire).substr(0, cut));
        if (dice() % 2)
            rig.peer().finish();
        else
            rig.peer().fail(errc::network);
        rig.poll();
        std::vector<std::string> got;
        while (rig.done && rig.turn.came == what::message) {
            got.push_back(rig.turn.message);
            rig.again();
        }
        ASSERT_TRUE(rig.done) << cut;
        ASSERT_LE(got.size(), 2u);
        EXPECT_TRUE(got.empty() || got[0] == "one");
        EXPECT_EQ(rig.kind(), cut == wire.size() ? errc{} : errc::network) << cut << rig.text();
    }
}

TEST(WebsocketPulse, PingsOnTimeAndWaitsForAByte) {
    const auto t = steady_time{} + 1000s;
    websocket_pulse p(30s, 10s);
    EXPECT_EQ(p.when(), steady_time::max());
    p.start(t);
    EXPECT_EQ(p.when(), t + 30s);
    EXPECT_EQ(p.due(t + 29s), websocket_pulse::act::none);
    EXPECT_EQ(p.due(t + 30s), websocket_pulse::act::ping);
    EXPECT_EQ(p.when(), t + 40s);
    p.heard(t + 31s), p.pong();
    EXPECT_EQ(p.when(), t + 60s);
    EXPECT_EQ(p.due(t + 60s), websocket_pulse::act::ping);
    // A large message may stand before the pong: its bytes are a sign of life.
    p.heard(t + 69s);
    EXPECT_EQ(p.due(t + 70s), websocket_pulse::act::none);
    EXPECT_EQ(p.due(t + 79s), websocket_pulse::act::dead);
    // Nobody reads: silence means nothing.
    p.rest();
    EXPECT_EQ(p.when(), steady_time::max());
    EXPECT_EQ(p.due(t + 1000s), websocket_pulse::act::none);
    p.start(t + 1000s);
    EXPECT_EQ(p.when(), t + 1030s);
    websocket_pulse never(0s, 10s);
    never.start(t);
    EXPECT_EQ(never.when(), steady_time::max());
}

}  // namespace
}  // namespace polyaxon::async
