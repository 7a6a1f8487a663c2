#include <polyaxon/async/background_worker.hpp>

#include <algorithm>
#include <new>
#include <string>

// How a background queue ends: waiting for all that is in it, closing, and the end of its context.

namespace polyaxon::async {

using std::chrono::milliseconds;
using outcome = background_store::outcome;

// ---- the end of waiting

void background_worker::start_drain(const std::shared_ptr<waiter>& w) noexcept {
    drains mine;
    try {
        mine.push_back(w);
    } catch (const std::bad_alloc&) {
    }
    const bool enters = !mine.empty();
    {
        const std::lock_guard lock(door_mutex_);
        if (!dead_) drains_to_be_.splice(drains_to_be_.end(), mine);
    }
    if (dead_) return w->done.reset();  // goes as the context's own handlers went
    if (enters) {
        if (try_to_post([](background_worker& self) { self.take_drains(); })) return;
        const std::lock_guard lock(door_mutex_);
        if (std::erase(drains_to_be_, w) == 0) return;  // it went with somebody else's
    }
    w->starved = true;
    w->done.finish(user_executor_, true);
}

void background_worker::take_drains() {
    drains arrived;
    {
        const std::lock_guard lock(door_mutex_);
        arrived.swap(drains_to_be_);
    }
    while (!arrived.empty()) {
        const auto w = arrived.front();
        drains_.splice(drains_.end(), arrived, arrived.begin());
        begin_drain(w);
    }
    check_drains();
}

void background_worker::begin_drain(const std::shared_ptr<waiter>& w) try {
    store_.flush();
    go_on(singles_);  // nobody may have had the memory to wake them
    go_on(batches_);
    if (w->over || store_.waiting() == 0) return;
    const auto now = time_->now();
    const auto later = [&](std::unique_ptr<time_source::alarm>& alarm, milliseconds after, auto ring) {
        constexpr milliseconds century = std::chrono::hours(24 * 36525);
        alarm = time_->make_alarm(run_on_);
        alarm->set(now + std::clamp(after, milliseconds(0), century), [weak = weak_from_this(), w, ring] {
            if (const auto self = weak.lock(); self && !self->dead_ && !w->over) ring(*self, w);
        });
    };
    if (w->quiet < w->limit)
        later(w->note, w->quiet, [](background_worker& self, const std::shared_ptr<waiter>& who) {
            self.warn(
                [&] {
                    return std::to_string(self.store_.waiting()) +
                           " background items are still to be sent; they are waited for up to " +
                           std::to_string(who->limit.count()) + " ms";
                },
                "background items are still to be sent");
        });
    later(w->end, w->limit, [](background_worker& self, const std::shared_ptr<waiter>& who) {
        who->left = self.store_.waiting();
        self.warn(
            [&] {
                return std::to_string(who->left) + " background items were not sent within " +
                       std::to_string(who->limit.count()) + " ms; they are lost if the client goes now";
            },
            "background items were not sent in time; they are lost if the client goes now");
        self.end_drain(who);
    });
} catch (const std::bad_alloc&) {
    w->starved = true;
    end_drain(w);
}

void background_worker::cancel_drain(const std::shared_ptr<waiter>& w) noexcept {
    try_to_post([w](background_worker& self) {  // without memory it ends at its limit
        if (w->over) return;
        self.take_drains();
        if (w->over) return;
        w->canceled = true;
        self.end_drain(w);
    });
}

void background_worker::check_drains() {
    if (drains_.empty() || store_.waiting() > 0) return;
    while (!drains_.empty()) end_drain(std::shared_ptr<waiter>(drains_.front()));
}

void background_worker::end_drain(const std::shared_ptr<waiter>& w) {
    const auto keep = w;
    keep->over = true;
    keep->note.reset();
    keep->end.reset();
    drains_.remove(keep);
    try {
        // Where one thread does all it goes on from here, which needs no memory.
        keep->done.finish(user_executor_, !setup_.thread_safe);
    } catch (const std::bad_alloc&) {
        // A strand has lost it: see docs/reliability.md.
    }
}

// ---- the end

void background_worker::close() noexcept {
    if (closed_.exchange(true)) return;
    const auto left = store_.close();
    if (left.items > 0) {
        std::string text;
        background_event e;
        e.request = left.first;
        e.failure = errc::canceled;
        e.detail = "the client was closed with background items not sent";
        e.items = left.items;
        try {
            text = "the client was closed with " + std::to_string(left.items) +
                   " background items not sent, the first of them " + left.first;
            e.detail = text;
        } catch (const std::bad_alloc&) {
        }
        owner_->tell(e);
    }
    const bool told = try_to_post([n = left.items](background_worker& w) { w.shut(n); });
    if (!told && !setup_.thread_safe) shut(left.items);  // then this is its thread
}

void background_worker::shut(std::size_t lost) {
    {
        const std::lock_guard lock(beats_mutex_);
        beats_.clear();
    }
    for (auto* l : {&singles_, &batches_, &heartbeats_}) {
        if (l->pause) l->pause->stop();
        if (!l->current || l->in_flight) continue;
        if (l->what == kind::heartbeats) {
            l->current.reset();
            continue;
        }
        error_info info;
        info.kind = errc::canceled;
        info.detail = "the client was closed before the next try";
        lost += l->current->items;
        give_up(*l, info, outcome::lost);
    }
    if (flush_alarm_) flush_alarm_->stop();
    if (beat_alarm_) beat_alarm_->stop();
    if (again_alarm_) again_alarm_->stop();
    while (!drains_.empty()) {
        const std::shared_ptr<waiter> w = drains_.front();
        w->left = lost;
        end_drain(w);
    }
}

void background_worker::abandon() {
    const auto keep = shared_from_this();
    drains never;
    asio::any_io_executor strand, user;  // go after the lock
    {
        const std::lock_guard lock(door_mutex_);
        if (dead_.exchange(true)) return;
        never.swap(drains_to_be_);
        strand.swap(run_on_);
        user.swap(user_executor_);
    }
    closed_ = true;
    store_.close();
    for (auto* l : {&singles_, &batches_, &heartbeats_}) {
        if (l->current && l->what != kind::heartbeats) store_.finished(*l->current, outcome::lost, false);
        l->current.reset();
        l->pause.reset();
        l->route = {};
    }
    flush_alarm_.reset();
    beat_alarm_.reset();
    again_alarm_.reset();
    drains_.splice(drains_.end(), never);
    for (const auto& w : drains_) {
        w->note.reset();
        w->end.reset();
        w->over = true;
        w->done.reset();
    }
    drains_.clear();
}

}  // namespace polyaxon::async
