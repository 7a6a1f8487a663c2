#pragma once
#include <polyaxon/async/deadlines.hpp>
#include <polyaxon/async/options.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

namespace polyaxon::async {

/// What a connection knows when an answer has been read to its end.
struct answered_facts {
    bool keep_alive = false;  ///< as the head says: HTTP/1.1 without close, framed by length, chunks or rule
    bool whole_sent = false;  ///< every byte of the request had left
    bool left_over = false;   ///< bytes behind the answer that no call asked for
    std::optional<std::chrono::seconds> hint;  ///< Keep-Alive: timeout=N
};

/// The life of one connection in its pool: decisions only, no I/O, no clock of its own.
class pool_link {
 public:
    enum class state { dialing, suspect, idle, busy, closed };
    enum class act {
        none,
        dial,       ///< open the transport
        wait_idle,  ///< offer it to the line
        go_on,      ///< more answers are due on it
        close,
    };

    explicit pool_link(const pool_options& options) : options_(options) {}

    state now_is() const noexcept { return state_; }
    std::size_t in_flight() const noexcept { return in_flight_; }
    bool reused() const noexcept { return answers_ > 0; }

    /// The transport is open, or not.
    act dialed(bool open, steady_time now);
    /// Hand-out: may an idle connection be used, or one more call be put behind those in flight?
    bool may_take(bool safe_call, steady_time now) const noexcept;
    /// A fresh connection that is not clean already waits for what its first read says; a used one is to be closed.
    act not_clean() noexcept;
    /// It was a false alarm.
    void cleared() noexcept { state_ = state::idle; }
    void taken(bool safe_call) noexcept;
    act answered(const answered_facts&, steady_time now);
    /// No further call is put on it; what is in flight may still be answered.
    void retire() noexcept { retired_ = true; }
    /// Calls behind one that was given up are no longer in flight.
    void given_up(std::size_t calls) noexcept { in_flight_ -= calls; }
    void lost() noexcept { state_ = state::closed; }

    /// When it is to be closed if nothing happens; max() while it is not idle.
    steady_time expires() const noexcept;
    bool expired(steady_time now) const noexcept { return expires() <= now; }

 private:
    std::chrono::milliseconds idle_limit() const noexcept;

    pool_options options_;
    state state_ = state::dialing;
    std::size_t in_flight_ = 0, answers_ = 0;
    bool writing_ = false;  ///< a call that changes something is in flight: nobody beside it
    bool retired_ = false;
    std::optional<std::chrono::seconds> hint_;
    steady_time opened_{}, idle_since_{};
};

}  // namespace polyaxon::async
