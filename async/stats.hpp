#pragma once
#include <cstddef>
#include <cstdint>

namespace polyaxon {

/// Counters of a client since it was made; a snapshot.
struct pool_stats {
    std::uint64_t requests = 0;   ///< requests written (every try counts)
    std::uint64_t responses = 0;  ///< complete answers
    std::uint64_t retries = 0;    ///< tries after the first
    std::uint64_t reused = 0;     ///< requests that found an open connection
    std::uint64_t connects = 0;   ///< connections opened
    std::uint64_t connect_failures = 0;
    std::uint64_t tls_handshakes = 0, tls_resumed = 0;
    std::uint64_t timeouts = 0, canceled = 0;
    std::uint64_t bytes_sent = 0, bytes_received = 0;
    std::size_t open = 0, idle = 0, busy = 0, connecting = 0;  ///< connections now
    std::size_t waiting = 0;                                   ///< calls in line now
};

}  // namespace polyaxon
