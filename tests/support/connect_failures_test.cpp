// Ten thousand connections that cannot be made leave nothing behind: where nobody listens, where what listens speaks no TLS, and where the
// connection ends as soon as it is there.
#include "async/support/peer.hpp"
#include "support/fault_support.hpp"
#include "support/refusing_port.hpp"

#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <exception>
#include <string>

#include <gtest/gtest.h>

namespace polyaxon::test {
namespace {

constexpr std::size_t calls_each = 100;

awaitable<void> ask(v1::client client, errc expected, std::size_t& right) {
    auto got = co_await as_result(client.runs().get_run("acme", "vision", std::string(32, 'a')));
    if (!got && got.error().kind() == expected)
        ++right;
    else if (!got)
        ADD_FAILURE() << got.error().what();
}

/// A client that dials for each of its calls, all at once; how many connections failed.
std::size_t fail(const std::string& url, errc expected) {
    asio::io_context io(1);
    v1::client_config config;
    config.host = url, config.token = "token-abc";
    config.pool.max_connections = calls_each;
    config.retry.max_attempts = 1;
    config.proxy.from_environment = false;
    std::size_t right = 0, ended = 0, failures = 0;
    {
        v1::client client(io.get_executor(), config);
        for (std::size_t i = 0; i < calls_each; ++i)
            asio::co_spawn(io, ask(client, expected, right), [&](std::exception_ptr e) {
                ++ended;
                if (e) std::rethrow_exception(e);
            });
        run_until(io, std::chrono::seconds(30), [&] { return ended == calls_each; });
        EXPECT_EQ(right, calls_each);
        const auto s = client.stats();
        failures = s.connect_failures;
        EXPECT_EQ(s.open + s.connecting + s.waiting, 0u);
        client.close();
    }
    io.restart();
    io.run_for(std::chrono::seconds(10));
    EXPECT_TRUE(io.stopped());
    return failures;
}

void many(const std::string& url, errc expected, std::size_t wanted) {
    for (int i = 0; i < 2; ++i) fail(url, expected);  // what is made once in a process is made now
    const auto descriptors = open_descriptors();
    const auto heap = heap_in_use();
    std::size_t failures = 0;
    while (failures < wanted && !::testing::Test::HasFailure()) failures += fail(url, expected);
    EXPECT_EQ(open_descriptors(), descriptors);
    EXPECT_LE(heap_in_use(), heap + 256 * 1024) << "memory was lost";
    ::testing::Test::RecordProperty("connect_failures", static_cast<int>(failures));
}

TEST(ConnectFailures, OfRefusedConnectionsLeaveNothing) {
    const refusing_port nobody;
    many("http://127.0.0.1:" + std::to_string(nobody.number()), errc::network, 10'000);
}

TEST(ConnectFailures, OfTlsWithWhoSpeaksNoneLeaveNothing) {
    // One after the other answers the hello with a line of text and goes.
    peer plain([](tcp::socket& s) {
        if (!receive(s).empty()) send(s, "HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    asio::io_context io;
    const auto url = "https://127.0.0.1:" + std::to_string(plain.port());
    many(url, errc::tls, 1'000);
}

}  // namespace
}  // namespace polyaxon::test
