// What happens on the strand: how a lane runs, one request with its tries again, and the lane of values and conditions.
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <polyaxon/resources/tracking/exception_text.hpp>
#include <polyaxon/resources/v1/lineage_calls.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/tracking/run_post.hpp>
#include <polyaxon/resources/v1/tracking/upload_policy.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>

#include <utility>

namespace polyaxon::v1::tracking {

using std::chrono::milliseconds;

constexpr int most_begun = 5;

static resources::owned_call one_try() {
    call_options o;
    o.max_attempts = 1;  // tries again are ours
    return resources::owned_call(o);
}

void run_tracker::start() {
    async::end_with_context(on_, shared_from_this());
    if (setup_.no_op) return;
    start_lane(values_, &run_tracker::send_values);
    start_lane(files_, &run_tracker::send_files);
}

void run_tracker::start_lane(lane& l, lane_body body) {
    l.running = true;
    asio::co_spawn(on_, run_lane(shared_from_this(), &l, body),
                   asio::bind_cancellation_slot(l.stop.slot(), asio::detached));
}

awaitable<void> run_tracker::run_lane(std::shared_ptr<run_tracker> t, lane* l, lane_body body) {
    std::string why;
    while (!t->closed_) {
        try {
            if (!std::exchange(why, {}).empty()) {
                auto rest = l->pause.wait(t->setup_.time->now() + std::chrono::seconds(1));
                co_await std::move(rest);
            }
            auto lane = body(t);
            co_await std::move(lane);
            break;
        } catch (...) {
            if (t->closed_) break;  // cancelled by close(), which has counted what it left
            why = exception_text(std::current_exception());
        }
        t->stumbled(*l, why);
    }
    l->running = false;
    for (auto* both : {&t->values_, &t->files_}) both->work.ring();
    t->check_waiters();
}

void run_tracker::stumbled(lane& l, const std::string& why) noexcept try {
    const auto what = l.current.empty() ? std::string(&l == &files_ ? "the files" : "the values") : l.current;
    l.current.clear();
    if (std::exchange(troubles_[what], why) == why) return;
    give_up(refused("tracking stopped: " + why + "; it is tried again in a second").info(), what, 1);
} catch (...) {
    // No memory to say so.
}

// ---- one request with its tries again

awaitable<run_tracker::outcome> run_tracker::deliver(std::shared_ptr<run_tracker> t, lane* l,
                                                     std::string name, attempt send) {
    l->current = name;
    upload_try so_far;
    std::optional<async::steady_time> away_since;
    bool away_told = false;
    for (so_far.tries = 1;; ++so_far.tries) {
        std::optional<error_info> failed;
        try {
            auto call = as_result(send(so_far.tries));
            auto answer = co_await std::move(call);
            if (!answer) failed = answer.error().info();
        } catch (...) {
            if (t->closed_ || l == &t->values_) throw;  // run_lane tells it and begins again
            l->trouble = "tracking stopped: " + exception_text(std::current_exception());
            l->current.clear();
            co_return outcome::broken;
        }
        if (!failed) {
            t->sent();
            l->current.clear();
            co_return outcome::sent;
        }
        if (t->closed_) co_return outcome::refused;
        auto& info = *failed;
        if (l == &t->files_ && info.status == 0 && info.kind == errc::invalid_argument) {  // the disk
            l->trouble = info.detail;
            l->current.clear();
            co_return outcome::broken;
        }
        const auto now = t->setup_.time->now();
        if (!is_away(info))
            away_since.reset();
        else if (!away_since)
            away_since = now;
        so_far.away =
            away_since ? std::chrono::duration_cast<milliseconds>(now - *away_since) : milliseconds(0);
        const auto pause = pause_after(info, so_far, t->setup_.max_outage);
        if (!pause) {
            t->give_up(info, name, so_far.tries);
            l->current.clear();
            co_return outcome::refused;
        }
        if (away_since && so_far.tries > 3 && !std::exchange(away_told, true))
            t->warn("tracking: the server cannot be reached; what is logged is kept and sent later: " +
                    info.detail);
        t->count_retry();
        auto wait = l->pause.wait(now + *pause);
        co_await std::move(wait);
        if (t->closed_) co_return outcome::refused;
    }
}

void run_tracker::sent() {
    const std::lock_guard lock(mutex_);
    ++stats_.sent;
}

void run_tracker::count_retry() {
    const std::lock_guard lock(mutex_);
    ++stats_.retried;
}

void run_tracker::give_up(const error_info& info, const std::string& what, int tries) {
    {
        const std::lock_guard lock(mutex_);
        ++stats_.failed;
        if (first_failure_.empty()) first_failure_ = what + ": " + error(info).what();
    }
    background_event e;
    e.request = info.request.empty() ? std::string_view(what) : std::string_view(info.request);
    e.failure = info.kind;
    e.status = info.status;
    const auto detail = info.detail + " (" + what + " was not sent)";
    e.detail = detail;
    e.attempts = tries;
    e.maybe_sent = info.maybe_sent;
    tell(e);
}

// ---- values and conditions

std::optional<run_tracker::job> run_tracker::next_job() {
    const std::lock_guard lock(mutex_);
    job j;
    const bool ending = ending_ && !ending_sent_ && ending_round_ > 0;
    const bool due = ending && rounds_ >= ending_round_;
    if (due && !changes_before_end_) {
        changes_before_end_ = changes_.size();
        lineage_before_end_ = !lineage_.empty();
    }
    const bool change_first = due ? *changes_before_end_ > 0 : !(ending && hurry_);
    const bool lineage_first = due ? lineage_before_end_ : !(ending && hurry_);
    if (!conditions_.empty()) {  // all from before the end, and the last status is the one that stays
        j.kind = job::what::condition;
        j.status = std::move(conditions_.front());
        conditions_.pop_front();
        j.name = "the status " + j.status.type.value_or("");
        if (conditions_.empty()) others_bytes_ = 0;
    } else if (ending && (hurry_ || (due && (!change_first || changes_.empty()) &&
                                     (!lineage_first || lineage_.empty())))) {
        j.kind = job::what::ending;
        j.status = *ending_;
        j.name = "the status " + j.status.type.value_or("");
        ending_sent_ = true;
    } else if (!changes_.empty() && change_first) {
        j.kind = job::what::change;
        j.body = changes_.take();
        for (const auto& key : j.body.keys())
            if (key != "merge") j.name += (j.name.empty() ? "" : ", ") + key;
        if (due) --*changes_before_end_;
    } else if (!lineage_.empty() && lineage_first) {
        j.kind = job::what::lineage;
        for (auto& [name, item] : lineage_) j.items.push_back(std::move(item));
        lineage_.clear();
        lineage_bytes_ = 0;
        j.name = "the lineage";
        lineage_before_end_ = false;
    } else {
        return std::nullopt;
    }
    ++under_way_;
    return j;
}

awaitable<void> run_tracker::send(std::shared_ptr<run_tracker> t, const job* j) {
    auto state = t->courier_.state();
    switch (j->kind) {
        case job::what::condition:
        case job::what::ending: {
            auto call = run_state::log_status(std::move(state), j->status, one_try());
            co_await std::move(call);
            break;
        }
        case job::what::change: {
            auto call = run_state::patch(std::move(state), j->body, one_try());
            co_await std::move(call);
            break;
        }
        case job::what::lineage: {
            auto call = log_lineage(std::move(state), j->items, one_try());
            co_await std::move(call);
            break;
        }
    }
}

awaitable<void> run_tracker::send_values(std::shared_ptr<run_tracker> t) {
    auto& lane = t->values_;
    auto& job = t->in_hand_;  // whatever is thrown leaves it there
    for (;;) {
        if (t->closed_) co_return;
        if (!job) job = t->next_job();
        if (!job) {
            t->check_waiters();
            if (t->draining_ && !t->files_.running) co_return;
            auto sleep = lane.work.wait();
            co_await std::move(sleep);
            continue;
        }
        if (++job->begun > most_begun) {
            t->drop_job();
            continue;
        }
        const auto* const now = &*job;
        const attempt send_it = [t, now](int) { return send(t, now); };
        auto delivery = deliver(t, &lane, now->name, send_it);
        const auto how = co_await std::move(delivery);
        if (how == outcome::sent) t->troubles_.erase(now->name);
        job.reset();
        t->leave_one();
    }
}

/// So that what fails here again and again does not hold up all that comes behind it. It was counted when it failed first.
void run_tracker::drop_job() {
    background_event e;
    e.request = in_hand_->name;
    e.failure = errc::invalid_argument;
    const auto detail = "it failed here " + std::to_string(most_begun) + " times and is given up (" +
                        in_hand_->name + " was not sent)";
    e.detail = detail;
    e.attempts = most_begun;
    tell(e);
    troubles_.erase(in_hand_->name);  // the next one of that name is told, too
    in_hand_.reset();
    leave_one();
}

void run_tracker::leave_one() {
    const std::lock_guard lock(mutex_);
    --under_way_;
}

}  // namespace polyaxon::v1::tracking
