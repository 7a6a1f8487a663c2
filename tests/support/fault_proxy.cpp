#include "support/fault_proxy.hpp"

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace polyaxon::test {

namespace {

using asio::ip::tcp;
using namespace std::chrono_literals;
using ending = asio::awaitable<void>;

constexpr std::size_t most_at_once = 16 * 1024;

/// Where on its way a request meets what ends its connection.
enum class moment { before, within_request, before_answer, within_answer };

/// One client and its connection to the server.
struct link {
    link(asio::io_context& io, tcp::socket c) : client(std::move(c)), server(io) {}
    tcp::socket client, server;
    bool request_begins = true;        ///< the server has spoken since the client's last request
    bool single_bytes = false;         ///< the answer goes in single bytes
    std::optional<fault> ends_answer;  ///< what happens within the answer
    bool half_closed = false, over = false;

    void end(bool reset) {
        if (std::exchange(over, true)) return;
        std::error_code ec;
        for (auto* s : {&client, &server}) {
            if (reset && s->is_open()) s->set_option(asio::socket_base::linger(true, 0), ec);
            s->close(ec);
        }
    }
};
using link_ptr = std::shared_ptr<link>;

}  // namespace

struct fault_proxy::impl {
    explicit impl(setting s)
        : what(std::move(s)), dice(what.seed), acceptor(io), place(io, tcp::v4()), down(io) {
        place.set_option(tcp::socket::reuse_address(true));
        place.bind({asio::ip::address_v4::loopback(), 0});
        port = place.local_endpoint().port();
        listen();
        thread = std::thread([this] { io.run(); });
    }
    ~impl() {
        io.stop();
        thread.join();
        for (auto& weak : links)
            if (const auto l = weak.lock()) l->end(true);
    }

    void listen() {
        acceptor.open(tcp::v4());
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        acceptor.bind({asio::ip::address_v4::loopback(), port});
        acceptor.listen(1024);
        accept();
    }
    void accept() {
        acceptor.async_accept([this](std::error_code ec, tcp::socket s) {
            if (ec) return;  // it is down
            accepted.fetch_add(1);
            std::error_code ignored;
            s.set_option(tcp::no_delay(true), ignored);
            auto l = std::make_shared<link>(io, std::move(s));
            std::erase_if(links, [](const auto& weak) { return weak.expired(); });
            links.push_back(l);
            asio::co_spawn(io, serve(std::move(l)), asio::detached);
            accept();
        });
    }

    // -- chance, on the thread

    std::size_t roll(std::size_t n) { return dice() % n; }
    bool happens(double share) { return std::uniform_real_distribution<>(0, 1)(dice) < share; }

    /// The server goes, and everybody's connections; a while later another one is there.
    void kill() {
        if (std::exchange(is_down, true)) return;
        killed.fetch_add(1);
        std::error_code ec;
        acceptor.close(ec);
        for (auto& weak : links)
            if (const auto l = weak.lock()) l->end(true);
        if (what.restart) what.restart();
        down.expires_after(std::chrono::microseconds(500 + roll(8000)));
        down.async_wait([this](std::error_code stopped) {
            if (stopped) return;
            is_down = false;
            listen();
        });
    }

    // -- one link

    ending serve(link_ptr l) {
        std::error_code ec;
        co_await l->server.async_connect({asio::ip::address_v4::loopback(), what.upstream()},
                                         asio::redirect_error(asio::use_awaitable, ec));
        if (ec || l->over) {
            l->end(true);
            co_return;
        }
        l->server.set_option(tcp::no_delay(true), ec);
        asio::co_spawn(io, answers(l), asio::detached);
        co_await requests_of(l);
    }

    /// From the client to the server.
    ending requests_of(link_ptr l) {
        std::string buffer(most_at_once, '\0');
        for (;;) {
            std::error_code ec;
            const auto n = co_await l->client.async_read_some(asio::buffer(buffer),
                                                              asio::redirect_error(asio::use_awaitable, ec));
            if (ec || l->over) break;
            const std::string_view bytes(buffer.data(), n);
            if (!std::exchange(l->request_begins, false)) {
                if (!co_await write(l, l->server, bytes)) break;
                continue;
            }
            seen.fetch_add(1);
            if (happens(what.kills)) {
                kill();
                break;
            }
            if (!happens(what.faults)) {
                if (!co_await write(l, l->server, bytes)) break;
                continue;
            }
            if (!co_await with_fault(l, bytes)) break;
        }
        if (!l->half_closed || l->over) co_return l->end(false);
        for (std::error_code ec; !ec && !l->over;)
            co_await l->client.async_read_some(asio::buffer(buffer),
                                               asio::redirect_error(asio::use_awaitable, ec));
        l->end(false);
    }

    /// From the server to the client.
    ending answers(link_ptr l) {
        std::string buffer(most_at_once, '\0');
        for (;;) {
            std::error_code ec;
            const auto n = co_await l->server.async_read_some(asio::buffer(buffer),
                                                              asio::redirect_error(asio::use_awaitable, ec));
            if (ec || l->over) break;
            const std::string_view bytes(buffer.data(), n);
            l->request_begins = true;
            if (l->ends_answer) {
                const auto how = *std::exchange(l->ends_answer, std::nullopt);
                const auto part = roll(n);
                if (part > 0) co_await write(l, l->client, bytes.substr(0, part));
                co_await finish(l, how);
                co_return;
            }
            const bool slow = std::exchange(l->single_bytes, false);
            const bool good =
                slow ? co_await one_by_one(l, l->client, bytes) : co_await write(l, l->client, bytes);
            if (!good) break;
        }
        if (!l->half_closed) l->end(false);
    }

    asio::awaitable<bool> with_fault(link_ptr l, std::string_view bytes) {
        const auto kind = static_cast<fault>(roll(fault_names.size()));
        count[static_cast<std::size_t>(kind)].fetch_add(1);
        switch (kind) {
            case fault::delay:
                co_await rest(std::chrono::microseconds(roll(20'000)));
                co_return co_await write(l, l->server, bytes);
            case fault::byte_by_byte:
                l->single_bytes = true;
                co_return co_await one_by_one(l, l->server, bytes);
            case fault::pieces:
                while (!bytes.empty()) {
                    const auto n = 1 + roll(bytes.size());
                    if (!co_await write(l, l->server, bytes.substr(0, n))) co_return false;
                    bytes.remove_prefix(n);
                    co_await rest(std::chrono::microseconds(roll(1'000)));
                }
                co_return true;
            default: break;
        }
        const auto when = static_cast<moment>(roll(4));
        if (when == moment::within_request) bytes = bytes.substr(0, roll(bytes.size()));
        if (when == moment::within_answer) l->ends_answer = kind;
        if (when != moment::before && !bytes.empty() && !co_await write(l, l->server, bytes)) co_return false;
        if (when == moment::within_answer) co_return true;
        co_await finish(l, kind);
        co_return false;
    }

    ending finish(link_ptr l, fault kind) {
        if (l->over) co_return;
        if (kind == fault::stall) co_await rest(100ms);
        if (l->over) co_return;
        if (kind != fault::half_close) co_return l->end(kind == fault::reset || kind == fault::stall);
        // It ends when the client goes too: `requests_of` reads on until then.
        l->half_closed = true;
        std::error_code ec;
        l->client.shutdown(tcp::socket::shutdown_send, ec);
        l->server.close(ec);
    }

    asio::awaitable<bool> write(link_ptr l, tcp::socket& to, std::string_view bytes) {
        std::error_code ec;
        if (l->over) co_return false;
        co_await asio::async_write(to, asio::buffer(bytes.data(), bytes.size()),
                                   asio::redirect_error(asio::use_awaitable, ec));
        co_return !ec && !l->over;
    }
    asio::awaitable<bool> one_by_one(link_ptr l, tcp::socket& to, std::string_view bytes) {
        for (const char& c : bytes) {
            const std::string_view one(&c, 1);
            if (!co_await write(l, to, one)) co_return false;
        }
        co_return true;
    }
    ending rest(std::chrono::microseconds t) {
        asio::steady_timer timer(io, t);
        std::error_code ec;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
    }

    const setting what;
    std::mt19937 dice;
    asio::io_context io{1};
    tcp::acceptor acceptor;
    tcp::socket place;  ///< keeps the port while nobody listens on it
    asio::steady_timer down;
    bool is_down = false;
    std::uint16_t port = 0;
    std::vector<std::weak_ptr<link>> links;
    std::array<std::atomic<std::size_t>, fault_names.size()> count{};
    std::atomic<std::size_t> killed{0}, seen{0}, accepted{0};
    std::thread thread;
};

fault_proxy::fault_proxy(setting s) : impl_(std::make_unique<impl>(std::move(s))) {}
fault_proxy::~fault_proxy() = default;

std::uint16_t fault_proxy::port() const { return impl_->port; }
std::size_t fault_proxy::kills() const { return impl_->killed; }
std::size_t fault_proxy::requests() const { return impl_->seen; }
std::size_t fault_proxy::connections() const { return impl_->accepted; }
std::array<std::size_t, fault_names.size()> fault_proxy::faults() const {
    std::array<std::size_t, fault_names.size()> out{};
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = impl_->count[i];
    return out;
}

}  // namespace polyaxon::test
