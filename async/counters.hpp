#pragma once
#include <polyaxon/async/stats.hpp>

#include <atomic>

namespace polyaxon::async {

/// A number that one thread writes and any may read: no locked instruction.
class counter {
 public:
    void add(std::uint64_t n = 1) noexcept {
        value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
    }
    void sub(std::uint64_t n = 1) noexcept {
        value_.store(value_.load(std::memory_order_relaxed) - n, std::memory_order_relaxed);
    }
    operator std::uint64_t() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
    std::atomic<std::uint64_t> value_{0};
};

/// What pool_stats is a snapshot of.
struct counters {
    counter requests, responses, retries, reused, connects, connect_failures, tls_handshakes, tls_resumed,
        timeouts, canceled, bytes_sent, bytes_received, open, idle, connecting, waiting;

    pool_stats snapshot() const {
        pool_stats s;
        s.requests = requests, s.responses = responses, s.retries = retries, s.reused = reused;
        s.connects = connects, s.connect_failures = connect_failures;
        s.tls_handshakes = tls_handshakes, s.tls_resumed = tls_resumed;
        s.timeouts = timeouts, s.canceled = canceled, s.bytes_sent = bytes_sent,
        s.bytes_received = bytes_received;
        s.open = open, s.idle = idle, s.connecting = connecting, s.waiting = waiting;
        s.busy = s.open > s.idle ? s.open - s.idle : 0;
        return s;
    }
};

}  // namespace polyaxon::async
