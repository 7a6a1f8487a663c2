#pragma once
#include <cstdint>

namespace polyaxon::async {

/// What a socket's receive side looks like from outside of Asio.
enum class quiet {
    yes,    ///< open, and nothing came that the caller does not know of
    bytes,  ///< bytes came
    gone,   ///< the peer has closed, or the connection broke
};

/// `taken` bytes have reached the caller so far. Counts also what a read under way has already taken from the kernel but not yet
/// delivered: with a busy loop that is a long time, in which a look at the receive queue alone would find it empty. Where the kernel
/// does not count (other than Linux) only the queue is looked at. Takes nothing.
quiet look_at(int socket, std::uint64_t taken);

}  // namespace polyaxon::async
