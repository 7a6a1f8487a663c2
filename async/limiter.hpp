#pragma once
#include <polyaxon/async/deadlines.hpp>
#include <polyaxon/async/options.hpp>

#include <deque>

namespace polyaxon::async {

/// When the next request may go so that no window of `per` ever sees more than `calls`, which is how the platform counts, and none before a
/// moment that the server named. Pure: knows no clock and holds no calls.
class limiter {
 public:
    explicit limiter(const pace_options& pace) : pace_(pace) {}

    /// There is something to ask at all.
    bool active() const noexcept { return pace_.calls > 0 || hold_ != steady_time{}; }
    /// The earliest moment for the next one; not after `now`: at once.
    steady_time next(steady_time now) const noexcept;
    /// One goes now, even where it is not its time: what comes later waits for it all the same.
    void take(steady_time now);
    /// None goes before `until`.
    void hold(steady_time until) noexcept;

 private:
    const pace_options pace_;
    std::deque<steady_time> went_;  ///< of the last window, oldest first
    steady_time hold_{};
};

}  // namespace polyaxon::async
