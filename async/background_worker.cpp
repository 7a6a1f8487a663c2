#include <polyaxon/async/background_worker.hpp>

#include <polyaxon/async/perform.hpp>

#include <asio/bind_executor.hpp>
#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <algorithm>
#include <exception>

namespace polyaxon::async {

using std::chrono::milliseconds;
using outcome = background_store::outcome;

namespace {

milliseconds since(steady_time then, steady_time now) {
    return std::chrono::duration_cast<milliseconds>(now - then);
}

std::unique_ptr<error_info> failure_of(const std::exception_ptr& thrown) {
    if (!thrown) return nullptr;
    auto info = std::make_unique<error_info>();
    try {
        std::rethrow_exception(thrown);
    } catch (const error& e) {
        *info = e.info();
    } catch (const std::exception& e) {
        info->kind = errc::invalid_argument;
        info->detail = e.what();
    } catch (...) {
        info->kind = errc::invalid_argument;
        info->detail = "an unknown exception ended it";
    }
    return info;
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

template <class F>
void background_worker::post(F f) {
    const std::lock_guard lock(door_mutex_);
    if (dead_) return;
    asio::post(run_on_, [self = shared_from_this(), f = std::move(f)] {
        if (!self->dead_) f(*self);
    });
}

// ---- additions

void background_worker::add(background_job job) { wake(store_.add(std::move(job))); }

void background_worker::add_item(background_job target, std::string_view item) {
    wake(store_.add_item(std::move(target), item));
}

void background_worker::wake(background_store::wake what) try {
    switch (what) {
        case background_store::wake::singles: return post([](background_worker& w) { w.go_on(w.singles_); });
        case background_store::wake::batches: return post([](background_worker& w) { w.go_on(w.batches_); });
        case background_store::wake::flush: return post([](background_worker& w) { w.flush_later(); });
        case background_store::wake::nothing:
            if (closed_) tell_dropped();
    }
} catch (...) {  // no memory to post: what was added stays, and goes with the next one
    store_.not_told(what);
    throw;
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

void background_worker::go_on(lane& l) {
    if (closed_ || l.current) return;
    if (take(l)) attempt(l);
}

static std::unique_ptr<error_info> out_of_memory() {
    auto made = std::make_unique<error_info>();
    made->kind = errc::network;
    made->detail = "out of memory";
    made->maybe_sent = true;
    return made;
}

void background_worker::attempt(lane& l) {
    if (closed_) return;
    auto& job = l.current->job;
    l.pausing = false;
    if (l.tries++ > 0) store_.count_retry();
    try {
        l.route = l.what == kind::heartbeats ? owner_->route_to(l.url, job.request) : owner_->route();
    } catch (...) {
        // As a turn of its own: a long line that cannot be sent must not become a deep stack.
        return post([&l, failed = std::make_shared<std::unique_ptr<error_info>>(
                             failure_of(std::current_exception()))](background_worker& w) {
            w.ended(l, std::move(*failed));
        });
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
        self->ended(l, l.node.starved ? out_of_memory() : std::move(l.node.failure));
    }));
}

void background_worker::ended(lane& l, std::unique_ptr<error_info> failure) {
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
        owner_->warn("the server cannot be reached; " + std::to_string(store_.waiting()) +
                     " background items wait for it: " + failure->detail);
    tell_dropped();
    retry_after(l, *pause);
}

void background_worker::retry_after(lane& l, milliseconds pause) {
    if (!l.pause) l.pause = time_->make_alarm(run_on_);
    l.pausing = true;
    l.pause->set(time_->now() + pause, [weak = weak_from_this(), &l] {
        if (const auto self = weak.lock(); self && !self->dead_ && l.current && l.pausing) self->attempt(l);
    });
}

void background_worker::give_up(lane& l, error_info& info, outcome how) {
    owner_->explain(info);
    const auto name = info.request.empty() ? name_of(l.current->job.request) : info.request;
    background_event e;
    e.request = name;
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
    const auto text =
        closed_
            ? std::string("the client is closed: nothing is sent any more")
            : "the background queue is full: it holds at most " + std::to_string(setup_.bounds.max_items) +
                  " items and " + std::to_string(setup_.bounds.max_bytes) +
                  " bytes (background.max_items, background.max_bytes); the newest were refused";
    background_event e;
    e.failure = closed_ ? errc::canceled : errc::too_large;
    e.detail = text;
    e.items = n;
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
        if (const auto self = weak.lock(); self && !self->dead_ && !self->closed_) ((*self).*ring)();
    });
}

void background_worker::flush_later() {
    if (closed_) return;
    if (!drains_.empty()) return flush_now();
    set_alarm(flush_alarm_, time_->now() + pace().flush, &background_worker::flush_now);
}

