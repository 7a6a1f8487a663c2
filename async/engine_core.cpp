#include <polyaxon/async/engine_core.hpp>

#include <polyaxon/async/retry_policy.hpp>

#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <algorithm>
#include <new>
#include <random>

namespace polyaxon::async {

namespace {
constexpr int most_rounds =
    64;  // of callers that start calls which end at once, before others get the thread
}

namespace {

/// "For ever" as a user writes it, milliseconds::max(), must not overflow when it is added to a moment.
engine_options bounded(engine_options o) {
    constexpr std::chrono::milliseconds ten_years = std::chrono::hours(24 * 365 * 10);
    for (auto* limit : {&o.pool.acquire_timeout, &o.pool.connect_timeout, &o.pool.idle_timeout,
                        &o.pool.max_lifetime, &o.pool.pace.per})
        *limit = std::clamp(*limit, std::chrono::milliseconds(0), ten_years);
    return o;
}

}  // namespace

engine_core::engine_core(asio::any_io_executor executor, engine_options o)
    : options(bounded(std::move(o))),
      user_executor_(std::move(executor)),
      run_on_(options.thread_safe ? asio::any_io_executor(asio::make_strand(user_executor_))
                                  : user_executor_),
      timer_(std::in_place, run_on_),
      bucket_(options.retry.budget),
      random_(options.seed ? options.seed
                           : (std::uint64_t{std::random_device{}()} << 32 | std::random_device{}())),
      limiter_(options.pool.pace) {
    next_turn_.owner = this;
    next_turn_.due = [](void* self) { static_cast<engine_core*>(self)->let_go(); };
    catch_up_.owner = this;
    catch_up_.due = [](void* self) { static_cast<engine_core*>(self)->catch_up(); };
    expect_deadlines(0);
    cancels_.reserve(16);  // who cancels may be no place for an exception
    cancels_now_.reserve(16);
}

std::unique_lock<std::mutex> engine_core::guard() const {
    return options.thread_safe ? std::unique_lock(mutex_) : std::unique_lock<std::mutex>();
}

double engine_core::dice() noexcept {
    // splitmix64: good enough for jitter, and the same everywhere for one seed.
    auto z = (random_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

// ---- messages from anywhere

void engine_core::submit(call& c) {
    auto& s = call_access::begin(c);
    c.failure.reset();
    c.starved = false;
    c.attempts = 0;
    bool dead = true;
    {
        const auto lock = guard();
        if (!dead_) {
            inbox_.push_back(s);
            messages_ = true;
            if (wake()) return;
            inbox_.remove(s);
            dead = false;
        }
    }
    if (!dead) {
        // Asio's coroutines end the process when this throws, so it is the handler that is told, and now: there is no memory for later.
        s.~call_state();
        c.starved = true;
        return call_access::done(c).finish(user_executor_, true);
    }
    // Nothing runs any more: the handler goes as the context's own handlers went.
    s.~call_state();
    call_access::done(c).reset();
}

void engine_core::request_cancel(std::uint64_t id) {
    const auto lock = guard();
    if (dead_) return;
    cancels_.push_back(id);
    messages_ = true;
    wake();
}

void engine_core::request_close() {
    const auto lock = guard();
    if (dead_ || close_asked_) return;
    close_asked_ = messages_ = true;
    wake();
}

void engine_core::set_observer(std::shared_ptr<observer> o) {
    const auto lock = guard();
    if (dead_) return;
    new_watch_ = std::move(o);
    watch_asked_ = messages_ = true;
    wake();
}

// Called under the lock. False: there is no memory for it.
bool engine_core::wake() noexcept {
    if (waking_ || (!options.thread_safe && in_turn_)) return true;
    try {
        asio::post(run_on_, [self = shared_from_this()] {
            {
                const auto lock = self->guard();
                self->waking_ = false;
            }
            self->turn([] {});
        });
        return waking_ = true;
    } catch (...) {
        if (options.thread_safe) return false;  // the clock is the strand's
        catch_up_soon();
        return try_to_arm();
    }
}

// The timer has memory of its own. Within a turn it is set at the end.
void engine_core::catch_up_soon() noexcept { clock.set(catch_up_, std::chrono::steady_clock::now()); }

void engine_core::catch_up() {
    if (!burying_) connections_ -= graves_.size(), graves_.clear();
    for (auto* one : later_) one->later = false, mark_dirty(*one);
    later_.clear();
}

// ---- the turn

void engine_core::settle() {
    struct finally {
        engine_core& core;
        bool whole = false;
        ~finally() {
            core.in_turn_ = false;
            if (whole || core.dead_) return;
            // A caller's handler threw, or there was no end: go on in a turn of its own.
            const auto lock = core.guard();
            core.wake();
        }
    } end{*this};
    for (int round = 0; round < most_rounds; ++round) {
        if (messages_) take_messages();
        while (!to_serve_.empty()) {
            auto* p = to_serve_.back();
            to_serve_.pop_back();
            p->to_serve = false;
            p->serve();
        }
        if (under_way_ == 0 && !draining_.empty()) finish_drains();
        if (completed_.empty()) {
            if (messages_) continue;
            flush();
            if (completed_.empty() && to_serve_.empty()) {
                end.whole = true;
                break;
            }
            continue;  // a source failed while its connection was flushed
        }
        while (auto* s = completed_.pop_front()) {
            hand_back(*s);
            if (dead_) return;
        }
    }
    flush();
    arm();
    if (all_.empty()) {
        at_work_ = {};
    } else if (!at_work_) {
        try {
            at_work_ = asio::prefer(user_executor_, asio::execution::outstanding_work.tracked);
        } catch (const std::bad_alloc&) {
            // The next turn asks again; what waits is on the connections' sockets and the timer as well.
        }
    }
}

void engine_core::take_messages() {
    call_queue arrived;
    bool close = false;
    std::shared_ptr<observer> old;  // goes after the lock: its end may come back to us
    {
        const auto lock = guard();
        std::swap(arrived, inbox_);
        cancels_now_.swap(cancels_);
        if (watch_asked_) watch.swap(new_watch_), old.swap(new_watch_);
        close = close_asked_;
        messages_ = watch_asked_ = false;
    }
    while (auto* s = arrived.pop_front()) {
        try {
            accept(*s);
        } catch (const std::bad_alloc&) {
            give_up(*s);
        }
    }
    for (const auto id : cancels_now_) cancel(id);
    cancels_now_.clear();
    if (close && !closed_) shut();
}

void engine_core::flush() {
    for (std::size_t i = 0; i < dirty_.size(); ++i) {
        auto& c = *dirty_[i];
        try {
            c.flush();
        } catch (const std::bad_alloc&) {
            c.out_of_memory();
        }
    }
    dirty_.clear();
}

void engine_core::flush_later(connection& c) {
    if (std::exchange(c.later, true)) return;
    later_.push_back(&c);
    if (later_.size() > 1) return;
    try {
        asio::post(run_on_, [self = shared_from_this()] {
            self->turn([&core = *self] {
                for (auto* one : core.later_) one->later = false, core.mark_dirty(*one);
                core.later_.clear();
            });
        });
    } catch (const std::bad_alloc&) {
        catch_up_soon();
    }
}

// The connection may be in the middle of telling us something: it goes in a turn of its own.
void engine_core::bury(std::unique_ptr<connection> c) noexcept {
    if (c->dirty) std::erase(dirty_, c.get());
    if (c->later) std::erase(later_, c.get());
    graves_.push_back(std::move(c));
    if (burying_) return;
    try {
        asio::post(run_on_, [self = shared_from_this()] {
            self->burying_ = false;
            self->connections_ -= self->graves_.size();
            self->graves_.clear();
        });
        burying_ = true;
    } catch (...) {
        catch_up_soon();
    }
}

void engine_core::expect_connection() {
    const auto n = connections_ + 1;
    const auto room = [n](auto& list) {
        if (n > list.capacity()) list.reserve(std::max<std::size_t>(8, n + n / 2));
    };
    room(dirty_), room(later_), room(graves_);
    expect_deadlines(1);
    connections_ = n;
}

// Nothing would watch the limits: a turn more, which sets the timer, or the calls end now.
void engine_core::arm() {
    if (try_to_arm()) return;
    bool again = false;
    try {
        asio::post(run_on_, [self = shared_from_this()] { self->turn([] {}); });
        again = true;
    } catch (const std::bad_alloc&) {
    }
    if (again) return;
    for (auto* s = all_.front(); s; s = call_register::after(*s)) give_up(*s);
    while (auto* s = completed_.pop_front()) {
        hand_back(*s);
        if (dead_) return;
    }
}

// The timer is never moved to a later time: it fires, finds nothing due, and is set for what is earliest then.
bool engine_core::try_to_arm() noexcept try {
    const auto earliest = clock.earliest();
    if (earliest == steady_time::max()) {
        if (armed_ != steady_time::max()) timer_->cancel();
        armed_ = steady_time::max();
        return true;
    }
    if (earliest >= armed_) return true;
    armed_ = steady_time::max();  // as long as no wait is under way
    timer_->expires_at(earliest);
    timer_->async_wait(
        in_memory(timer_memory_, [self = shared_from_this(), at = earliest](std::error_code ec) {
            if (ec || self->armed_ != at) return;
            self->armed_ = steady_time::max();
            self->turn([&core = *self] {
                while (auto* due = core.clock.pop_due(core.now)) due->due(due->owner);
            });
        }));
    armed_ = earliest;
    return true;
} catch (...) {
    return false;
}

void engine_core::shut() {
    closed_ = true;
    while (auto* s = draining_.pop_front()) complete(*s);
    for (auto* s = all_.front(); s;) {
        auto* next = call_register::after(*s);
        try {
            if (s->where != call_state::place::completed) fail(*s, errc::canceled, "the client was closed");
        } catch (const std::bad_alloc&) {
            give_up(*s);
        }
        s = next;
    }
    for (auto& p : pools_) p->close_all("the client was closed");
}

void engine_core::abandon() {
    call_queue arrived;
    {
        const auto lock = guard();
        if (dead_.exchange(true)) return;
        std::swap(arrived, inbox_);
    }
    const auto keep = shared_from_this();
    const auto destroy = [](call_state& s) {
        auto& c = s.self;
        s.~call_state();
        call_access::done(c).reset();
    };
    while (auto* s = arrived.pop_front()) destroy(*s);
    while (auto* s = all_.pop_front()) destroy(*s);
    later_.clear();
    pools_.clear();
    graves_.clear();
    timer_.reset();
    watch.reset();
    at_work_ = {};
    run_on_ = {};
    user_executor_ = {};
}

}  // namespace polyaxon::async
