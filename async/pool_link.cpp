#include <polyaxon/async/pool_link.hpp>

#include <algorithm>

namespace polyaxon::async {

using std::chrono::milliseconds;

pool_link::act pool_link::dialed(bool open, steady_time now) {
    if (state_ != state::dialing || !open) return act::close;
    state_ = state::idle;
    opened_ = idle_since_ = now;
    return act::wait_idle;
}

bool pool_link::may_take(bool safe_call, steady_time now) const noexcept {
    if (retired_) return false;
    // A fresh one serves a call whatever the limits say: else a limit of zero would dial for ever.
    if (state_ == state::idle) return (answers_ == 0 && idle_since_ == now) || !expired(now);
    // Only a connection that has shown to answer and to stay open is trusted with several at once.
    return state_ == state::busy && safe_call && !writing_ && answers_ > 0 &&
           in_flight_ < options_.pipeline_depth && now - opened_ < options_.max_lifetime;
}

pool_link::act pool_link::not_clean() noexcept {
    if (state_ == state::idle && answers_ == 0) return state_ = state::suspect, act::none;
    return act::close;
}

void pool_link::taken(bool safe_call) noexcept {
    state_ = state::busy;
    ++in_flight_;
    writing_ = !safe_call;
}

pool_link::act pool_link::answered(const answered_facts& f, steady_time now) {
    if (state_ != state::busy || in_flight_ == 0) return act::close;
    --in_flight_;
    ++answers_;
    if (f.hint) hint_ = f.hint;
    if (!f.keep_alive || !f.whole_sent || (f.left_over && in_flight_ == 0)) return act::close;
    if (in_flight_ > 0) return act::go_on;
    idle_since_ = now;
    if (retired_ || now - opened_ >= options_.max_lifetime || idle_limit() <= milliseconds(0))
        return act::close;
    state_ = state::idle;
    writing_ = false;
    return act::wait_idle;
}

milliseconds pool_link::idle_limit() const noexcept {
    auto limit = options_.idle_timeout;
    // The server counts from when it sent, we from when we received: leave it a second.
    if (hint_) limit = std::min<milliseconds>(limit, milliseconds(*hint_) - milliseconds(1000));
    return limit;
}

steady_time pool_link::expires() const noexcept {
    if (state_ != state::idle) return steady_time::max();
    return std::min(idle_since_ + idle_limit(), opened_ + options_.max_lifetime);
}

}  // namespace polyaxon::async
