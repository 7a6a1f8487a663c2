// What only one version of TLS has: tickets behind the handshake, key updates, renegotiation.
#include "async/support/stream_driver.hpp"
#include "async/support/trusted_server.hpp"

#include <gtest/gtest.h>

namespace polyaxon::test {
namespace {

TEST(tls13_transport, a_ticket_that_comes_while_idle_is_kept_and_is_no_reason_to_distrust) {
    const auto context = make_server_context(made().leaf, {.newest = TLS1_3_VERSION});
    SSL_CTX_set_num_tickets(context.get(), 0);
    std::atomic<bool> sent = false;
    peer server(over_tls(context, [&](tls_peer& tls, tcp::socket&) {
        tls.read();
        SSL_new_session_ticket(tls.native());
        SSL_do_handshake(tls.native());
        tls.flush();
        sent = true;
        sent.notify_all();
        tls.read();
    }));
    asio::io_context io{1};
    const auto connect = verifying();
    stream_driver first(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(first.open()) << first.detail;
    first.write("go");
    sent.wait(false);
    EXPECT_TRUE(first.stream->idle_and_clean());
    EXPECT_TRUE(first.stream->idle_and_clean());
    first.end();
    stream_driver second(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(second.open()) << second.detail;
    EXPECT_TRUE(second.stream->resumed());
}

TEST(tls13_transport, answers_key_updates_while_it_reads_and_writes) {
    const auto context = make_server_context(made().leaf, {.newest = TLS1_3_VERSION});
    std::atomic<bool> updated = false;
    peer server(over_tls(context, [&](tls_peer& tls, tcp::socket&) {
        for (int i = 0; i < 20; ++i) {
            SSL_key_update(tls.native(), SSL_KEY_UPDATE_REQUESTED);
            if (!tls.write("ping")) return;
            if (tls.read_until("pong") != "pong") return;
        }
        updated = true;
        tls.write("done");
        tls.read();
    }));
    asio::io_context io{1};
    const auto connect = verifying();
    stream_driver d(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    for (int i = 0; i < 20; ++i) {
        ASSERT_EQ(d.read(), "ping");
        d.write("pong");
    }
    EXPECT_EQ(d.read(), "done");
    EXPECT_TRUE(updated);
}

TEST(tls12_transport, refuses_to_renegotiate) {
    const auto context = make_server_context(made().leaf, {.newest = TLS1_2_VERSION});
    std::atomic<int> renegotiations = 0;
    peer server(over_tls(context, [&](tls_peer& tls, tcp::socket&) {
        SSL_renegotiate(tls.native());
        SSL_do_handshake(tls.native());
        tls.flush();
        tls.read();
        renegotiations += static_cast<int>(SSL_total_renegotiations(tls.native())) > 1;
    }));
    asio::io_context io{1};
    const auto connect = verifying();
    stream_driver d(io, *connect, tls_origin(server.port()));
    ASSERT_TRUE(d.open()) << d.detail;
    EXPECT_EQ(d.read(), "");
    EXPECT_EQ(renegotiations, 0);
}

}  // namespace
}  // namespace polyaxon::test
