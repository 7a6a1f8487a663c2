#include "async/support/stream_driver.hpp"
#include "async/support/trusted_server.hpp"

#include <gtest/gtest.h>

#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <atomic>
#include <memory>
#include <optional>

namespace polyaxon::test {
namespace {

/// The same for TLS 1.2 and 1.3.
class tls_transport : public testing::TestWithParam<int> {
 protected:
    server_context context() const { return make_server_context(made().leaf, {.newest = GetParam()}); }

    asio::io_context io{1};
    std::shared_ptr<async::connector> connect = verifying();
};

TEST_P(tls_transport, opens_and_moves_bytes_both_ways) {
    peer server(over_tls(context(), echo));
    stream_driver d(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    for (const std::string word : {"one", "two", "three"}) {
        d.write(word);
        EXPECT_EQ(d.read(), word);
    }
    const std::string version = GetParam() == TLS1_3_VERSION ? "TLSv1.3 " : "TLSv1.2 ";
    EXPECT_TRUE(d.stream->describe().starts_with(version)) << d.stream->describe();
    EXPECT_FALSE(d.stream->describe().ends_with("resumed"));
    EXPECT_FALSE(d.stream->resumed());
}

TEST_P(tls_transport, reads_records_that_come_byte_by_byte) {
    const auto sent = pattern(5000);
    peer server(over_tls(
        context(),
        [&](tls_peer& tls, tcp::socket&) {
            tls.write(sent);
            tls.read();
        },
        1));
    stream_driver d(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    while (d.received.size() < sent.size() && !d.read().empty()) {
    }
    EXPECT_TRUE(d.received == sent);
}

TEST_P(tls_transport, a_full_span_leaves_the_rest_for_the_next_read) {
    const auto sent = pattern(300000);
    peer server(over_tls(context(), [&](tls_peer& tls, tcp::socket&) {
        tls.write(sent);
        tls.read();
    }));
    stream_driver d(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    d.buffer.resize(997);
    ASSERT_EQ(d.read().size(), 997u);
    EXPECT_FALSE(d.stream->idle_and_clean());  // the rest of the record waits
    while (d.received.size() < sent.size() && !d.read().empty()) {
    }
    EXPECT_TRUE(d.received == sent);
}

// Cipher bytes lie where their plain text goes: none may be written over before it was used.
TEST_P(tls_transport, records_may_be_cut_anywhere) {
    const auto sent = pattern(60000);
    for (const std::size_t piece : {2u, 5u, 6u, 30u, 700u, 4096u, 20000u}) {
        peer server(over_tls(
            context(),
            [&](tls_peer& tls, tcp::socket&) {
                std::size_t at = 0;
                for (std::size_t size = 1; at < sent.size(); size = size * 3 % 17011 + 1) {
                    tls.write(sent.substr(at, size));
                    at += size;
                }
                tls.read();
            },
            piece));
        for (const std::size_t room : {1u, 100u, 4096u, 65536u}) {
            if (room == 1 && piece != 700) continue;
            stream_driver d(io, *connect, tls_origin(server.port()));
            ASSERT_TRUE(d.open()) << d.detail;
            d.buffer.resize(room);
            while (d.received.size() < sent.size() && !d.read().empty()) {
            }
            EXPECT_TRUE(d.received == sent) << "pieces of " << piece << ", room for " << room;
        }
    }
}

TEST_P(tls_transport, a_large_write_waits_for_a_slow_reader) {
    const auto sent = pattern(8 << 20);
    std::atomic<bool> go = false, same = false;
    peer server(over_tls(context(), [&](tls_peer& tls, tcp::socket&) {
        go.wait(false);
        std::string all;
        while (all.size() < sent.size()) {
            const auto more = tls.read();
            if (more.empty()) break;
            all += more;
        }
        same = all == sent;
        tls.write("thanks");
    }));
    stream_driver d(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    EXPECT_FALSE(d.start_write(sent));
    go = true;
    go.notify_all();
    d.until([&] { return d.written.has_value(); });
    EXPECT_EQ(d.written, std::error_code());
    EXPECT_EQ(d.read(), "thanks");
    EXPECT_TRUE(same);
    d.write("small again");
    EXPECT_EQ(d.written, std::error_code());
}

TEST_P(tls_transport, the_next_connection_resumes_the_session) {
    std::atomic<int> resumed = 0;
    peer server(over_tls(context(), [&](tls_peer& tls, tcp::socket&) {
        resumed += tls.resumed();
        tls.write("hello");
        tls.read();
    }));
    for (const int round : {0, 1, 2}) {
        stream_driver d(io, *connect, tls_origin(server.port()));
        ASSERT_TRUE(d.open()) << d.detail;
        EXPECT_EQ(d.read(), "hello");  // TLS 1.3: tickets come before it
        EXPECT_EQ(d.stream->resumed(), round > 0);
        EXPECT_EQ(d.stream->describe().ends_with(", resumed"), round > 0) << d.stream->describe();
        d.end();
    }
    EXPECT_EQ(resumed, 2);
}

TEST_P(tls_transport, a_session_the_server_forgot_means_a_full_handshake) {
    std::atomic<int> resumed = 0;
    peer server([&](tcp::socket& s) {
        tls_peer tls(s, context());  // new ticket keys each time
        if (!tls.handshake()) return;
        resumed += tls.resumed();
        tls.write("hello");
        tls.read();
    });
    for (int round = 0; round < 3; ++round) {
        stream_driver d(io, *connect, tls_origin(server.port()));
        ASSERT_TRUE(d.open()) << d.detail;
        EXPECT_EQ(d.read(), "hello");
        EXPECT_FALSE(d.stream->resumed());
        d.end();
    }
    EXPECT_EQ(resumed, 0);
}

TEST_P(tls_transport, a_session_helps_no_other_host) {
    const auto leaf = issue({.alternative = "DNS:localhost"}, &made().root);
    peer server(over_tls(make_server_context(leaf, {.newest = GetParam()}), [](tls_peer& tls, tcp::socket&) {
        tls.write("hello");
        tls.read();
    }));
    {
        stream_driver d(io, *connect, tls_origin(server.port(), "localhost"));
        ASSERT_TRUE(d.open()) << d.detail;
        EXPECT_EQ(d.read(), "hello");
        d.end();
    }
    stream_driver other(io, *connect, tls_origin(server.port(), "127.0.0.1"));
    EXPECT_FALSE(other.open());
    EXPECT_EQ(other.opened, make_error_code(errc::tls));
    stream_driver again(io, *connect, tls_origin(server.port(), "localhost"));
    ASSERT_TRUE(again.open()) << again.detail;
    EXPECT_TRUE(again.stream->resumed());
}

TEST_P(tls_transport, sends_the_name_but_never_an_address) {
    std::string seen = "?";
    peer server(over_tls(context(), [&](tls_peer& tls, tcp::socket&) {
        const char* name = SSL_get_servername(tls.native(), TLSEXT_NAMETYPE_host_name);
        tls.write(name ? name : "none");
        tls.read();
    }));
    for (const std::string host : {"localhost", "127.0.0.1"}) {
        stream_driver d(io, *connect, tls_origin(server.port(), host.c_str()));
        ASSERT_TRUE(d.open()) << d.detail;
        EXPECT_EQ(d.read(), host == "localhost" ? "localhost" : "none");
    }
}

TEST_P(tls_transport, close_notify_is_an_end_and_fin_alone_is_not) {
    peer server(over_tls(context(), [](tls_peer& tls, tcp::socket&) {
        const bool notify = tls.read() == "notify";
        tls.write("last words");
        if (notify) tls.close_notify();
    }));
    for (const std::string how : {"notify", "cut"}) {
        stream_driver d(io, *connect, tls_origin(server.port()));
        ASSERT_TRUE(d.open()) << d.detail;
        d.write(how);
        EXPECT_EQ(d.read(), "last words");
        EXPECT_EQ(d.read(), "");
        EXPECT_EQ(d.read_ended, how == "notify" ? std::error_code() : make_error_code(errc::network));
        EXPECT_EQ(d.detail.find("no close_notify") != d.detail.npos, how == "cut") << d.detail;
        EXPECT_FALSE(d.stream->idle_and_clean());
    }
}

TEST_P(tls_transport, an_orderly_close_says_so) {
    std::atomic<int> ended = 0, notified = 0;
    peer server(over_tls(context(), [&](tls_peer& tls, tcp::socket&) {
        tls.read_until("\n");
        if (tls.read().empty()) notified += tls.got_close_notify();
        ++ended;
        ended.notify_all();
    }));
    for (const bool orderly : {true, false}) {
        stream_driver d(io, *connect, tls_origin(server.port()));
        ASSERT_TRUE(d.open()) << d.detail;
        d.write("x\n");
        const int before = ended;
        d.end(orderly);
        ended.wait(before);
    }
    EXPECT_EQ(notified, 1);
}

TEST_P(tls_transport, a_forged_record_is_a_tls_error) {
    peer server(over_tls(context(), [](tls_peer& tls, tcp::socket& s) {
        auto record = tls.seal("pay ada");
        record.back() = static_cast<char>(record.back() ^ 1);
        send(s, record);
        wait_for_end(s);
    }));
    stream_driver d(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    EXPECT_EQ(d.read(), "");
    EXPECT_EQ(d.read_ended, make_error_code(errc::tls));
    EXPECT_NE(d.detail.find("the TLS connection broke: "), d.detail.npos) << d.detail;
}

TEST_P(tls_transport, liveness_sees_through_the_cipher) {
    std::atomic<int> acted = 0;
    peer server(over_tls(context(), [&](tls_peer& tls, tcp::socket& s) {
        const auto what = tls.read();
        if (what == "data") tls.write("unasked");
        if (what == "part") send(s, tls.seal("unasked").substr(0, 9));
        if (what == "notify") tls.close_notify();
        if (what == "cut") s.close();
        if (what == "garbage") send(s, "HTTP/1.1 408 Request Timeout\r\n\r\n");
        ++acted;  // over loopback what was sent has arrived by now
        acted.notify_all();
        if (what != "cut") wait_for_end(s);
    }));
    for (const std::string what : {"nothing", "data", "part", "notify", "cut", "garbage"}) {
        stream_driver d(io, *connect, tls_origin(server.port()));
        ASSERT_TRUE(d.open()) << d.detail;
        EXPECT_TRUE(d.stream->idle_and_clean());  // tickets of the handshake may lie there
        const int before = acted;
        d.write(what);
        acted.wait(before);
        EXPECT_EQ(d.stream->idle_and_clean(), what == "nothing") << what;
        EXPECT_EQ(d.stream->idle_and_clean(), what == "nothing") << what << ", asked again";
        d.end();
        EXPECT_FALSE(d.stream->idle_and_clean());
    }
}

TEST_P(tls_transport, liveness_knows_what_a_read_has_taken_but_not_told) {
    std::atomic<int> acted = 0;
    peer server(over_tls(context(), [&](tls_peer& tls, tcp::socket& s) {
        tls.write("hi");
        const auto what = tls.read();
        if (what == "bytes") tls.write("unasked");
        if (what == "end") tls.close_notify();
        ++acted;
        acted.notify_all();
        wait_for_end(s);
    }));
    const auto strand = asio::make_strand(io);
    for (const std::string what : {"bytes", "end", "nothing"}) {
        stream_driver d(io, strand, *connect, tls_origin(server.port()));
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

TEST_P(tls_transport, nothing_is_told_after_close_or_destruction) {
    peer server([c = context()](tcp::socket& s) {
        tls_peer tls(s, c);
        tls.handshake();
        wait_for_end(s);
    });
    peer mute([](tcp::socket& s) { wait_for_end(s); });
    const std::string large(16 << 20, 'x');
    for (const bool destroy : {false, true})
        for (const int stage : {0, 1, 2, 3, 4}) {
            const auto port = stage == 1 ? mute.port() : server.port();
            stream_driver d(io, *connect, tls_origin(port, stage == 0 ? "localhost" : "127.0.0.1"));
            if (stage < 2)
                d.start_open();
            else
                ASSERT_TRUE(d.open()) << d.detail;
            if (stage == 1) {
                io.restart();
                io.run_for(std::chrono::milliseconds(20));  // into the handshake
            }
            if (stage >= 3) d.start_read();
            if (stage == 4) d.start_write(large);
            const int before = d.events;
            destroy ? d.destroy() : d.end();
            io.restart();
            io.run();
            EXPECT_EQ(d.events, before) << "stage " << stage << " destroy " << destroy;
        }
}

TEST_P(tls_transport, may_be_destroyed_from_within_its_events) {
    peer server(over_tls(context(), echo));
    for (const int at : {1, 2}) {
        stream_driver d(io, *connect, tls_origin(server.port()));
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

TEST_P(tls_transport, the_loop_may_go_while_operations_wait) {
    peer server([c = context()](tcp::socket& s) {
        tls_peer tls(s, c);
        tls.handshake();
        wait_for_end(s);
    });
    const std::string large(16 << 20, 'x');
    for (const int stage : {0, 1, 2, 3}) {
        auto loop = std::make_unique<asio::io_context>();
        stream_driver d(*loop, *connect, tls_origin(server.port(), stage == 0 ? "localhost" : "127.0.0.1"));
        if (stage < 2)
            d.start_open();
        else
            ASSERT_TRUE(d.open()) << d.detail;
        if (stage >= 2) d.start_read();
        if (stage == 3) d.start_write(large);
        d.destroy();
        loop.reset();
    }
}

INSTANTIATE_TEST_SUITE_P(versions, tls_transport, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION),
                         [](const auto& v) { return v.param == TLS1_3_VERSION ? "tls13" : "tls12"; });

}  // namespace
}  // namespace polyaxon::test
