#include <polyaxon/async/pool.hpp>

#include <polyaxon/async/engine_core.hpp>

#include <algorithm>
#include <new>

namespace polyaxon::async {

using std::chrono::milliseconds;

namespace {
constexpr milliseconds longest_pause{1000};  // between dials to a host that refuses
constexpr milliseconds shortest_pause{10};   // after one for which there was no memory
}  // namespace

pool::pool(engine_core& core, codec::origin where) : core_(core), where_(std::move(where)) {
    const bool v6 = where_.host.find(':') != std::string::npos;
    name_ = (v6 ? "[" + where_.host + "]" : where_.host) + ":" + std::to_string(where_.port);
    backoff_.owner = this;
    backoff_.due = [](void* self) {
        auto& p = *static_cast<pool*>(self);
        p.core_.mark_to_serve(p);
    };
}

bool pool::full() const noexcept { return waiting_.size() >= core_.options.pool.max_waiting; }

void pool::enqueue(call_state& s, bool first) {
    s.home = this;
    s.where = call_state::place::waiting;
    if (first)
        waiting_.push_front(s);
    else
        waiting_.push_back(s);
    core_.count.waiting.add();
    core_.mark_to_serve(*this);
}

void pool::leave(call_state& s) {
    waiting_.remove(s);
    core_.count.waiting.sub();
}

void pool::serve() {
    while (auto* s = waiting_.front()) {
        auto* c = idle_.empty() ? nullptr : take_idle(*s);
        if (!c && core_.options.pool.pipeline_depth > 1 && s->shares()) c = take_busy();
        if (!c) break;
        hand_out(*c, *s);
    }
    if (!waiting_.empty() && all_.size() < std::max<std::size_t>(core_.options.pool.max_connections, 1))
        dial_more();
}

connection* pool::take_idle(const call_state& s) {
    while (!idle_.empty()) {
        auto* c = idle_.back();
        idle_.pop_back();
        core_.count.idle.sub();
        const auto clean = [c]() noexcept {
            try {
                return c->clean();
            } catch (const std::bad_alloc&) {
                return false;
            }
        };
        if (!c->link().may_take(true, core_.now))
            c->close("idle for too long, or too old", true);
        else if ((s.shares() && c->just_read_dry()) || clean())
            return c;  // a call that may not go twice is worth a look of its own
        else if (c->link().not_clean() == pool_link::act::close)
            c->close("closed by the server while idle", false);
        else
            c->suspect(), ++suspects_;
    }
    return nullptr;
}

connection* pool::take_busy() {
    if (core_.options.pool.pipeline_depth < 2 || all_.size() < core_.options.pool.max_connections)
        return nullptr;
    connection* best = nullptr;
    for (auto& c : all_)
        if (c->link().may_take(true, core_.now) &&
            (!best || c->link().in_flight() < best->link().in_flight()))
            best = c.get();
    return best;
}

void pool::hand_out(connection& c, call_state& s) {
    leave(s);
    s.where = call_state::place::paused;
    try {
        c.assign(s);
    } catch (const std::bad_alloc&) {
        core_.give_up(s);
        if (c.link().now_is() == pool_link::state::idle) freed(c);
    }
}

void pool::dial_more() {
    const auto most = std::max<std::size_t>(core_.options.pool.max_connections, 1);
    while (dialing_ + suspects_ < waiting_.size() && all_.size() < most) {
        if (core_.now < dial_again_) return core_.clock.set(backoff_, dial_again_);
        connection* c = nullptr;
        try {
            c = &new_connection();
            c->dial();
        } catch (const std::bad_alloc&) {
            if (c) return starved(*c);
            return short_of_memory();
        }
    }
}

connection& pool::new_connection() {
    if (const auto n = all_.size() + 1; n > idle_.capacity()) idle_.reserve(n + n / 2);
    core_.expect_connection();
    try {
        all_.emplace_back(std::make_unique<connection>(core_, *this));
    } catch (...) {
        core_.forget_connection();
        throw;
    }
    all_.back()->index = all_.size() - 1;
    ++dialing_;
    core_.count.connecting.add();
    return *all_.back();
}

void pool::starved(connection& c) noexcept {
    core_.count.connect_failures.add();
    c.close("out of memory", false);
    short_of_memory();
}

// Without any connection the first in line pays, and the next one has its try. Otherwise there is another try a little later.
void pool::short_of_memory() noexcept {
    if (waiting_.empty()) return;
    if (all_.empty()) {
        core_.give_up(*waiting_.front());
        return core_.mark_to_serve(*this);
    }
    dial_again_ = core_.now + shortest_pause;
    core_.clock.set(backoff_, dial_again_);
}

void pool::open_done(connection& c) {
    --dialing_;
    core_.count.connecting.sub();
    core_.count.connects.add();
    core_.count.open.add();
    failures_ = 0;
    dial_again_ = {};
    freed(c);
}

void pool::freed(connection& c) {
    if (std::exchange(c.suspected, false)) --suspects_;
    idle_.push_back(&c);
    core_.count.idle.add();
    c.watch_expiry();
    core_.mark_to_serve(*this);
}

void pool::open_failed(connection& c, errc kind, std::error_code cause, std::string_view text, bool dialing) {
    std::string what(text);  // before anything has changed: there may be no memory
    if (what.find(where_.host) == std::string::npos) what.insert(0, "connection to " + name_ + ": ");
    core_.count.connect_failures.add();
    if (core_.watch && dialing)
        core_.watch->on_connection(
            {connection_event::what::failed, name_, text,
             std::chrono::duration_cast<std::chrono::microseconds>(core_.now - c.dialed_at)});
    last_error_ = std::move(what);
    c.close(text, false);
    // Dials that are under way together count once, when the last has failed. The first failure costs no pause: a call without
    // retries fails at once, and the next one is tried at once.
    if (dialing_ > 0) {
        dial_again_ = core_.now + longest_pause;
    } else {
        const auto step = std::min(milliseconds(100) * (1 << std::min(failures_, 4)), longest_pause);
        const auto pause = step / 2 + std::chrono::duration_cast<milliseconds>(step / 2 * core_.dice());
        dial_again_ = failures_++ > 0 ? core_.now + pause : steady_time{};
    }
    core_.mark_to_serve(*this);
    // Other connections, or dials under way, may still serve who waits; without any, this failure is everyone's.
    if (!all_.empty()) return;
    call_queue failed;
    while (auto* s = waiting_.front()) leave(*s), failed.push_back(*s);
    while (auto* s = failed.pop_front()) {
        ++s->self.attempts;
        core_.lost_try(*s, kind, cause, last_error_, {});
    }
}

void pool::remove(connection& c) noexcept {
    if (const auto at = std::find(idle_.begin(), idle_.end(), &c); at != idle_.end())
        idle_.erase(at), core_.count.idle.sub();
    auto own = std::move(all_[c.index]);
    if (c.index + 1 != all_.size()) {
        all_[c.index] = std::move(all_.back());
        all_[c.index]->index = c.index;
    }
    all_.pop_back();
    if (c.suspected) --suspects_;
    if (c.was_open())
        core_.count.open.sub();
    else
        --dialing_, core_.count.connecting.sub();
    core_.mark_to_serve(*this);
    core_.bury(std::move(own));
}

void pool::close_all(std::string_view why) {
    while (!all_.empty()) all_.back()->close(why, true);
    core_.clock.remove(backoff_);
}

std::string pool::census() const {
    const auto busy = all_.size() - idle_.size() - dialing_;
    std::string text = std::to_string(busy) + " of " + std::to_string(core_.options.pool.max_connections) +
                       " connections busy";
    if (dialing_ > 0) text += ", " + std::to_string(dialing_) + " being made";
    return text;
}

}  // namespace polyaxon::async
