#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <algorithm>
#include <chrono>

// Inside of the room.

namespace polyaxon::v0::tracking {

/// One `timeout` over several requests; where none was given each has the client's own.
class deadline {
 public:
    explicit deadline(const call_options& o) : options_(o), until_(clock::now() + o.timeout) {
        options_.idempotency_key = {};  // of one request only
    }
    /// For the next request. Throws `timeout` when nothing is left.
    call_options left() const {
        auto o = options_;
        if (o.timeout.count() <= 0) return o;
        o.timeout = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - clock::now());
        if (o.timeout.count() <= 0)
            throw failed(errc::timeout,
                         "the time for the call was over before its last request was sent; give more");
        return o;
    }

 private:
    using clock = std::chrono::steady_clock;
    call_options options_;
    clock::time_point until_;
};

}  // namespace polyaxon::v0::tracking
