#include "support/connect_proxy.hpp"

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read_until.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <array>
#include <atomic>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace polyaxon::test {

namespace {

using asio::ip::tcp;
using ending = asio::awaitable<void>;

struct tunnel {
    tunnel(asio::io_context& io, tcp::socket c, std::atomic<std::size_t>& n)
        : client(std::move(c)), server(io), open(n) {
        ++open;
    }
    ~tunnel() {
        std::error_code ignored;
        client.close(ignored);
        server.close(ignored);
        --open;
    }
    tcp::socket client, server;
    std::atomic<std::size_t>& open;
};
using tunnel_ptr = std::shared_ptr<tunnel>;

/// Until one side ends; the other is told, and then both are.
ending pass([[maybe_unused]] tunnel_ptr keeps, tcp::socket& from, tcp::socket& to) {
    std::array<char, 16 * 1024> room;
    std::error_code ec;
    for (;;) {
        const auto n =
            co_await from.async_read_some(asio::buffer(room), asio::redirect_error(asio::use_awaitable, ec));
        if (ec) break;
        co_await asio::async_write(to, asio::buffer(room.data(), n),
                                   asio::redirect_error(asio::use_awaitable, ec));
        if (ec) break;
    }
    if (to.is_open()) to.shutdown(tcp::socket::shutdown_send, ec);
}

}  // namespace

struct connect_proxy::impl {
    impl() : acceptor(io, {asio::ip::address_v4::loopback(), 0}), port(acceptor.local_endpoint().port()) {
        accept();
        thread = std::thread([this] { io.run(); });
    }
    ~impl() {
        io.stop();
        thread.join();
    }
    void accept() {
        acceptor.async_accept([this](std::error_code ec, tcp::socket s) {
            if (ec) return;
            auto t = std::make_shared<tunnel>(io, std::move(s), open);
            asio::co_spawn(io, serve(std::move(t)), asio::detached);
            accept();
        });
    }
    ending serve(tunnel_ptr t) {
        std::error_code ec;
        std::string asked;
        co_await asio::async_read_until(t->client, asio::dynamic_buffer(asked, 8192), "\r\n\r\n",
                                        asio::redirect_error(asio::use_awaitable, ec));
        constexpr std::string_view verb = "CONNECT 127.0.0.1:";
        if (ec || !asked.starts_with(verb)) co_return;
        const auto there = static_cast<std::uint16_t>(std::atoi(asked.c_str() + verb.size()));
        const tcp::endpoint where(asio::ip::address_v4::loopback(), there);
        co_await t->server.async_connect(where, asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return;
        t->client.set_option(tcp::no_delay(true), ec);
        t->server.set_option(tcp::no_delay(true), ec);
        const std::string_view yes = "HTTP/1.1 200 Connected\r\n\r\n";
        co_await asio::async_write(t->client, asio::buffer(yes.data(), yes.size()),
                                   asio::redirect_error(asio::use_awaitable, ec));
        if (ec) co_return;
        ++made;
        asio::co_spawn(io, pass(t, t->server, t->client), asio::detached);
        auto up = pass(t, t->client, t->server);
        co_await std::move(up);
    }

    std::atomic<std::size_t> made{0}, open{0};  // outlive the loop and what is left in it
    asio::io_context io{1};
    tcp::acceptor acceptor;
    const std::uint16_t port;
    std::thread thread;
};

connect_proxy::connect_proxy() : impl_(std::make_unique<impl>()) {}
connect_proxy::~connect_proxy() = default;
std::string connect_proxy::url() const { return "http://127.0.0.1:" + std::to_string(impl_->port); }
std::size_t connect_proxy::tunnels() const { return impl_->made; }
std::size_t connect_proxy::open_connections() const { return impl_->open; }

}  // namespace polyaxon::test
