#include "async/support/bench_engine.hpp"
#include "support/refusing_port.hpp"

#include <polyaxon/testing/server.hpp>

#include <gtest/gtest.h>

using namespace polyaxon;
using namespace polyaxon::async;
using namespace polyaxon::async::test;

namespace {

TEST(EngineTcp, GetsAndPostsOverRealSockets) {
    for (bool tls : {false, true}) {
        polyaxon::testing::server_options so;
        so.tls = tls;
        polyaxon::testing::server server(
            [](const polyaxon::testing::received& r) {
                return polyaxon::testing::reply::json("{\"target\":\"" + r.target + "\"}");
            },
            so);
        tls_options t;
        const auto ca = tls ? server.ca_file() : std::string();
        t.ca_file = ca;
        proxy_options no_proxy;
        no_proxy.from_environment = false;
        asio::io_context io(1);
        auto o = rig::defaults();
        o.connect = make_socket_connector(t, no_proxy);
        o.pool.max_connections = 4;
        auto e = engine::make(io.get_executor(), o);
        int good = 0, ended = 0;
        auto work = [](engine& on, codec::destination to, int id, int& ok,
                       int& done) -> asio::awaitable<void> {
            for (int i = 0; i < 25; ++i) {
                simple_call c(to, i % 5 ? codec::verb::get : codec::verb::post,
                              "/" + std::to_string(id) + "/" + std::to_string(i));
                co_await async_perform(on, c.node, asio::use_awaitable);
                EXPECT_FALSE(c.node.failure) << c.text();
                ok += c.body == "{\"target\":\"" + c.request.target + "\"}";
            }
            ++done;
        };
        for (int i = 0; i < 10; ++i)
            asio::co_spawn(io, work(*e, place("127.0.0.1", server.port(), tls), i, good, ended),
                           [&](std::exception_ptr) {
                               if (ended == 10) e->close();
                           });
        io.run_for(std::chrono::seconds(20));
        EXPECT_EQ(good, 250);
        EXPECT_LE(server.connection_count(), 4u);
    }
}

TEST(EngineTcp, ARefusedPortSaysSo) {
    asio::io_context io(1);
    const polyaxon::test::refusing_port nobody;
    const auto port = nobody.number();
    auto o = rig::defaults();
    proxy_options no_proxy;
    no_proxy.from_environment = false;
    o.connect = make_socket_connector({}, no_proxy);
    o.retry.max_attempts = 2;
    o.retry.base_delay = std::chrono::milliseconds(1);
    auto e = engine::make(io.get_executor(), o);
    simple_call c(place("127.0.0.1", port));
    async_perform(*e, c.node, [&] { ++c.done, e->close(); });
    io.run_for(std::chrono::seconds(10));
    EXPECT_EQ(c.kind(), errc::network);
    EXPECT_NE(c.text().find("127.0.0.1:" + std::to_string(port)), std::string::npos) << c.text();
    EXPECT_NE(c.text().find("refused"), std::string::npos) << c.text();
    EXPECT_NE(c.text().find("(tried 2 times)"), std::string::npos) << c.text();
    EXPECT_FALSE(c.node.failure->maybe_sent);
}

}  // namespace
