// How a run ends: waiting for what was logged, and letting go of it.
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/tracking/run_post.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace polyaxon::v1::tracking {

using std::chrono::milliseconds;

struct run_tracker::settle_canceler {
    std::weak_ptr<run_tracker> tracker;
    std::shared_ptr<waiter> who;
    void operator()(asio::cancellation_type type) const {
        if (type == asio::cancellation_type::none) return;
        if (const auto t = tracker.lock()) t->post([w = who](run_tracker& on) { on.cancel_settling(w); });
    }
};

awaitable<end_result> run_tracker::settle(std::shared_ptr<run_tracker> t, milliseconds limit) {
    auto lanes = settle_lanes(t, limit);
    auto out = co_await std::move(lanes);
    if (!t->setup_.offline || t->setup_.no_op || t->dead_) co_return out;
    auto kept = asio::co_spawn(t->on_, persist(t), asio::use_awaitable);
    co_await std::move(kept);
    const std::lock_guard lock(t->mutex_);
    out.failed = t->stats_.failed;
    out.first_failure = t->first_failure_;
    co_return out;
}

/// On the strand, as the lanes change what is written.
awaitable<void> run_tracker::persist(std::shared_ptr<run_tracker> t) {
    const auto folder = t->directory().string();
    auto kept = as_result(t->courier_.persist_run(folder));
    const auto written = co_await std::move(kept);
    if (!written) t->give_up(written.error().info(), "run.plx.json", 1);
}

awaitable<end_result> run_tracker::settle_lanes(std::shared_ptr<run_tracker> t, milliseconds limit) {
    end_result out;
    if (t->setup_.no_op || t->dead_) co_return out;
    if (limit <= milliseconds(0)) limit = t->setup_.timeout;
    auto w = std::make_shared<waiter>();
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto&& handler, std::shared_ptr<run_tracker>* on, std::shared_ptr<waiter>* who,
           milliseconds* how_long) {
            auto slot = asio::get_associated_cancellation_slot(handler);
            if (slot.is_connected()) slot.template emplace<settle_canceler>(settle_canceler{*on, *who});
            (*who)->done.emplace(std::forward<decltype(handler)>(handler), (*on)->owner().executor());
            (*on)->post([w = *who, limit = *how_long](run_tracker& self) { self.begin_settling(w, limit); });
        },
        asio::use_awaitable, &t, &w, &limit);
    if (w->canceled)
        throw failed(errc::canceled, "cancelled by the caller while waiting for what the run still sends");
    out.unsent = std::move(w->unsent);
    const std::lock_guard lock(t->mutex_);
    out.failed = t->stats_.failed;
    out.refused = t->stats_.refused;
    out.dropped = t->stats_.dropped;
    out.lost = t->stats_.lost;
    out.first_failure = t->first_failure_;
    co_return out;
}

void run_tracker::begin_settling(const std::shared_ptr<waiter>& w, milliseconds limit) {
    if (w->canceled) return end_waiter(w);
    w->round = ++asked_;
    const auto now = setup_.time->now();
    const auto make = [&](async::steady_time when,
                          void (run_tracker::*then)(const std::shared_ptr<waiter>&)) {
        auto alarm = setup_.time->make_alarm(on_);
        alarm->set(when, [weak = weak_from_this(), who = std::weak_ptr<waiter>(w), then] {
            const auto self = weak.lock();
            const auto there = who.lock();
            if (self && there && !self->dead_) ((*self).*then)(there);
        });
        return alarm;
    };
    w->hurry = make(now + limit - limit / 5, &run_tracker::hurry);
    w->end = make(now + limit, &run_tracker::over);
    waiters_.push_back(w);
    files_.work.ring();
    values_.work.ring();
    check_waiters();
}

// A run that is told as running for ever, because a file does not go through, is worse than a file that is missing.
void run_tracker::hurry(const std::shared_ptr<waiter>&) {
    {
        const std::lock_guard lock(mutex_);
        if (!ending_) return;
    }
    hurry_ = true;
    values_.work.ring();
}

void run_tracker::over(const std::shared_ptr<waiter>& w) {
    w->unsent = unsent(w->round);
    end_waiter(w);
}

void run_tracker::cancel_settling(const std::shared_ptr<waiter>& w) {
    w->canceled = true;
    if (std::ranges::find(waiters_, w) != waiters_.end()) end_waiter(w);
}

void run_tracker::end_waiter(const std::shared_ptr<waiter>& w) {
    const auto keep = w;
    waiters_.remove(w);
    if (std::exchange(keep->finished, true)) return;
    keep->hurry.reset();
    keep->end.reset();
    keep->done.finish(owner().executor(), false);
}

