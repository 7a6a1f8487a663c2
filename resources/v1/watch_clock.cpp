#include <polyaxon/resources/v1/watch_clock.hpp>

#include <polyaxon/async/retry_policy.hpp>
#include <polyaxon/resources/v1/watch_errand.hpp>

#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <string>

namespace polyaxon::v1 {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds first_answer_within{60'000}, longest_retry_after{600'000},
    longest_wait{31'536'000'000};

milliseconds bounded(milliseconds v) { return std::clamp(v, milliseconds(0), longest_wait); }

std::string seconds_of(milliseconds v) { return std::to_string(v.count() / 1000) + " s"; }

}  // namespace

watch_clock::watch_clock(const watch_pace& p)
    : time_(p.time && *p.time ? *p.time : async::real_time()),
      interval_(bounded(p.interval)),
      max_pause_(bounded(p.max_pause)),
      max_outage_(bounded(p.max_outage)) {}

void watch_clock::interval_unless_given(milliseconds configured) {
    if (interval_ == milliseconds(0)) interval_ = std::max(bounded(configured), milliseconds(100));
}

void watch_clock::answered() {
    ever_answered_ = polled_ = true;
    failures_ = 0;
    answered_at_ = time_->now();
}

void watch_clock::alive() {
    ever_answered_ = true;
    failing_since_ = time_->now();
}

bool watch_clock::passes(const error_info& info) {
    if (info.status != 0) return async::worth_retrying(info.status);
    return info.kind == errc::network || info.kind == errc::timeout;
}

std::optional<milliseconds> watch_clock::failed(error_info& info) {
    if (!passes(info)) return std::nullopt;
    const auto now = time_->now();
    if (failures_++ == 0) failing_since_ = now;
    if (info.status != 0) ever_answered_ = true;  // it is there, if not well
    auto longest = max_outage_;
    if (!ever_answered_ && (longest == milliseconds(0) || longest > first_answer_within))
        longest = first_answer_within;
    auto top = std::min(std::max(interval_, milliseconds(1)), max_pause_);
    for (int i = 1; i < failures_ && top < max_pause_; ++i) top *= 2;
    top = std::min(top, max_pause_);
    milliseconds pause(
        std::uniform_int_distribution<milliseconds::rep>((top.count() + 1) / 2, top.count())(dice_));
    if (info.retry_after) pause = std::max(pause, std::min(*info.retry_after, longest_retry_after));
    const auto lasted = std::chrono::duration_cast<milliseconds>(now - failing_since_);
    if (longest > milliseconds(0) && lasted + pause > longest) {
        info.attempts = failures_;
        info.detail += "; not asked again: no good answer came for " + seconds_of(lasted) + " (" +
                       std::to_string(failures_) + (failures_ == 1 ? " try)" : " tries)") +
                       (ever_answered_ ? ", see max_outage" : ", and none before: check the host");
        return std::nullopt;
    }
    return pause;
}

awaitable<void> watch_clock::turn() const {
    const auto due = answered_at_ + interval_, now = time_->now();
    if (polled_ && due > now) co_await pause(std::chrono::ceil<milliseconds>(due - now));
}

awaitable<void> watch_clock::pause(milliseconds how_long) const {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer event(executor, asio::steady_timer::time_point::max());
    bool rang = false;
    const auto alarm = time_->make_alarm(executor);
    alarm->set(time_->now() + how_long, [&] {
        rang = true;
        event.cancel();
    });
    std::error_code ignored;
    auto wait = asio::redirect_error(asio::use_awaitable, ignored);
    co_await event.async_wait(wait);
    if (!rang) throw watch_canceled();
}

}  // namespace polyaxon::v1
