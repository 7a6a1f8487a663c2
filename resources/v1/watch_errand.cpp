#include <polyaxon/resources/v1/watch_errand.hpp>

#include <polyaxon/async/launch.hpp>
#include <polyaxon/async/serial_executor.hpp>
#include <polyaxon/async/wait_in.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <new>
#include <system_error>

namespace polyaxon::v1 {

error watch_canceled() { return failed(errc::canceled, "cancelled by the caller"); }

// `stop` and `done` are touched on its strand only.
struct watch_errand::flight {
    explicit flight(const asio::any_io_executor& executor) : strand(async::serial_executor(executor)) {}
    asio::any_io_executor strand;
    asio::cancellation_signal stop;
    async::completion waiter;  ///< where no strand is needed
    bool stopped = false, done = false;

    static void end(const std::shared_ptr<flight>& f) {
        auto emit = [f] {
            f->stopped = true;
            if (!f->done) f->stop.emit(asio::cancellation_type::terminal);
        };
        asio::post(f->strand, std::move(emit));
    }

    struct outcome {
        bool there = false;
        std::exception_ptr failed;
    };
    /// On its strand, which its caller is on, too. The flight is kept by what it runs alone, so that both go with their execution context.
    static awaitable<void> run(std::shared_ptr<flight> f, awaitable<void> work) {
        const auto out = std::make_shared<outcome>();
        auto done = [f, out](std::exception_ptr e) {
            out->there = true, out->failed = e;
            f->waiter.finish(f->strand, true);
        };
        const auto strand = f->strand;
        const auto slot = f->stop.slot();
        // Its frame is made before anything is under way: nothing may fail between that and the wait.
        auto wait = async::wait_in({f, &f->waiter}, &strand);
        f.reset();
        async::launch(strand, std::move(work), slot, std::move(done));
        if (!out->there) co_await std::move(wait);
        if (out->failed) std::rethrow_exception(out->failed);
    }
};

awaitable<void> watch_errand::guarded(std::shared_ptr<flight> f, awaitable<void> work) {
    struct at_end {
        flight& of;
        ~at_end() { of.done = true; }
    } const end{*f};
    if (f->stopped) throw watch_canceled();
    try {
        co_await std::move(work);
    } catch (const std::system_error& e) {
        if (e.code() == asio::error::operation_aborted) throw watch_canceled();
        throw;
    }
}

awaitable<void> watch_errand::run(std::shared_ptr<watch_errand> self, awaitable<void> work) {
    auto f = std::make_shared<flight>(self->executor_);
    {
        const std::lock_guard lock(self->mutex_);
        if (self->canceled_) throw watch_canceled();
        self->now_ = f;
    }
    // The awaited operation listens to the flight's own signal, so what the waiting coroutine is told is passed on by hand.
    auto told = (co_await asio::this_coro::cancellation_state).slot();
    if (told.is_connected()) told.assign([self](asio::cancellation_type) { self->cancel(); });
    struct at_end {
        asio::cancellation_slot slot;
        ~at_end() {
            if (slot.is_connected()) slot.clear();
        }
    } const end{told};
    auto guard = guarded(f, std::move(work));
    const auto executor = co_await asio::this_coro::executor;
    if (f->strand == executor) {
        auto flying = flight::run(std::move(f), std::move(guard));
        co_return co_await std::move(flying);
    }
    auto done = asio::bind_cancellation_slot(f->stop.slot(), asio::use_awaitable);
    co_await asio::co_spawn(f->strand, std::move(guard), std::move(done));
}

void watch_errand::cancel() {
    std::shared_ptr<flight> f;
    {
        const std::lock_guard lock(mutex_);
        canceled_ = true;
        f = now_.lock();
    }
    if (!f) return;
    try {
        flight::end(f);
    } catch (const std::bad_alloc&) {
        // Whoever is destroyed must not throw: the piece under way goes on to its end, and none follows.
    }
}

bool watch_errand::canceled() const {
    const std::lock_guard lock(mutex_);
    return canceled_;
}

}  // namespace polyaxon::v1
