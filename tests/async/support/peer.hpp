#pragma once
#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>

#include <sys/socket.h>
#include <sys/time.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace polyaxon::test {

using tcp = asio::ip::tcp;

/// The other end: accepts on 127.0.0.1 (or `address`), on a thread of its own, and runs `script` for one connection after the other. Scripts block; a read
/// that gets nothing for 20 s fails, so that a broken test ends.
class peer {
 public:
    using script = std::function<void(tcp::socket&)>;
    explicit peer(script s, const char* address = "127.0.0.1")
        : script_(std::move(s)),
          acceptor_(io_, tcp::endpoint(asio::ip::make_address(address), 0)),
          port_(acceptor_.local_endpoint().port()) {
        accept();
        thread_ = std::thread([this] { io_.run(); });
    }
    ~peer() {
        io_.stop();
        thread_.join();
    }
    peer(const peer&) = delete;
    peer& operator=(const peer&) = delete;

    std::uint16_t port() const { return port_; }

 private:
    void accept() {
        acceptor_.async_accept([this](std::error_code ec, tcp::socket socket) {
            if (ec) return;
            const timeval patience{20, 0};
            ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
            std::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            script_(socket);
            socket.close(ignored);
            accept();
        });
    }

    script script_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_;
    std::uint16_t port_;
    std::thread thread_;
};

inline void send(tcp::socket& s, std::string_view bytes) {
    std::error_code ec;
    asio::write(s, asio::buffer(bytes.data(), bytes.size()), ec);
}
/// What comes next; empty at the end or after an error.
inline std::string receive(tcp::socket& s) {
    std::string bytes(65536, '\0');
    std::error_code ec;
    bytes.resize(s.read_some(asio::buffer(bytes), ec));
    return bytes;
}
/// Until the text so far ends with `mark`, or the connection does.
inline std::string receive_until(tcp::socket& s, std::string_view mark) {
    std::string all;
    while (!all.ends_with(mark)) {
        const auto more = receive(s);
        if (more.empty()) break;
        all += more;
    }
    return all;
}
inline void wait_for_end(tcp::socket& s) {
    while (!receive(s).empty()) {
    }
}
/// The next close sends RST.
inline void reset_on_close(tcp::socket& s) {
    std::error_code ec;
    s.set_option(asio::socket_base::linger(true, 0), ec);
}

}  // namespace polyaxon::test
