#include <polyaxon/resources/v1/tracking/run_signals.hpp>

#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <csignal>

#include <signal.h>

namespace polyaxon::v1::tracking {

struct run_signals::watch {
    watch(asio::any_io_executor executor, std::shared_ptr<run_tracker> t)
        : on(asio::make_strand(std::move(executor))), signals(on), tracker(std::move(t)) {}
    asio::any_io_executor on;
    asio::signal_set signals;
    std::weak_ptr<run_tracker> tracker;
};

namespace {

awaitable<void> end_by(std::shared_ptr<run_tracker> t, int number) {
    status_condition c;
    c.type = "failed";
    c.reason = "ExitHandler";
    c.message =
        number == SIGTERM ? "The program was told to end (SIGTERM)" : "The program was interrupted (SIGINT)";
    if (t->setup().ends) t->finish(std::move(c));
    auto settled = as_result(run_tracker::settle(t, {}));
    static_cast<void>(co_await std::move(settled));
    std::signal(number, SIG_DFL);
    std::raise(number);
}

/// Lets the program's blocking calls go on: Asio's handler would break them with EINTR, and a loop that reads would leave, and end the run as
/// succeeded, before the signal is known here.
void restart_blocking_calls(int number) {
    struct sigaction how;
    if (::sigaction(number, nullptr, &how) != 0) return;
    how.sa_flags |= SA_RESTART;
    ::sigaction(number, &how, nullptr);
}

}  // namespace

run_signals::run_signals(const std::shared_ptr<run_tracker>& t)
    : watch_(std::make_shared<watch>(t->owner().executor(), t)) {
    watch_->signals.add(SIGTERM);
    watch_->signals.add(SIGINT);
    for (const int number : {SIGTERM, SIGINT}) restart_blocking_calls(number);
    watch_->signals.async_wait([w = std::weak_ptr<watch>(watch_)](const std::error_code& ec, int number) {
        const auto there = w.lock();
        const auto tracker = there && !ec ? there->tracker.lock() : nullptr;
        if (tracker) asio::co_spawn(there->on, end_by(tracker, number), asio::detached);
    });
}

run_signals::~run_signals() {
    asio::post(watch_->on, [w = watch_] {
        std::error_code ignored;
        w->signals.cancel(ignored);
        w->signals.clear(ignored);
    });
}

}  // namespace polyaxon::v1::tracking
