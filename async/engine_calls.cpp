// The engine's part that moves calls from one place to the next.
#include <polyaxon/async/engine_core.hpp>

#include <algorithm>
#include <new>

namespace polyaxon::async {

using place = call_state::place;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds grace{20};
constexpr milliseconds ten_years = std::chrono::hours(24 * 365 * 10);

/// How often a call that is on a connection is looked at, by the shorter of its limits; 0: never.
milliseconds look_after(const call& c) {
    const auto stall = c.stall_timeout, answer = c.answer_timeout;
    if (stall.count() <= 0 || answer.count() <= 0) return std::max(stall, answer);
    return std::min(stall, answer);
}

std::string in_ms(steady_time::duration d) {
    return std::to_string(std::chrono::duration_cast<milliseconds>(d).count()) + " ms";
}

}  // namespace

std::string request_text(const call_state& s) {
    std::string text(codec::name(s.method()));
    text += ' ';
    text += s.to().base;
    text += std::string_view(s.request().target).substr(0, s.request().target.find('?'));
    return text;
}

void engine_core::accept(call_state& s) {
    auto& c = s.self;
    all_.push_back(s);
    s.core = this;
    s.began = now;
    if (c.request) ++under_way_;
    if (call_access::id(c)) by_id_.insert(s);
    expect_deadlines(0);  // the call is among them
    s.due.owner = &s;
    s.due.due = [](void* self) {
        auto& state = *static_cast<call_state*>(self);
        try {
            state.core->call_due(state);
        } catch (const std::bad_alloc&) {
            state.core->give_up(state);
        }
    };
    if (!c.request) {  // a drain: ends when no call is under way
        s.where = place::draining;
        draining_.push_back(s);
        return;
    }
    c.stall_timeout = std::min(c.stall_timeout, ten_years);
    c.answer_timeout = std::min(c.answer_timeout, ten_years);
    if (closed_) return fail(s, errc::canceled, "the client was closed; make a new one");
    if (c.deadline <= now)
        return fail(s, errc::timeout, "the deadline had passed before the call began; nothing was sent");
    if (paced_.size() >= options.pool.max_waiting)
        return fail(s, errc::too_large,
                    "limit: " + std::to_string(paced_.size()) +
                        " calls already wait for their turn (pool.max_waiting); start fewer at once");
    if (auto& p = *(s.home = &pool_for(c.to->where)); p.full())
        return fail(s, errc::too_large,
                    "limit: " + std::to_string(options.pool.max_waiting) +
                        " calls already wait for a connection to " + p.name() +
                        " (pool.max_waiting); start fewer at once");
    wait_again(s, rank::usual);
}

pool& engine_core::pool_for(const codec::origin& where) {
    for (auto& p : pools_)
        if (p->where() == where) return *p;
    to_serve_.reserve(pools_.size() + 1);
    expect_deadlines(1);
    return *pools_.emplace_back(std::make_unique<pool>(*this, where));
}

void engine_core::wait_again(call_state& s, rank how) {
    if (s.self.source)
        if (auto trouble = rewind(*s.self.source))
            return fail(s, trouble->kind, std::move(trouble->text), trouble->cause);
    if (limiter_.active()) {
        // One that a dead connection sent back had its turn, and is counted once more.
        const bool waits = how != rank::sent_back && limiter_.next(now) > now;
        if (waits || (how == rank::usual && !paced_.empty())) {
            s.where = place::paced;
            if (how == rank::begun)
                paced_.push_front(s);
            else
                paced_.push_back(s);
            set_due(s, steady_time::max());
            return let_go();
        }
        limiter_.take(now);
    }
    admit(s, how != rank::usual);
}

void engine_core::let_go() {
    while (!paced_.empty() && limiter_.next(now) <= now) {
        auto& s = *paced_.pop_front();
        s.where = place::paused;  // in no line
        try {
            limiter_.take(now);
            admit(s, false);
        } catch (const std::bad_alloc&) {
            give_up(s);
        }
    }
    clock.set(next_turn_, paced_.empty() ? steady_time::max() : limiter_.next(now));
}

