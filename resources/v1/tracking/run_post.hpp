#pragma once
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <asio/post.hpp>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// Runs `f` on the strand, unless the execution context has gone.
template <class F>
void run_tracker::post(F f) {
    const std::lock_guard lock(door_mutex_);
    if (dead_) return;
    asio::post(on_, [self = shared_from_this(), f = std::move(f)] {
        if (!self->dead_) f(*self);
    });
}

}  // namespace polyaxon::v1::tracking
