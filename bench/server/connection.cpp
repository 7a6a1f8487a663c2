#include "server/connection.hpp"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace bench {
namespace {

constexpr std::size_t longest_request = 64 * 1024;
// One event is dealt with at a time.
std::array<char, 64 * 1024> came_in, opened;
std::string to_seal;

}  // namespace

connection::connection(int fd, std::optional<tls_bytes> tls) : fd_(fd), tls_(std::move(tls)) {}
connection::~connection() { ::close(fd_); }

void connection::answer_made(std::string made) { pending_.push_back(made_.emplace_back(std::move(made))); }

bool connection::receive(const on_request& tell) {
    const auto n = ::recv(fd_, came_in.data(), came_in.size(), 0);
    if (n < 0) return errno == EAGAIN || errno == EINTR;
    if (n == 0) return false;
    const std::string_view came(came_in.data(), static_cast<std::size_t>(n));
    if (!tls_) return take(came, tell);
    try {
        tls_->feed(came);
        if (!open_ && !(open_ = tls_->shake_hands())) return true;
        while (const auto bytes = tls_->read(opened))
            if (!take({opened.data(), bytes}, tell)) return false;
        return !tls_->ended();
    } catch (const std::runtime_error&) {
        return false;  // the peer does not like our certificate, say
    }
}

bool connection::take(std::string_view came, const on_request& tell) {
    std::string together;
    if (!begun_.empty()) came = together = std::exchange(begun_, {}) + std::string(came);
    for (;;) {
        const auto end = came.find("\r\n\r\n");
        if (end == came.npos) break;
        const auto line = came.substr(0, came.find("\r\n"));
        const auto first = line.find(' '), last = line.rfind(' ');
        if (first == line.npos || first == last) return false;
        tell(line.substr(0, first), line.substr(first + 1, last - first - 1));
        came.remove_prefix(end + 4);
    }
    begun_ = came;
    return begun_.size() <= longest_request;
}

bool connection::flush() { return tls_ ? flush_tls() : flush_plain(); }

void connection::say_goodbye() {
    if (!tls_) return;
    try {
        tls_->end();
        flush_tls();
    } catch (const std::runtime_error&) {
        // The peer broke off first.
    }
}

bool connection::flush_plain() {
    while (!pending_.empty()) {
        std::array<iovec, 256> parts;
        const auto count = std::min(parts.size(), pending_.size());
        for (std::size_t i = 0; i < count; ++i)
            parts[i] = {const_cast<char*>(pending_[i].data()), pending_[i].size()};
        msghdr message{};
        message.msg_iov = parts.data(), message.msg_iovlen = count;
        const auto n = ::sendmsg(fd_, &message, MSG_NOSIGNAL);
        if (n < 0) return errno == EAGAIN || errno == EINTR;
        auto gone = static_cast<std::size_t>(n);
        while (!pending_.empty() && gone >= pending_.front().size()) {
            gone -= pending_.front().size();
            pending_.pop_front();
        }
        if (!pending_.empty()) pending_.front().remove_prefix(gone);
    }
    made_.clear();
    return true;
}

bool connection::flush_tls() {
    for (;;) {
        while (!tls_->outgoing().empty()) {
            const auto bytes = tls_->outgoing();
            const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n < 0) return errno == EAGAIN || errno == EINTR;
            tls_->sent(static_cast<std::size_t>(n));
        }
        if (pending_.empty()) break;
        // Answers of one turn share records: sealing is cheaper so, for both sides.
        to_seal.clear();
        while (!pending_.empty() && to_seal.size() < 256 * 1024) {
            to_seal += pending_.front();
            pending_.pop_front();
        }
        try {
            tls_->write(to_seal);
        } catch (const std::runtime_error&) {
            return false;
        }
    }
    made_.clear();
    return true;
}

}  // namespace bench
