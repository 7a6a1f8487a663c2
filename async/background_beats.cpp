#include <polyaxon/async/background_worker.hpp>

#include <algorithm>
#include <new>
#include <optional>
#include <string_view>

// The heartbeats of a background queue: when each is due.

namespace polyaxon::async {

using std::chrono::milliseconds;

void background_worker::set_heartbeat(std::string_view url) {
    const auto now = time_->now();
    {
        const std::lock_guard lock(beats_mutex_);
        if (closed_ || beats_.contains(url)) return;
        beats_.emplace(url, beat_times{now, std::nullopt});
    }
    if (!try_to_post([](background_worker& w) { w.arm_beats(); })) again_ = true;
}

void background_worker::unset_heartbeat(std::string_view url) noexcept {
    {
        const std::lock_guard lock(beats_mutex_);
        const auto there = beats_.find(url);
        if (there == beats_.end()) return;
        beats_.erase(there);
    }
    try_to_post([](background_worker& w) {  // else what is under way hears of it when its time comes
        if (w.heartbeats_.pausing && !w.still_wanted(w.heartbeats_)) w.drop_beat(w.heartbeats_);
        w.arm_beats();
    });
}

bool background_worker::still_wanted(const lane& l) {
    if (l.what != kind::heartbeats) return true;
    const std::lock_guard lock(beats_mutex_);
    return beats_.contains(l.url);
}

// It has failed, and was unset since: not tried again, and nobody wants to be told.
void background_worker::drop_beat(lane& l) {
    l.pausing = l.unalarmed = false;
    if (l.pause) l.pause->stop();
    store_.count_heartbeat(false);
    finish(l);
}

void background_worker::arm_beats() try {
    if (closed_) return;
    const auto period = pace().heartbeat;
    auto earliest = steady_time::max();
    {
        const std::lock_guard lock(beats_mutex_);
        for (auto& [url, times] : beats_) {
            if (!times.due) times.due = times.begun + period;
            earliest = std::min(earliest, *times.due);
        }
    }
    if (earliest != steady_time::max())
        set_alarm(beat_alarm_, earliest, &background_worker::beat);
    else if (beat_alarm_)
        beat_alarm_->stop();
} catch (const std::bad_alloc&) {
    later();
}

void background_worker::beat() {
    const auto period = pace().heartbeat;
    const auto now = time_->now();
    try {
        const std::lock_guard lock(beats_mutex_);
        for (auto& [url, times] : beats_) {
            auto& due = times.due;
            if (!due || *due > now) continue;
            const bool under_way = heartbeats_.current && heartbeats_.url == url;
            if (!under_way && std::find(beat_line_.begin(), beat_line_.end(), url) == beat_line_.end())
                beat_line_.push_back(url);
            *due = *due + period > now ? *due + period : now + period;
        }
    } catch (const std::bad_alloc&) {
        later();  // those that are due stay so
    }
    go_on(heartbeats_);
    arm_beats();
}

}  // namespace polyaxon::async
