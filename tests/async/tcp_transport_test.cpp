#include "async/support/peer.hpp"
#include "async/support/stream_driver.hpp"
#include "support/refusing_port.hpp"

#include <gtest/gtest.h>

#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>

namespace polyaxon::test {
namespace {

std::shared_ptr<async::connector> direct() {
    return async::make_socket_connector({}, {.from_environment = false});
}

std::string pattern(std::size_t n) {
    std::string s(n, '\0');
    for (std::size_t i = 0; i < n; ++i) s[i] = static_cast<char>((i * 2654435761u) >> 13);
    return s;
}

void echo(tcp::socket& s) {
    for (auto bytes = receive(s); !bytes.empty(); bytes = receive(s)) send(s, bytes);
}

class tcp_transport : public testing::Test {
 protected:
    asio::io_context io{1};
    std::shared_ptr<async::connector> connect = direct();
};

TEST_F(tcp_transport, opens_and_moves_bytes_both_ways) {
    peer server(echo);
    stream_driver d(io, *connect, plain_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    for (const std::string word : {"one", "two", "three"}) {
        d.write(word);
        EXPECT_EQ(d.read(), word);
    }
    EXPECT_EQ(d.stream->describe(), "");
    EXPECT_FALSE(d.stream->resumed());
}

TEST_F(tcp_transport, tries_every_address_of_a_name) {
    peer server(echo);  // on 127.0.0.1 only, whatever else localhost means
    stream_driver d(io, *connect, plain_origin(server.port(), "localhost"));
    ASSERT_TRUE(d.open()) << d.detail;
    d.write("x");
    EXPECT_EQ(d.read(), "x");
}

TEST_F(tcp_transport, speaks_ipv6) {
    std::unique_ptr<peer> server;
    try {
        server = std::make_unique<peer>(echo, "::1");
    } catch (const std::system_error&) {
        GTEST_SKIP() << "this machine has no IPv6";
    }
    stream_driver d(io, *connect, plain_origin(server->port(), "::1"));
    ASSERT_TRUE(d.open()) << d.detail;
    d.write("x");
    EXPECT_EQ(d.read(), "x");
}

TEST_F(tcp_transport, a_name_that_does_not_resolve_is_named) {
    const std::string name(70, 'x');  // a label of more than 63 letters: no name server is asked
    stream_driver d(io, *connect, plain_origin(80, name.c_str()));
    EXPECT_FALSE(d.open());
    EXPECT_EQ(d.opened, make_error_code(errc::network));
    EXPECT_NE(d.detail.find("host name " + name + " could not be resolved: "), d.detail.npos) << d.detail;
}

TEST_F(tcp_transport, a_refused_port_is_named) {
    const polyaxon::test::refusing_port nobody;
    const auto port = nobody.number();
    stream_driver d(io, *connect, plain_origin(port));
    EXPECT_FALSE(d.open());
    EXPECT_EQ(d.opened, make_error_code(errc::network));
    EXPECT_NE(d.detail.find("127.0.0.1:" + std::to_string(port) + ": Connection refused"), d.detail.npos)
        << d.detail;
    EXPECT_EQ(d.stream->cause(), std::error_code(asio::error::connection_refused));
}

TEST_F(tcp_transport, a_large_write_waits_for_a_slow_reader) {
    const auto sent = pattern(8 << 20);
    std::atomic<bool> go = false, same = false;
    peer server([&](tcp::socket& s) {
        go.wait(false);
        std::string all;
        while (all.size() < sent.size()) {
            const auto more = receive(s);
            if (more.empty()) break;
            all += more;
        }
        same = all == sent;
        send(s, "thanks");
    });
    stream_driver d(io, *connect, plain_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    EXPECT_FALSE(d.start_write(sent));  // the peer does not read yet: it cannot all have left
    go = true;
    go.notify_all();
    d.until([&] { return d.written.has_value(); });
    EXPECT_EQ(d.written, std::error_code());
    EXPECT_EQ(d.read(), "thanks");
    EXPECT_TRUE(same);
}

TEST_F(tcp_transport, an_end_is_clean_and_a_reset_is_not) {
    peer server([](tcp::socket& s) {
        if (receive(s) == "reset") reset_on_close(s);
    });
    {
        stream_driver d(io, *connect, plain_origin(server.port()));
        ASSERT_TRUE(d.open()) << d.detail;
        d.write("end");
        EXPECT_EQ(d.read(), "");
        EXPECT_EQ(d.read_ended, std::error_code());
    }
    stream_driver d(io, *connect, plain_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    d.write("reset");
    EXPECT_EQ(d.read(), "");
    EXPECT_EQ(d.read_ended, make_error_code(errc::network));
    EXPECT_EQ(d.detail, "the connection was lost while reading: Connection reset by peer");
    EXPECT_EQ(d.stream->cause(), std::error_code(asio::error::connection_reset));
}

TEST_F(tcp_transport, a_write_to_a_dead_peer_fails_by_event) {
    peer server([](tcp::socket& s) {
        receive(s);
        reset_on_close(s);
    });
    stream_driver d(io, *connect, plain_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    d.write("x");
    d.read();
    d.write(pattern(100000));
    EXPECT_EQ(d.written, make_error_code(errc::network));
    EXPECT_NE(d.detail.find("lost while writing"), d.detail.npos) << d.detail;
}

TEST_F(tcp_transport, liveness_tells_quiet_from_bytes_and_end) {
    peer server([](tcp::socket& s) {
        const auto what = receive(s);
        send(s, "ready");
        receive(s);
        if (what == "bytes") send(s, "unasked");
        if (what == "bytes") wait_for_end(s);
    });
    for (const std::string what : {"bytes", "end"}) {
        stream_driver d(io, *connect, plain_origin(server.port()));
        EXPECT_FALSE(d.stream->idle_and_clean());
        ASSERT_TRUE(d.open()) << d.detail;
        EXPECT_TRUE(d.stream->idle_and_clean());
        d.write(what);
        EXPECT_EQ(d.read(), "ready");
        EXPECT_TRUE(d.stream->idle_and_clean()) << what;
        d.write("go");
        d.until([&] { return !d.stream->idle_and_clean(); });
        EXPECT_FALSE(d.stream->idle_and_clean()) << what;
        d.end();
        EXPECT_FALSE(d.stream->idle_and_clean());
    }
}

/// The loop was busy: the read under way takes the bytes (or the end) from the kernel, but its event waits on the strand behind the
/// turn in which liveness is asked.
TEST_F(tcp_transport, liveness_knows_what_a_read_has_taken_but_not_told) {
    std::atomic<int> acted = 0;
    peer server([&](tcp::socket& s) {
        send(s, "hi");
        const auto what = receive(s);
        if (what == "bytes") send(s, "unasked");
        if (what == "end") s.close();
        ++acted;
        acted.notify_all();
        if (what != "end") wait_for_end(s);
    });
    const auto strand = asio::make_strand(io);
    for (const std::string what : {"bytes", "end", "nothing"}) {
        stream_driver d(io, strand, *connect, plain_origin(server.port()));
        ASSERT_TRUE(d.open()) << d.detail;
        EXPECT_EQ(d.read(), "hi");
        d.start_read();
        std::optional<bool> clean;
        asio::post(io, [&] {
            const int before = acted;
            EXPECT_TRUE(d.start_write(what));
            acted.wait(before);
            asio::post(io, [&] { asio::post(strand, [&] { clean = d.stream->idle_and_clean(); }); });
        });
        d.until([&] { return clean.has_value(); });
        EXPECT_EQ(*clean, what == "nothing") << what;
        d.end();
    }
}

TEST_F(tcp_transport, nothing_is_told_after_close_or_destruction) {
    peer server([](tcp::socket& s) { wait_for_end(s); });
    const std::string large(32 << 20, 'x');
    for (const bool destroy : {false, true})
        for (const int stage : {0, 1, 2, 3}) {
            stream_driver d(
                io, *connect,
                plain_origin(stage == 0 ? 1 : server.port(), stage == 1 ? "localhost" : "127.0.0.1"));
            if (stage < 2)
                d.start_open();
            else
                ASSERT_TRUE(d.open()) << d.detail;
            if (stage >= 2) d.start_read();
            if (stage == 3) d.start_write(large);
            const int before = d.events;
            destroy ? d.destroy() : d.end();
            io.restart();
            io.run();  // ends, because nothing is left to wait for
            EXPECT_EQ(d.events, before) << "stage " << stage << " destroy " << destroy;
        }
}

TEST_F(tcp_transport, may_be_destroyed_from_within_its_events) {
    peer server(echo);
    for (const int at : {1, 2}) {
        stream_driver d(io, *connect, plain_origin(server.port()));
        d.then = [&] {
            if (d.events == at) d.destroy();
        };
        d.start_open();
        d.until([&] { return d.events == 1; });
        if (at == 2) {
            EXPECT_TRUE(d.start_write("x"));
            d.start_read();
        }
        io.restart();
        io.run();
        EXPECT_EQ(d.events, at);
    }
}

TEST(tcp_transport_lifetime, the_loop_may_go_while_operations_wait) {
    peer server([](tcp::socket& s) { wait_for_end(s); });
    const std::string large(32 << 20, 'x');
    for (const int stage : {0, 1, 2, 3}) {
        const auto connect = direct();
        auto io = std::make_unique<asio::io_context>();
        auto d = std::make_unique<stream_driver>(
            *io, *connect, plain_origin(server.port(), stage == 0 ? "localhost" : "127.0.0.1"));
        if (stage < 2)
            d->start_open();
        else
            ASSERT_TRUE(d->open()) << d->detail;
        if (stage >= 2) d->start_read();
        if (stage == 3) d->start_write(large);
        d->destroy();  // its operations are still in the loop
        io.reset();
    }
}

TEST(tcp_transport_threads, events_come_on_the_strand) {
    peer server(echo);
    asio::io_context io;
    const auto strand = asio::make_strand(io);
    const auto connect = direct();
    struct client final : async::transport_events {
        void on_open(std::error_code ec, std::string_view) override {
            check(ec);
            next();
        }
        void on_read(std::error_code ec, std::size_t) override {
            check(ec);
            if (++rounds == 200) return stream.reset();
            next();
        }
        void on_written(std::error_code ec) override { check(ec); }
        void next() {
            stream->write("ping");
            stream->read(room);
        }
        void check(std::error_code ec) {
            if (ec || !on_strand()) ++wrong;
        }
        std::function<bool()> on_strand;
        std::unique_ptr<async::transport> stream;
        char room[64];
        int rounds = 0, wrong = 0;
    } c;
    c.on_strand = [&] { return strand.running_in_this_thread(); };
    asio::post(strand, [&] {
        c.stream = connect->make(strand, plain_origin(server.port()));
        c.stream->open(c);
    });
    std::thread other([&] { io.run(); });
    io.run();
    other.join();
    EXPECT_EQ(c.rounds, 200);
    EXPECT_EQ(c.wrong, 0);
}

}  // namespace
}  // namespace polyaxon::test
