#pragma once
#include <polyaxon/async/deadlines.hpp>

#include <chrono>

namespace polyaxon::async {

/// When a WebSocket pings, and when it is taken for dead: a ping every `every`, dead when neither its pong nor any other byte came for
/// `within`. While nobody reads (back-pressure) it rests. Knows no clock and no timer. `every` of zero: never.
class websocket_pulse {
 public:
    enum class act { none, ping, dead };

    websocket_pulse(std::chrono::milliseconds every, std::chrono::milliseconds within)
        : every_(every), within_(within) {}

    /// Reading begins, or goes on after a rest.
    void start(steady_time now) {
        resting_ = waiting_ = false;
        next_ping_ = now + every_;
    }
    void rest() { resting_ = true; }
    bool resting() const { return resting_; }
    void heard(steady_time now) { dead_at_ = now + within_; }
    void pong() { waiting_ = false; }

    /// When `due` is to be asked.
    steady_time when() const {
        if (resting_ || every_ <= std::chrono::milliseconds::zero()) return steady_time::max();
        return waiting_ && dead_at_ < next_ping_ ? dead_at_ : next_ping_;
    }
    act due(steady_time now) {
        if (now < when()) return act::none;
        if (waiting_ && now >= dead_at_) return act::dead;
        if (now < next_ping_) return act::none;
        next_ping_ = now + every_;
        if (!waiting_) dead_at_ = now + within_;
        waiting_ = true;
        return act::ping;
    }

 private:
    std::chrono::milliseconds every_, within_;
    steady_time next_ping_{}, dead_at_{};
    bool resting_ = true, waiting_ = false;
};

}  // namespace polyaxon::async