void engine_core::admit(call_state& s, bool first) {
    (s.moved ? pool_for(s.to().where) : *s.home).enqueue(s, first);
    const auto limit = options.pool.acquire_timeout;
    set_due(s, limit.count() > 0 ? now + limit : steady_time::max());
}

void engine_core::set_due(call_state& s, steady_time other) {
    const auto when = std::min(s.self.deadline, other);
    if (s.due.when != when || !s.due.pending()) clock.set(s.due, when);
}

void engine_core::on_assigned(call_state& s, bool reused) {
    s.overdue = false;
    s.streamed = 0;
    const auto look = look_after(s.self);
    set_due(s, look.count() > 0 ? now + look : steady_time::max());
    ++s.self.attempts;
    s.last.reset();
    count.requests.add();
    if (reused) count.reused.add();
    if (!watch) return;
    std::string text;
    watch->on_request(event_of(s, text));
}

call_event engine_core::event_of(const call_state& s, std::string& path) const {
    call_event e;
    path = s.to().base + s.request().target.substr(0, s.request().target.find('?'));
    e.method = codec::name(s.method());
    e.path = path;
    e.host = s.home ? std::string_view(s.home->name()) : std::string_view();
    e.attempt = std::max(s.self.attempts, 1);
    e.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(now - s.began);
    return e;
}

void engine_core::call_due(call_state& s) {
    if (s.where == place::paused && s.resume <= now && now < s.self.deadline)
        return wait_again(s, rank::usual);
    if (s.where == place::completed) return;
    if (s.where == place::paced) {
        const auto& pace = options.pool.pace;
        auto text = "timed out after " + in_ms(now - s.began) + " while waiting for its turn";
        if (pace.calls > 0)
            text += "; the client's pace is " + std::to_string(pace.calls) + " calls in " + in_ms(pace.per) +
                    " (pool.pace)";
        text += s.last ? "; the last try failed: " + s.last->detail
                       : "; allow the call more time, or start fewer at once";
        return fail(s, errc::timeout, std::move(text));
    }
    const bool stall = s.where == place::sent && now < s.self.deadline;
    if (stall && !stalled(s)) return;
    const auto after = " after " + in_ms(now - s.began);
    const auto& where = s.home->name();
    std::string text;
    if (s.where == place::waiting && now < s.self.deadline) {
        text = "no connection to " + where + " came free within " + in_ms(options.pool.acquire_timeout) +
               " (pool.acquire_timeout; " + s.home->census() + ")";
    } else if (s.where == place::waiting) {
        text = "timed out" + after + " while waiting for a connection to " + where + " (" + s.home->census() +
               ")";
    } else if (s.where == place::paused) {
        text = "timed out" + after + " in the pause before the next try";
    } else {
        text = "timed out" + after + " while " + std::string(s.on->waits_for(s)) +
               (s.on->waits_for(s) == "sending the request" ? " to " : " from ") + where;
        text += s.on->flow_text(s);
        if (stall && answer_is_due(s))
            text += "; all was sent, and no answer began within " + in_ms(s.self.answer_timeout) +
                    " (answer_timeout)";
        else if (stall)
            text += "; no byte left or came for " + in_ms(s.self.stall_timeout) + " (stall_timeout)";
    }
    if (s.last)
        text += "; the last try failed: " + s.last->detail;
    else if (s.where == place::waiting && !s.home->last_error().empty())
        text += "; last connect error: " + s.home->last_error();
    else if (stall)
        text += answer_is_due(s) ? "; raise answer_timeout if the server needs longer"
                                 : "; raise stall_timeout if the server needs longer";
    else
        text += "; allow the call more time if the server needs it";
    fail(s, errc::timeout, std::move(text));
}