void background_worker::flush_now() {
    store_.flush();
    go_on(batches_);
}

// ---- heartbeats

void background_worker::set_heartbeat(std::string_view url) {
    const auto now = time_->now();
    {
        const std::lock_guard lock(beats_mutex_);
        if (closed_ || beats_.contains(url)) return;
        beats_.emplace(url, std::nullopt);
        begun_.insert_or_assign(std::string(url), now);
    }
    post([](background_worker& w) { w.arm_beats(); });
}

void background_worker::unset_heartbeat(std::string_view url) {
    {
        const std::lock_guard lock(beats_mutex_);
        const auto there = beats_.find(url);
        if (there == beats_.end()) return;
        beats_.erase(there);
        begun_.erase(begun_.find(url));
    }
    post([](background_worker& w) {
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
    l.pausing = false;
    if (l.pause) l.pause->stop();
    store_.count_heartbeat(false);
    finish(l);
}

void background_worker::arm_beats() {
    if (closed_) return;
    const auto period = pace().heartbeat;
    auto earliest = steady_time::max();
    {
        const std::lock_guard lock(beats_mutex_);
        for (auto& [url, due] : beats_) {
            if (!due) due = begun_.find(url)->second + period;
            earliest = std::min(earliest, *due);
        }
    }
    if (earliest != steady_time::max())
        set_alarm(beat_alarm_, earliest, &background_worker::beat);
    else if (beat_alarm_)
        beat_alarm_->stop();
}

void background_worker::beat() {
    const auto period = pace().heartbeat;
    const auto now = time_->now();
    {
        const std::lock_guard lock(beats_mutex_);
        for (auto& [url, due] : beats_) {
            if (!due || *due > now) continue;
            *due = *due + period > now ? *due + period : now + period;
            const bool under_way = heartbeats_.current && heartbeats_.url == url;
            if (!under_way && std::find(beat_line_.begin(), beat_line_.end(), url) == beat_line_.end())
                beat_line_.push_back(url);
        }
    }
    go_on(heartbeats_);
    arm_beats();
}

// ---- the end of waiting

void background_worker::start_drain(const std::shared_ptr<waiter>& w) {
    {
        const std::lock_guard lock(door_mutex_);
        if (!dead_) drains_to_be_.push_back(w);
    }
    if (dead_) return w->done.reset();  // goes as the context's own handlers went
    post([](background_worker& self) { self.take_drains(); });
}

void background_worker::take_drains() {
    std::vector<std::shared_ptr<waiter>> arrived;
    {
        const std::lock_guard lock(door_mutex_);
        arrived.swap(drains_to_be_);
    }
    for (const auto& w : arrived) begin_drain(w);
    check_drains();
}

void background_worker::begin_drain(const std::shared_ptr<waiter>& w) {
    drains_.push_back(w);
    store_.flush();
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
            self.owner_->warn(std::to_string(self.store_.waiting()) +
                              " background items are still to be sent; they are waited for up to " +
                              std::to_string(who->limit.count()) + " ms");
        });
    later(w->end, w->limit, [](background_worker& self, const std::shared_ptr<waiter>& who) {
        who->left = self.store_.waiting();
        self.owner_->warn(std::to_string(who->left) + " background items were not sent within " +
                          std::to_string(who->limit.count()) + " ms; they are lost if the client goes now");
        self.end_drain(who);
    });
}

void background_worker::cancel_drain(const std::shared_ptr<waiter>& w) {
    post([w](background_worker& self) {
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
    keep->done.finish(user_executor_, false);
}

// ---- the end

void background_worker::close() {
    if (closed_.exchange(true)) return;
    const auto left = store_.close();
    if (left.items > 0) {
        const auto text = "the client was closed with " + std::to_string(left.items) +
                          " background items not sent, the first of them " + left.first;
        background_event e;
        e.request = left.first;
        e.failure = errc::canceled;
        e.detail = text;
        e.items = left.items;
        owner_->tell(e);
    }
    post([n = left.items](background_worker& w) { w.shut(n); });
}

void background_worker::shut(std::size_t lost) {
    {
        const std::lock_guard lock(beats_mutex_);
        beats_.clear();
        begun_.clear();
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
    while (!drains_.empty()) {
        const std::shared_ptr<waiter> w = drains_.front();
        w->left = lost;
        end_drain(w);
    }
}

void background_worker::abandon() {
    const auto keep = shared_from_this();
    std::vector<std::shared_ptr<waiter>> never;
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
    drains_.insert(drains_.end(), never.begin(), never.end());
    for (const auto& w : drains_) {
        w->note.reset();
        w->end.reset();
        w->over = true;
        w->done.reset();
    }
    drains_.clear();
}

}  // namespace polyaxon::async
