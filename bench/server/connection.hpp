#pragma once
#include "common/tls_bytes.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bench {

/// One accepted socket: requests come out of it, answers go into it. Owns the descriptor.
class connection {
 public:
    using on_request = std::function<void(std::string_view verb, std::string_view target)>;

    connection(int fd, std::optional<tls_bytes>);
    ~connection();
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// Takes what has come, by one recv, and tells of each complete request; false when the connection has ended.
    bool receive(const on_request&);
    /// To be sent behind what was given before. `stays` as long as the connection does; `made` is kept here.
    void answer(std::string_view stays) { pending_.push_back(stays); }
    void answer_made(std::string made);
    /// Sends all that was given, by one gathered write where the socket takes it; false when the connection has ended.
    bool flush();
    /// Tells the peer, in TLS, that nothing more comes; the last thing before this object goes.
    void say_goodbye();
    /// Whether the socket took less than there is: it must be written again before more is read.
    bool blocked() const { return !pending_.empty() || (tls_ && !tls_->outgoing().empty()); }

 private:
    bool take(std::string_view came, const on_request&);
    bool flush_plain();
    bool flush_tls();

    int fd_;
    std::optional<tls_bytes> tls_;
    bool open_ = false;
    std::string begun_;                     ///< a request that has not come whole
    std::deque<std::string_view> pending_;  ///< the first one without what has gone of it
    std::deque<std::string> made_;
};

}  // namespace bench