// Kept lazily: bytes that move cost no work here. A call that is overdue is looked at once more, because the delay may have been ours.
bool engine_core::stalled(call_state& s) {
    const auto limit = answer_is_due(s) ? s.self.answer_timeout : s.self.stall_timeout;
    const auto when = limit.count() > 0 ? s.on->moved_at() + limit : steady_time::max();
    if (when <= now && s.overdue) return true;
    s.overdue = when <= now;
    // Another limit holds as soon as the answer begins, so a far one is not slept through.
    set_due(s, s.overdue ? now + grace : std::min(when, now + look_after(s.self)));
    return false;
}

bool engine_core::answer_is_due(const call_state& s) {
    return s.self.answer_timeout.count() > 0 && s.on->awaits_answer(s);
}

void engine_core::cancel(std::uint64_t id) {
    auto* s = by_id_.find(id);
    if (!s || s->where == place::completed) return;
    try {
        cancel(*s);
    } catch (const std::bad_alloc&) {
        give_up(*s);
    }
}

void engine_core::cancel(call_state& call) {
    auto* s = &call;
    if (s->where == place::draining) {
        draining_.remove(*s);
        return complete(*s);
    }
    std::string text = "cancelled by the caller while ";
    if (s->where == place::waiting)
        text += "waiting for a connection to " + s->home->name();
    else if (s->where == place::paced)
        text += "waiting for its turn";
    else if (s->where == place::paused)
        text += "pausing before the next try";
    else
        text += s->on->waits_for(*s);
    fail(*s, errc::canceled, std::move(text));
}

std::unique_ptr<error_info> engine_core::describe(const call_state& s, errc kind, std::string detail) const {
    auto info = std::make_unique<error_info>();
    info->kind = kind;
    info->detail = std::move(detail);
    if (s.self.attempts > 1) info->detail += " (tried " + std::to_string(s.self.attempts) + " times)";
    info->request = request_text(s);
    info->attempts = s.self.attempts;
    info->maybe_sent = s.maybe_sent;
    return info;
}

void engine_core::fail(call_state& s, errc kind, std::string detail, std::error_code cause) {
    if (s.where == place::sent && s.on && s.on->handed(s)) s.maybe_sent = true;
    auto info = describe(s, kind, std::move(detail));
    info->cause = cause;
    if (kind == errc::timeout) count.timeouts.add();
    if (kind == errc::canceled) count.canceled.add();
    s.self.failure = std::move(info);
    if (watch) {
        std::string text;
        auto e = event_of(s, text);
        e.failure = kind;
        watch->on_response(e);
    }
    detach(s);
    complete(s);
}

void engine_core::give_up(call_state& s) noexcept {
    if (s.where == place::completed) return;
    try {
        return fail(s, errc::network, "the call was given up: out of memory");
    } catch (...) {
    }
    if (s.where == place::completed) return;
    s.self.failure.reset();
    s.self.starved = true;
    detach(s);
    complete(s);
}

// Takes the call out of whatever line it stands in.
void engine_core::detach(call_state& s) {
    const auto where = std::exchange(s.where, place::paused);
    if (where == place::paced)
        paced_.remove(s);
    else if (where == place::waiting)
        s.home->leave(s);
    else if (where == place::sent && s.on)
        s.on->give_up(s);
}

void engine_core::complete(call_state& s) {
    clock.remove(s.due);
    if (call_access::id(s.self)) by_id_.remove(s);
    if (s.self.request) --under_way_;
    s.where = place::completed;
    completed_.push_back(s);
}

void engine_core::finish_drains() {
    while (auto* s = draining_.pop_front()) complete(*s);
}

void engine_core::hand_back(call_state& s) {
    all_.remove(s);
    auto& c = s.self;
    s.~call_state();
    // The call, and all of its caller's frame, may be gone when this returns.
    call_access::done(c).finish(user_executor_, !options.thread_safe);
}

}  // namespace polyaxon::async
