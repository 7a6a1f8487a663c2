#include <polyaxon/async/limiter.hpp>

#include <algorithm>

namespace polyaxon::async {

steady_time limiter::next(steady_time now) const noexcept {
    auto when = std::max(now, hold_);
    if (pace_.calls > 0 && went_.size() >= pace_.calls)
        when = std::max(when, went_[went_.size() - pace_.calls] + pace_.per);
    return when;
}

void limiter::take(steady_time now) {
    if (hold_ <= now) hold_ = {};
    if (pace_.calls == 0) return;
    while (!went_.empty() && went_.front() + pace_.per <= now) went_.pop_front();
    went_.push_back(now);
}

void limiter::hold(steady_time until) noexcept { hold_ = std::max(hold_, until); }

}  // namespace polyaxon::async
