#include <polyaxon/async/background_worker.hpp>

#include <polyaxon/async/perform.hpp>

#include <asio/bind_executor.hpp>
#include <asio/strand.hpp>

#include <algorithm>
#include <exception>
#include <new>

namespace polyaxon::async {

using std::chrono::milliseconds;
using outcome = background_store::outcome;

namespace {

milliseconds since(steady_time then, steady_time now) {
    return std::chrono::duration_cast<milliseconds>(now - then);
}

error_info out_of_memory(bool maybe_sent) noexcept {
    error_info info;
    info.kind = errc::network;
    info.detail = "out of memory";  // so short that it needs none
    info.maybe_sent = maybe_sent;
    return info;
}

error_info failure_of(const std::exception_ptr& thrown) noexcept try {
    error_info info;
    info.kind = errc::invalid_argument;
    try {
        std::rethrow_exception(thrown);
    } catch (const error& e) {
        info = e.info();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& e) {
        info.detail = e.what();
    } catch (...) {
        info.detail = "an unknown exception ended it";
    }
    return info;
} catch (const std::bad_alloc&) {
    return out_of_memory(false);
}

steady_time deadline_after(milliseconds timeout) {
    const auto now = std::chrono::steady_clock::now();
    const auto longest = std::chrono::floor<milliseconds>(steady_time::max() - now);
    return timeout < longest ? now + timeout : steady_time::max();
}

}  // namespace

background_worker::background_worker(asio::any_io_executor executor, std::shared_ptr<background_owner> owner,
                                     background_setup setup)
    : user_executor_(std::move(executor)),
      run_on_(setup.thread_safe ? asio::any_io_executor(asio::make_strand(user_executor_)) : user_executor_),
      owner_(std::move(owner)),
      setup_(std::move(setup)),
      time_(setup_.time ? setup_.time : real_time()),
      store_(setup_.bounds) {}

background_worker::~background_worker() { store_.close(); }

// ---- additions

void background_worker::add(background_job job) { wake(store_.add(std::move(job))); }

void background_worker::add_item(background_job target, std::string_view item) {
    wake(store_.add_item(std::move(target), item));
}

void background_worker::wake(background_store::wake what) noexcept {
    bool told = true;
    switch (what) {
        case background_store::wake::singles:
            told = try_to_post([](background_worker& w) { w.go_on(w.singles_); });
            break;
        case background_store::wake::batches:
            told = try_to_post([](background_worker& w) { w.go_on(w.batches_); });
            break;
        case background_store::wake::flush:
            told = try_to_post([](background_worker& w) { w.flush_later(); });
            break;
        case background_store::wake::nothing:
            if (closed_) tell_dropped();
    }
    if (!told) store_.not_told(what);  // what was added stays, and goes with the next one
}

// ---- one lane

bool background_worker::take(lane& l) {
    switch (l.what) {
        case kind::singles: l.current = store_.next_single(); break;
        case kind::batches:
            if (!drains_.empty()) store_.flush();
            l.current = store_.next_batch();
            break;
        case kind::heartbeats: {
            const std::lock_guard lock(beats_mutex_);
            while (!l.current && !beat_line_.empty()) {
                l.url = std::move(beat_line_.front());
                beat_line_.pop_front();
                if (beats_.contains(l.url)) l.current.emplace();
            }
        }
    }
    l.tries = 0;
    return l.current.has_value();
}

// Not deeper with each request that ends at once.
void background_worker::go_on(lane& l) {
    l.again = true;
    if (std::exchange(l.turning, true)) return;
    while (std::exchange(l.again, false)) try {
            if (!closed_ && !l.current && take(l)) attempt(l);
        } catch (const std::bad_alloc&) {
            later();  // it is still in the store
        }
    l.turning = false;
}

/// Does all once more that may have been left undone.
void background_worker::look_again() {
    if (!again_.exchange(false) || closed_) return;
    for (auto* l : {&singles_, &batches_, &heartbeats_})
        if (l->current && l->unalarmed)
            attempt(*l);
        else
            go_on(*l);
    arm_beats();
}

/// There was no memory for something.
void background_worker::later() noexcept {
    again_ = true;
    for (int i = 0; i < 4; ++i) try {
            return set_alarm(again_alarm_, time_->now() + milliseconds(100), &background_worker::look_again);
        } catch (const std::bad_alloc&) {
        }
}

void background_worker::attempt(lane& l) {
    if (closed_) return;
    if (!still_wanted(l)) return drop_beat(l);
    auto& job = l.current->job;
    l.pausing = l.unalarmed = false;
    if (l.tries++ > 0) store_.count_retry();
    std::exception_ptr no_way;
    try {
        l.route = l.what == kind::heartbeats ? owner_->route_to(l.url, job.request) : owner_->route();
    } catch (...) {
        no_way = std::current_exception();
    }
    if (no_way) {
        auto why = failure_of(no_way);
        // As a turn of its own: whoever waits for the loop is to have it.
        try {
            return post([&l, failed = std::make_shared<error_info>(why)](background_worker& w) {
                w.ended(l, failed.get());
            });
        } catch (const std::bad_alloc&) {
        }
        return ended(l, &why);
    }
    l.in_flight = true;
    l.node.to = l.route.to.get();
    l.node.request = &job.request;
    l.node.deadline = job.timeout > milliseconds(0) ? deadline_after(job.timeout)
                      : job.source                  ? steady_time::max()
                                                    : deadline_after(l.route.timeout);
    l.node.source = job.source.get();
    l.node.stall_timeout = job.stall_timeout;
    l.node.answer_timeout = job.answer_timeout;
    l.node.max_attempts = 1;  // retries are ours
    l.node.may_repeat = job.may_repeat;
    async_perform(*l.route.on, l.node, asio::bind_executor(run_on_, [self = shared_from_this(), &l] {
        auto starved = out_of_memory(true);
        const auto failure = std::move(l.node.failure);
        const bool none = l.node.starved;
        self->ended(l, none ? &starved : failure.get());
        if (!none) self->look_again();  // else we may be in a try that has just begun
    }));
}

void background_worker::ended(lane& l, error_info* failure) {
    l.in_flight = false;
    const auto keep = shared_from_this();
    l.route = {};
    if (dead_ || !l.current) return;
    if (!failure) {
        l.away_since.reset();
        l.away_told = false;
        if (l.what == kind::heartbeats)
            store_.count_heartbeat(true);
        else
            store_.finished(*l.current, outcome::sent, l.what == kind::batches);
        return finish(l);
    }
    if (closed_) return give_up(l, *failure, outcome::failed);
    if (!still_wanted(l)) return drop_beat(l);

    const auto& job = l.current->job;
    const auto now = time_->now();
    if (!unreached(*failure))
        l.away_since.reset(), l.away_told = false;
    else if (!l.away_since)
        l.away_since = now;
    background_try t;
    t.repeatable = codec::idempotent(job.request.method) || job.may_repeat;
    t.tries = l.tries;
    t.max_tries = job.max_tries;
    t.may_outlast = l.what != kind::heartbeats;
    if (l.away_since) t.away = since(*l.away_since, now);
    const auto pause = pause_after(*failure, t, setup_.retry, setup_.bounds.max_outage);
    if (!pause) return give_up(l, *failure, outcome::failed);
    if (l.tries > 3 && !std::exchange(l.away_told, true))
        warn(
            [&] {
                return "the server cannot be reached; " + std::to_string(store_.waiting()) +
                       " background items wait for it: " + failure->detail;
            },
            "the server cannot be reached; background items wait for it");
    tell_dropped();
    retry_after(l, *pause);
}

void background_worker::retry_after(lane& l, milliseconds pause) try {
    l.pausing = true;
    if (!l.pause) l.pause = time_->make_alarm(run_on_);
    l.pause->set(time_->now() + pause, [weak = weak_from_this(), &l] {
        if (const auto self = weak.lock(); self && !self->dead_ && l.current && l.pausing) self->attempt(l);
    });
} catch (const std::bad_alloc&) {
    l.unalarmed = true;
    later();
}

void background_worker::give_up(lane& l, error_info& info, outcome how) {
    owner_->explain(info);
    std::string name = std::move(info.request);
    background_event e;
    try {
        if (name.empty()) name = name_of(l.current->job.request);
        e.request = name;
    } catch (const std::bad_alloc&) {
        e.request = l.current->job.request.target;
    }
    e.failure = info.kind;
    e.status = info.status;
    e.detail = info.detail;
    e.items = l.what == kind::heartbeats ? 1 : l.current->items;
    e.attempts = l.tries;
    e.maybe_sent = info.maybe_sent;
    if (l.what == kind::heartbeats)
        store_.count_heartbeat(false);
    else
        store_.finished(*l.current, how, false);
    owner_->tell(e);
    finish(l);
}

void background_worker::finish(lane& l) {
    l.current.reset();
    tell_dropped();
    if (!closed_) go_on(l);
    check_drains();
}

void background_worker::tell_dropped() {
    const auto n = store_.newly_dropped();
    if (n == 0 || (closed_ && told_closed_.exchange(true))) return;
    std::string text;
    background_event e;
    e.failure = closed_ ? errc::canceled : errc::too_large;
    e.detail = closed_ ? "the client is closed: nothing is sent any more"
                       : "the background queue is full; the newest were refused";
    e.items = n;
    try {
        text = "the background queue is full: it holds at most " + std::to_string(setup_.bounds.max_items) +
               " items and " + std::to_string(setup_.bounds.max_bytes) +
               " bytes (background.max_items, background.max_bytes); the newest were refused";
        if (!closed_) e.detail = text;
    } catch (const std::bad_alloc&) {
    }
    owner_->tell(e);
}

background_pace background_worker::pace() {
    background_pace p;
    try {
        p = owner_->pace();
    } catch (const std::exception&) {
        // No context: what is sent will say so.
    }
    p.flush = std::max(p.flush, milliseconds(1));
    p.heartbeat = std::max(p.heartbeat, milliseconds(1));
    return p;
}

// ---- batches by time

void background_worker::set_alarm(std::unique_ptr<time_source::alarm>& alarm, steady_time when,
                                  void (background_worker::*ring)()) {
    if (!alarm) alarm = time_->make_alarm(run_on_);
    alarm->set(when, [weak = weak_from_this(), ring] {
        const auto self = weak.lock();
        if (!self || self->dead_ || self->closed_) return;
        ((*self).*ring)();
        self->look_again();
    });
}

void background_worker::flush_later() {
    if (closed_) return;
    try {
        if (drains_.empty())
            return set_alarm(flush_alarm_, time_->now() + pace().flush, &background_worker::flush_now);
    } catch (const std::bad_alloc&) {
    }
    flush_now();
}

void background_worker::flush_now() {
    store_.flush();
    go_on(batches_);
}

}  // namespace polyaxon::async
