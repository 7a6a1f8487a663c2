#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/time_source.hpp>
#include <polyaxon/codec/error.hpp>
#include <polyaxon/resources/v1/watch_options.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <random>

namespace polyaxon::v1 {

/// When a watch asks next: the decisions of watch_pace. Owns its clock. Used by one coroutine at a time, on a strand.
class watch_clock {
 public:
    explicit watch_clock(const watch_pace&);

    /// The interval of the configuration, for who gave none; at least 100 ms. To be called before the first poll.
    void interval_unless_given(std::chrono::milliseconds);
    std::chrono::milliseconds interval() const { return interval_; }

    /// A good answer came: the failures before it do not count any more.
    void answered();
    /// A poll failed. How long to pause before the next, or nothing: it is not worth it, or it has lasted too long; `info` then says so.
    std::optional<std::chrono::milliseconds> failed(error_info& info);
    /// The server answers well elsewhere: how long it has failed counts from now, the pauses grow on.
    void alive();
    /// Without a good answer between.
    int failures_in_a_row() const { return failures_; }

    async::steady_time now() const { return time_->now(); }
    /// Waits until it is time for the next poll: an interval after the last good answer, at once before there is one.
    awaitable<void> turn() const;
    /// Waits; cancelling it (terminal) throws `canceled`.
    awaitable<void> pause(std::chrono::milliseconds) const;

    /// Is a failure like this worth another try?
    static bool passes(const error_info&);

 private:
    std::shared_ptr<async::time_source> time_;
    std::chrono::milliseconds interval_, max_pause_, max_outage_;
    std::minstd_rand dice_{std::random_device{}()};
    bool ever_answered_ = false, polled_ = false;
    int failures_ = 0;
    async::steady_time failing_since_{}, answered_at_{};
};

}  // namespace polyaxon::v1
