#pragma once
#include <cstddef>
#include <cstdint>

namespace polyaxon {

/// Counters of what a client sends on its own, since it was made; a snapshot. An item is one single request or one entry of a batch.
/// `queued` = `sent` + `failed` + `lost` + `waiting`; `dropped` items were never taken in.
struct background_stats {
    std::uint64_t queued = 0;         ///< items taken in
    std::uint64_t sent = 0;           ///< items that the server took (2xx)
    std::uint64_t retried = 0;        ///< requests sent again, heartbeats too
    std::uint64_t failed = 0;         ///< items given up: refused by the server, or no retry left
    std::uint64_t lost = 0;           ///< items still waiting when the client was closed or went
    std::uint64_t dropped = 0;        ///< items refused because the queue was full or closed
    std::uint64_t dropped_bytes = 0;  ///< their bytes
    std::uint64_t batches = 0;        ///< periodic requests that the server took
    std::uint64_t heartbeats = 0, heartbeats_failed = 0;
    std::size_t waiting = 0;        ///< items in the queue now, with those under way
    std::size_t waiting_bytes = 0;  ///< what they take
};

}  // namespace polyaxon
