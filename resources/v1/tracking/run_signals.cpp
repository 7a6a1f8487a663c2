#include <polyaxon/resources/v1/tracking/run_signals.hpp>

#include <polyaxon/resources/v1/tracking/run_tracker.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <csignal>
#include <mutex>
#include <utility>

#include <signal.h>

namespace polyaxon::v1::tracking {

namespace {

/// The runs of this process that a signal ends: it comes again when the last of them has ended, as it would kill the others.
class roll {
 public:
    static roll& call() {
        static auto& all = *new roll;
        return all;
    }
    void join() {
        const std::lock_guard lock(mutex_);
        ++silent_;
    }
    /// Its run need not be waited for: it goes, or ends by itself.
    void leave(bool& counted) {
        change([&] { silent_ -= std::exchange(counted, false); });
    }
    void begin(bool& counted) {
        const std::lock_guard lock(mutex_);
        silent_ -= std::exchange(counted, false);
        ++ending_;
    }
    void end() {
        change([&] { --ending_; });
    }
    /// It comes again once nobody is left, or now, with `anyway`, when no other ending is under way.
    void due(int number, bool anyway) {
        change([&] {
            due_ = number;
            anyway_ = anyway;
        });
    }

 private:
    template <class F>
    void change(F f) {
        int number = 0;
        {
            const std::lock_guard lock(mutex_);
            f();
            if (ending_ == 0 && (silent_ == 0 || anyway_)) number = std::exchange(due_, 0);
        }
        if (number == 0) return;
        std::signal(number, SIG_DFL);
        std::raise(number);
    }
    std::mutex mutex_;
    int silent_ = 0;  ///< watches that have not heard of a signal
    int ending_ = 0, due_ = 0;
    bool anyway_ = false;
};

/// An ending under way, also when its coroutine is destroyed.
struct ending {
    explicit ending(bool& counted) { roll::call().begin(counted); }
    ~ending() { roll::call().end(); }
    ending(const ending&) = delete;
    ending& operator=(const ending&) = delete;
};

}  // namespace

struct run_signals::watch {
    watch(asio::any_io_executor executor, std::shared_ptr<run_tracker> t)
        : on(asio::make_strand(std::move(executor))), signals(on), tracker(std::move(t)) {}
    asio::any_io_executor on;
    asio::signal_set signals;
    std::weak_ptr<run_tracker> tracker;
    bool counted = true;  ///< the roll's
};

namespace {

awaitable<void> end_by(std::shared_ptr<run_tracker> t, int number, std::shared_ptr<ending> mine) {
    status_condition c;
    c.type = "failed";
    c.reason = "ExitHandler";
    c.message =
        number == SIGTERM ? "The program was told to end (SIGTERM)" : "The program was interrupted (SIGINT)";
    if (t->setup().ends) t->finish(std::move(c));
    auto settled = as_result(run_tracker::settle(t, {}));
    static_cast<void>(co_await std::move(settled));
    roll::call().due(number, false);
    mine.reset();
    // Still here: others end, or have yet to hear of it, which those whose context does not run never will.
    asio::steady_timer patience(co_await asio::this_coro::executor, t->setup().timeout);
    co_await patience.async_wait(asio::use_awaitable);
    roll::call().due(number, true);
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
    roll::call().join();
    watch_->signals.add(SIGTERM);
    watch_->signals.add(SIGINT);
    for (const int number : {SIGTERM, SIGINT}) restart_blocking_calls(number);
    watch_->signals.async_wait([w = std::weak_ptr<watch>(watch_)](const std::error_code& ec, int number) {
        const auto there = w.lock();
        const auto tracker = there && !ec ? there->tracker.lock() : nullptr;
        if (tracker) {
            auto mine = std::make_shared<ending>(there->counted);
            asio::co_spawn(there->on, end_by(tracker, number, std::move(mine)), asio::detached);
        } else if (there) {
            roll::call().leave(there->counted);
        }
    });
}

run_signals::~run_signals() {
    roll::call().leave(watch_->counted);
    asio::post(watch_->on, [w = watch_] {
        std::error_code ignored;
        w->signals.cancel(ignored);
        w->signals.clear(ignored);
    });
}

}  // namespace polyaxon::v1::tracking