bool run_tracker::arrived(std::uint64_t round) const {
    if (!values_.running && !files_.running) return true;
    if (rounds_ < round) return false;
    const std::lock_guard lock(mutex_);
    return changes_.empty() && conditions_.empty() && lineage_.empty() && under_way_ == 0 &&
           (!ending_ || ending_sent_);
}

void run_tracker::check_waiters() {
    for (const auto& w : std::list(waiters_))
        if (arrived(w->round)) {
            w->unsent = closed_ ? unsent(w->round) : left_;
            end_waiter(w);
        }
}

std::vector<std::string> run_tracker::unsent(std::uint64_t round) {
    auto out = in_round_ ? leaving_ : left_;
    for (const auto& f : to_send_) out.push_back(f.path);
    if (to_send_.empty() && !files_.current.empty()) out.push_back(files_.current);
    if (out.empty() && files_.running && rounds_ < round) out.emplace_back("the files that changed last");
    if (!values_.current.empty())
        out.push_back(values_.current);
    else if (in_hand_)
        out.push_back(in_hand_->name);
    const std::lock_guard lock(mutex_);
    for (const auto& c : conditions_) out.push_back("the status " + c.type.value_or(""));
    if (!changes_.empty()) out.push_back(std::to_string(changes_.size()) + " changes of values");
    for (const auto& [name, item] : lineage_) out.push_back("the lineage of " + name);
    if (ending_ && !ending_sent_) out.push_back("the status " + ending_->type.value_or(""));
    return out;
}

void run_tracker::show(run_state& to) const {
    if (&to != courier_.state().get()) to.data = courier_.state()->data;
}

void run_tracker::stop() try {
    if (setup_.no_op) return;
    stopping_ = true;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& s : stores_) s->close();
    }
    // In its turn: what was asked for before is seen before.
    post([](run_tracker& t) {
        t.draining_ = true;
        t.files_.work.ring();
        t.values_.work.ring();
    });
} catch (...) {
    // No memory: the lanes end with the execution context.
}

void run_tracker::close() try {
    stop();
    if (setup_.no_op || closed_.exchange(true)) return;
    post([](run_tracker& t) { t.let_go(); });
} catch (...) {
    // As above.
}

void run_tracker::let_go() {
    const auto left = unsent(asked_);
    if (values_.running || files_.running) write_what_waits();
    if (!left.empty()) {
        {
            const std::lock_guard lock(mutex_);
            stats_.lost += left.size();
        }
        const auto detail = "the run went before this was sent: " + left.front() +
                            (left.size() > 1 ? " and more" : "") + "; its files are in " +
                            directory().string();
        background_event e;
        e.request = "tracking";
        e.failure = errc::canceled;
        e.detail = detail;
        e.items = left.size();
        tell(e);
    }
    for (auto* l : {&values_, &files_}) {
        l->stop.emit(asio::cancellation_type::terminal);
        l->work.ring();
        l->pause.ring();
    }
}

awaitable<void> run_tracker::left(std::shared_ptr<run_tracker> t) {
    auto all = settle(t, t->setup_.timeout);
    auto result = as_result(std::move(all));
    static_cast<void>(co_await std::move(result));
    t->close();
}

void run_tracker::leave(bool by_exception) noexcept try {
    if (setup_.no_op || dead_) return;
    if (stopping_) return close();  // end() was there before
    bool ended = false;
    {
        const std::lock_guard lock(mutex_);
        ended = ended_;
    }
    if (setup_.ends && !ended) {
        status_condition c;
        c.type = by_exception ? "failed" : "succeeded";
        c.reason = by_exception ? "ExitHandler" : "PolyaxonClient";
        c.message = by_exception ? "The program left the run by an exception" : "Operation has succeeded";
        finish(std::move(c));
    }
    post([](run_tracker& t) { ++t.asked_; });  // a last look at the files
    stop();
    post([](run_tracker& t) { asio::co_spawn(t.on_, left(t.shared_from_this()), asio::detached); });
} catch (...) {
    // A destructor has nobody to tell.
}

void run_tracker::abandon() {
    const auto keep = shared_from_this();
    asio::any_io_executor strand;  // goes after the lock
    {
        const std::lock_guard lock(door_mutex_);
        dead_ = true;
        strand.swap(on_);
    }
    closed_ = true;
    for (auto* l : {&values_, &files_}) {
        l->work.drop();
        l->pause.drop();
    }
    const auto all = std::exchange(waiters_, {});
    for (const auto& w : all) {
        w->hurry.reset();
        w->end.reset();
        w->done.reset();
    }
    write_what_waits();
}

}  // namespace polyaxon::v1::tracking
