#include "async/support/websocket_rig.hpp"

#include <thread>

namespace polyaxon::async {
namespace {

using namespace test;

/// A wait for what was sent to have left, beside the rig's own.
struct sending {
    explicit sending(socket_rig& r) : rig(r) {}
    void begin(asio::cancellation_slot slot = {}) {
        done = false;
        async_sent(*rig.ws, sent, asio::bind_cancellation_slot(slot, [this] { done = true; }));
    }
    errc kind() const { return sent.failure ? sent.failure->kind : errc{}; }

    socket_rig& rig;
    websocket_sent sent;
    bool done = false;
};

TEST(WebsocketSending, GoesOnceItIsOpenAndInOrder) {
    socket_rig rig;
    sending out(rig);
    rig.ws->send("first");
    rig.ws->send(std::string("\x00\xFF", 2), false);
    out.begin();  // opens it, as a wait for a message does
    rig.poll();
    EXPECT_FALSE(out.done);
    const auto request = std::exchange(rig.peer().written, {});
    EXPECT_TRUE(request.starts_with("GET /logs/")) << request;
    rig.peer().send(rig.accept(request));
    rig.poll();
    ASSERT_TRUE(out.done);
    EXPECT_TRUE(out.sent.all);
    rig.ws->send(std::string(70'000, 'x'));
    out.begin();
    rig.poll();
    ASSERT_TRUE(out.done);
    EXPECT_TRUE(out.sent.all);
    const auto said = rig.said();
    ASSERT_EQ(said.size(), 3u);
    EXPECT_EQ(said[0].opcode, 1u);
    EXPECT_EQ(said[0].payload, "first");
    EXPECT_EQ(said[1].opcode, 2u);
    EXPECT_EQ(said[1].payload, std::string("\x00\xFF", 2));
    EXPECT_EQ(said[2].payload, std::string(70'000, 'x'));
    for (const auto& f : said) EXPECT_TRUE(f.masked);
}

TEST(WebsocketSending, IsDoneWhenTheSocketHasTakenAllOfIt) {
    socket_rig rig;
    sending out(rig);
    rig.open();
    rig.peer().hold_writes = true;
    rig.ws->send("one");
    out.begin();
    rig.poll();
    EXPECT_FALSE(out.done);
    rig.ws->send("two");  // waits behind the write under way, and the wait for it
    rig.poll();
    rig.peer().release();
    rig.poll();
    EXPECT_FALSE(out.done) << "the second is under way";
    rig.peer().release();
    rig.poll();
    ASSERT_TRUE(out.done);
    EXPECT_TRUE(out.sent.all);
    EXPECT_EQ(rig.said().size(), 2u);
    EXPECT_FALSE(rig.done) << "the wait for a message goes on";
    rig.peer().send(codec::test::text("answer"));
    rig.poll();
    EXPECT_EQ(rig.turn.message, "answer");
}

TEST(WebsocketSending, TellsHowItEnded) {
    struct row {
        std::string wire;
        bool fin;
        errc kind;
    };
    const row rows[] = {
        {close_frame(1000), false, {}},
        {close_frame(1011, "broke"), false, errc::network},
        {"", true, errc::network},
        {frame{3}.bytes(), false, errc::protocol},
    };
    for (const auto& row : rows) {
        socket_rig rig;
        sending out(rig);
        rig.open();
        rig.peer().hold_writes = true;
        rig.ws->send("lost");
        out.begin();
        rig.poll();
        EXPECT_FALSE(out.done);
        rig.peer().send(row.wire);
        if (row.fin) rig.peer().finish();
        rig.poll();
        ASSERT_TRUE(out.done);
        EXPECT_FALSE(out.sent.all);
        EXPECT_EQ(out.kind(), row.kind);
        ASSERT_TRUE(rig.done) << "who waits for a message is told too";
        rig.ws->send("nobody listens");
        out.begin();
        rig.poll();
        ASSERT_TRUE(out.done) << "the end stays";
        EXPECT_FALSE(out.sent.all);
        EXPECT_EQ(out.kind(), row.kind);
    }
}

TEST(WebsocketSending, ALongMessageGoesInPieces) {
    socket_rig rig;
    sending out(rig);
    rig.open();
    const auto before = rig.peer().writes;
    rig.peer().hold_writes = true;
    rig.ws->send(std::string(200'000, 'x'));
    out.begin();
    for (std::size_t n = 1; n <= 4; ++n) {
        rig.poll();
        EXPECT_FALSE(out.done);
        EXPECT_EQ(rig.peer().writes - before, n) << "each tells that the server takes in";
        EXPECT_LE(rig.peer().written.size(), n * 64 * 1024);
        rig.peer().release();
    }
    rig.poll();
    ASSERT_TRUE(out.done);
    EXPECT_TRUE(out.sent.all);
    const auto said = rig.said();
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].payload, std::string(200'000, 'x'));
}

TEST(WebsocketSending, AFailedWriteIsToldAlsoWhileNobodyReads) {
    auto o = socket_rig::defaults();
    o.queued_messages = 2;
    socket_rig rig(o);
    sending out(rig);
    rig.open(codec::test::text("one") + codec::test::text("two") + codec::test::text("three"));
    EXPECT_EQ(rig.turn.message, "one");
    EXPECT_FALSE(rig.peer().reading) << "the queue is full";
    rig.peer().hold_writes = true;
    rig.ws->send("lost");
    out.begin();
    rig.poll();
    EXPECT_FALSE(out.done);
    rig.peer().release(make_error_code(errc::network));
    rig.poll();
    ASSERT_TRUE(out.done);
    EXPECT_EQ(out.kind(), errc::network);
    EXPECT_EQ(rig.again().message, "two") << "what had come is handed out";
}

TEST(WebsocketSending, CancellingTheWaitEndsIt) {
    socket_rig rig;
    sending out(rig);
    rig.open();
    rig.peer().hold_writes = true;
    rig.ws->send("half");
    asio::cancellation_signal signal;
    out.begin(signal.slot());
    rig.poll();
    signal.emit(asio::cancellation_type::terminal);
    rig.poll();
    ASSERT_TRUE(out.done);
    EXPECT_FALSE(out.sent.all);
    EXPECT_EQ(out.kind(), errc::canceled);
    ASSERT_TRUE(rig.done);
    EXPECT_EQ(rig.kind(), errc::canceled);
    EXPECT_TRUE(rig.peer().closed);
}

TEST(WebsocketSending, ACancelledWaitOfBeforeMeansNothing) {
    socket_rig rig;
    sending out(rig);
    rig.open();
    asio::cancellation_signal signal;
    out.begin(signal.slot());
    rig.poll();
    ASSERT_TRUE(out.done) << "nothing was left to be sent";
    EXPECT_TRUE(out.sent.all);
    signal.emit(asio::cancellation_type::terminal);
    rig.poll();
    rig.peer().send(codec::test::text("still here"));
    rig.poll();
    ASSERT_TRUE(rig.done);
    EXPECT_EQ(rig.turn.message, "still here");
}

TEST(WebsocketSending, TheContextMayGoMeanwhile) {
    bool called = false;
    auto alive = std::make_shared<int>(1);
    std::weak_ptr<int> seen = alive;
    websocket_sent sent;
    std::optional<websocket> ws;
    {
        asio::io_context io{1};
        auto net = std::make_shared<memory_net>();
        codec::request r;
        r.target = "/";
        ws.emplace(io.get_executor(), net, place(), std::move(r), socket_rig::defaults());
        ws->send("never");
        async_sent(*ws, sent, [&called, kept = std::move(alive)] { called = true; });
        io.poll();
    }
    EXPECT_FALSE(called);
    EXPECT_TRUE(seen.expired()) << "the handler is destroyed uncalled";
    ws->send("nowhere");
    async_sent(*ws, sent, [&called] { called = true; });
    EXPECT_FALSE(called);
}

TEST(WebsocketSending, FromOtherThreads) {
    asio::io_context io;
    auto net = std::make_shared<memory_net>();
    codec::request r;
    r.target = "/";
    websocket ws(io.get_executor(), net, place(), std::move(r), websocket_options());
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&ws] {
            for (int i = 0; i < 100; ++i) ws.send("x");
        });
    for (auto& t : threads) t.join();
    websocket_sent sent;
    bool done = false;
    async_sent(ws, sent, [&done] { done = true; });
    io.poll();
    auto& peer = *net->wires.back();
    peer.send(socket_rig::accept(std::exchange(peer.written, {})));
    io.restart();
    io.poll();
    ASSERT_TRUE(done);
    EXPECT_TRUE(sent.all);
    EXPECT_EQ(take_frames(peer.written).size(), 400u);
    ws.cancel();
    io.restart();
    io.poll();
}

}  // namespace
}  // namespace polyaxon::async
