#include <polyaxon/resources/v1/tracking/run_signals.hpp>

#include <polyaxon/async/context_end.hpp>
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
#include <optional>
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

struct run_signals::watch final : async::ends_with_context, std::enable_shared_from_this<watch> {
    watch(asio::any_io_executor executor, const std::shared_ptr<run_tracker>& t)
        : on(asio::make_strand(std::move(executor))), signals(std::in_place, on), tracker(t) {}
    ~watch() override { roll::call().leave(counted); }

    void listen() {
        async::end_with_context(on, shared_from_this());
        signals->add(SIGTERM);
        signals->add(SIGINT);
        for (const int number : {SIGTERM, SIGINT}) restart_blocking_calls(number);
        signals->async_wait([me = weak_from_this()](const std::error_code& ec, int number) {
            if (const auto there = me.lock()) there->heard(ec, number);
        });
    }
    void heard(const std::error_code& ec, int number) {
        const auto t = ec ? nullptr : tracker.lock();
        if (!t) return roll::call().leave(counted);
        auto mine = std::make_shared<ending>(counted);
        asio::co_spawn(on, end_by(t, number, std::move(mine)), asio::detached);
    }
    /// From any thread.
    void forget() {
        roll::call().leave(counted);
        const std::lock_guard lock(door);
        if (on) asio::post(on, [me = shared_from_this()] { me->signals.reset(); });
    }
    void abandon() override {
        roll::call().leave(counted);
        asio::any_io_executor strand;
        const std::lock_guard lock(door);
        signals.reset();
        strand.swap(on);
    }

    std::mutex door;
    asio::any_io_executor on;  ///< a strand, which must go before its context
    std::optional<asio::signal_set> signals;
    std::weak_ptr<run_tracker> tracker;
    bool counted = true;  ///< the roll's
};

run_signals::run_signals(const std::shared_ptr<run_tracker>& t)
    : watch_(std::make_shared<watch>(t->owner().executor(), t)) {
    roll::call().join();
    watch_->listen();
}

run_signals::~run_signals() { watch_->forget(); }

}  // namespace polyaxon::v1::tracking
