#include <polyaxon/resources/v1/tracking/run_bell.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/use_awaitable.hpp>

#include <utility>

namespace polyaxon::v1::tracking {

namespace {

struct canceler {
    run_bell* bell;
    void operator()(asio::cancellation_type) const { bell->ring(); }
};

}  // namespace

awaitable<void> run_bell::wait(async::steady_time until) {
    if (std::exchange(rung_, false)) co_return;
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto&& handler, run_bell* self, async::steady_time when) {
            auto slot = asio::get_associated_cancellation_slot(handler);
            if (slot.is_connected()) slot.template emplace<canceler>(canceler{self});
            self->sleeper_.emplace(std::forward<decltype(handler)>(handler), self->on_);
            self->sleep(when);
        },
        asio::use_awaitable, this, until);
    rung_ = false;
}

void run_bell::sleep(async::steady_time until) {
    if (until == async::steady_time::max()) return;
    if (!alarm_) alarm_ = time_->make_alarm(on_);
    alarm_->set(until, [this] { ring(); });
}

void run_bell::ring() {
    if (alarm_) alarm_->stop();
    rung_ = true;
    if (sleeper_) sleeper_.finish(on_, false);
}

void run_bell::drop() {
    alarm_.reset();
    sleeper_.reset();
    on_ = {};
}

}  // namespace polyaxon::v1::tracking
