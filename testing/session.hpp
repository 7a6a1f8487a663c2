#pragma once
#include <polyaxon/testing/desk.hpp>
#include <polyaxon/testing/tls_side.hpp>

#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace polyaxon::testing {

/// One accepted connection. Lives on the server's thread, kept by its own handlers, ended by `cut` or by the peer.
class session : public std::enable_shared_from_this<session> {
 public:
    session(asio::ip::tcp::socket, desk&, const tls_context*, std::chrono::milliseconds keep_alive);
    void start();
    void cut(bool reset);
    bool open() const { return socket_.is_open(); }

 private:
    void read();
    void on_read(std::error_code, std::size_t);
    void pump();
    void flush();
    void on_flushed();
    void end();
    void arm_idle();

    asio::ip::tcp::socket socket_;
    std::unique_ptr<tls_side> tls_;
    conversation talk_;
    asio::steady_timer delay_, idle_;
    const std::chrono::milliseconds keep_alive_;
    std::array<char, 16 * 1024> in_;
    std::string plain_, gathered_;  // of one turn
    std::string out_, sending_;     // of the wire: waiting, and under way
    std::optional<reply::end> ending_;
    bool reading_ = false, peer_done_ = false, fin_sent_ = false;
};

}  // namespace polyaxon::testing
