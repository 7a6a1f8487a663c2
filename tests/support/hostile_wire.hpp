#pragma once
#include "async/support/tls_peer.hpp"
#include "support/hostile_row.hpp"

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace polyaxon::test::hostile {

/// What one connection speaks: bytes, or TLS around them.
class wire {
 public:
    wire(tcp::socket& s, const server_context& context, std::size_t piece) : socket_(s) {
        if (context) tls_.emplace(s, context, piece);
    }
    bool handshake() { return !tls_ || tls_->handshake(); }
    std::string read() { return tls_ ? tls_->read() : receive(socket_); }
    bool write(std::string_view bytes) {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), slice))) {
            const auto part = bytes.substr(0, slice);
            if (!(tls_ ? push(tls_->seal(part)) : push(part))) return false;
        }
        return true;
    }
    bool trickle(std::string_view bytes) {
        for (const char& c : bytes)
            if (!write({&c, 1})) return false;
        return true;
    }
    bool drip(std::string_view bytes) {
        for (const char& c : bytes)
            if (!write({&c, 1}) || gone_within(drip_gap)) return false;
        return true;
    }
    void raw(std::string_view bytes) { test::send(socket_, bytes); }
    void fin(bool orderly) {
        if (tls_ && orderly) tls_->close_notify();
        ::shutdown(socket_.native_handle(), SHUT_WR);
    }
    void wait_until_gone() { wait_for_end(socket_); }
    /// What was written has been taken over by the other end's kernel, or never will be.
    void wait_until_arrived() {
        const auto patience = std::chrono::steady_clock::now() + scaled(std::chrono::milliseconds(500));
        int unsent = 0;
        while (::ioctl(socket_.native_handle(), SIOCOUTQ, &unsent) == 0 && unsent > 0 &&
               std::chrono::steady_clock::now() < patience)
            std::this_thread::yield();
    }

    /// Called when the other end must read before more can be written.
    std::function<void()> when_full = [] {};

 private:
    bool push(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto n =
                ::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n >= 0) {
                bytes.remove_prefix(static_cast<std::size_t>(n));
            } else if (errno == EAGAIN) {
                when_full();
                pollfd p{socket_.native_handle(), POLLOUT, 0};
                ::poll(&p, 1, -1);
            } else if (errno != EINTR) {
                return false;
            }
        }
        return true;
    }
    bool gone_within(std::chrono::milliseconds gap) {
        pollfd p{socket_.native_handle(), POLLRDHUP, 0};
        return ::poll(&p, 1, static_cast<int>(gap.count())) != 0;
    }

    static constexpr std::size_t slice = 16 * 1024;
    tcp::socket& socket_;
    std::optional<tls_peer> tls_;
};

inline std::string field_of(std::string_view head, std::string_view name) {
    const std::string mark = "\r\n" + std::string(name) + ": ";
    const auto at = head.find(mark);
    if (at == head.npos) return {};
    const auto from = at + mark.size();
    return std::string(head.substr(from, head.find("\r\n", from) - from));
}

/// Requests of one connection, which may come many at a time.
class inbox {
 public:
    explicit inbox(wire& w) : wire_(w) {}
    /// All of the next head; empty at the end.
    std::string head() {
        std::size_t at;
        while ((at = bytes_.find(mark)) == bytes_.npos)
            if (!more()) return {};
        return taken(at + mark.size());
    }
    /// The body that this head announces, or what came of it.
    std::string body(std::string_view head) {
        const auto length = field_of(head, "Content-Length");
        const std::size_t n = length.empty() ? 0 : std::stoul(length);
        while (bytes_.size() < n && more()) {
        }
        return taken(std::min(n, bytes_.size()));
    }
    /// False when the end comes before so many requests, which have no bodies.
    bool wait_for(std::size_t requests) {
        for (;;) {
            std::size_t heads = 0;
            for (auto at = bytes_.find(mark); at != bytes_.npos; at = bytes_.find(mark, at + mark.size()))
                ++heads;
            if (heads >= requests) return true;
            if (!more()) return false;
        }
    }

 private:
    static constexpr std::string_view mark = "\r\n\r\n";
    bool more() {
        const auto some = wire_.read();
        bytes_ += some;
        return !some.empty();
    }
    std::string taken(std::size_t n) {
        auto out = bytes_.substr(0, n);
        bytes_.erase(0, n);
        return out;
    }
    wire& wire_;
    std::string bytes_;
};

/// What the client of a stream says, frame by frame.
class listener {
 public:
    explicit listener(wire& w) : wire_(w) {}
    std::vector<std::string> frames;

    bool until(std::string_view frame) {
        while (std::find(frames.begin(), frames.end(), frame) == frames.end())
            if (!more()) return false;
        return true;
    }
    void until_the_end() {
        while (more()) {
        }
    }

 private:
    bool more() {
        if (closed_) return false;
        const auto some = wire_.read();
        bytes_ += some;
        while (take_frame()) {
        }
        return !some.empty();
    }
    bool take_frame() {
        const auto at = [this](std::size_t i) { return static_cast<unsigned char>(bytes_[i]); };
        if (bytes_.size() < 2 || closed_) return false;
        const std::size_t size = at(1) & 0x7F;
        if ((at(1) & 0x80) == 0) frames.push_back("a frame without a mask");
        if ((at(0) & 0xF0) != 0x80 || size > 125) frames.push_back("a frame that nobody asked for");
        if (bytes_.size() < 6 + size) return false;
        const auto mask = bytes_.substr(2, 4);
        if (mask == last_mask_) frames.push_back("the same mask again");
        last_mask_ = mask;
        std::string payload = bytes_.substr(6, size);
        for (std::size_t i = 0; i < size; ++i) payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
        const int kind = at(0) & 0x0F;
        bytes_.erase(0, 6 + size);
        if (kind == 8) {
            closed_ = true;
            const auto digit = [&](std::size_t i) { return static_cast<unsigned char>(payload[i]); };
            frames.push_back("close:" + (size < 2 ? "" : std::to_string(digit(0) << 8 | digit(1))));
        } else {
            frames.push_back((kind == 9 ? "ping:" : kind == 10 ? "pong:" : "a message:") + payload);
        }
        return true;
    }
    wire& wire_;
    std::string bytes_, last_mask_;
    bool closed_ = false;
};

}  // namespace polyaxon::test::hostile
