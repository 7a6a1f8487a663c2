// Ten thousand calls at once through the public client against the embedded server: each gets its own answer, and nothing stays behind.
#include "support/fault_support.hpp"

#include <polyaxon/testing.hpp>
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <cstddef>
#include <cstdio>
#include <exception>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace polyaxon {
namespace {

constexpr int calls = 10'000;

using test::heap_in_use;
using test::open_descriptors;

std::string uuid_of(int i) {
    char text[33];
    std::snprintf(text, sizeof text, "%032x", static_cast<unsigned>(i));
    return text;
}

awaitable<void> ask(v1::client client, int i, int& right, int& wrong) {
    const auto uuid = uuid_of(i);
    auto r = co_await as_result(client.runs().get_run("acme", "vision", uuid));
    ++(r && r->uuid == uuid ? right : wrong);
}

/// One client, all calls started before the first is answered.
void storm(const std::string& url, const std::string& ca) {
    asio::io_context io;
    int right = 0, wrong = 0;
    {
        v1::client client(io.get_executor(), {.host = url, .ssl_ca_cert = ca, .connection_pool_maxsize = 64});
        for (int i = 0; i < calls; ++i) {
            asio::co_spawn(io, ask(client, i, right, wrong), [&, client](std::exception_ptr) mutable {
                if (right + wrong < calls) return;
                EXPECT_LE(client.stats().connects, 64u);
                EXPECT_EQ(client.stats().responses, static_cast<std::uint64_t>(calls));
                EXPECT_EQ(client.stats().waiting, 0u);
            });
        }
    }
    io.run();
    EXPECT_EQ(right, calls);
    EXPECT_EQ(wrong, 0);
}

class ManyCalls : public ::testing::TestWithParam<bool> {};

TEST_P(ManyCalls, EachHasItsAnswerAndNothingStaysBehind) {
    testing::server_options options;
    options.tls = GetParam();
    options.keep_requests = 1;
    testing::server server(
        [](const testing::received& r) {
            const auto path = r.path();
            return testing::reply::json("{\"uuid\":\"" + path.substr(path.rfind('/') + 1) + "\"}");
        },
        options);
    const auto url = server.url();
    const auto ca = GetParam() ? server.ca_file() : std::string();
    storm(url,
          ca);  // the first round pays for what is made once: tables, thread-local blocks, the TLS context
    const auto descriptors = open_descriptors();
    const auto heap = heap_in_use();
    for (int round = 0; round < 2; ++round) storm(url, ca);
    // The server closes its side on a thread of its own: it has when it no longer counts a connection.
    while (server.open_connections() != 0) std::this_thread::yield();
    EXPECT_LE(open_descriptors(), descriptors);
    EXPECT_LE(heap_in_use(), heap + 512 * 1024) << "two more rounds of " << calls << " calls kept memory";
    EXPECT_EQ(server.request_count(), 3u * calls);
}

INSTANTIATE_TEST_SUITE_P(PlainAndTls, ManyCalls, ::testing::Bool(),
                         [](const auto& p) { return p.param ? std::string("tls") : std::string("plain"); });

}  // namespace
}  // namespace polyaxon
