#include <polyaxon/resources/page_ahead.hpp>

#include <polyaxon/async/context_end.hpp>
#include <polyaxon/async/launch.hpp>
#include <polyaxon/async/serial_executor.hpp>
#include <polyaxon/async/wait_in.hpp>

#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <mutex>
#include <new>
#include <utility>

namespace polyaxon::resources {

// Everything in it is touched on its strand only, so the pager may be used on any executor; it lives as long as the call it waits for.
// A pager may be kept for longer than its execution context, which strand and waiter may not.
struct page_ahead::flight final : async::ends_with_context, std::enable_shared_from_this<flight> {
    explicit flight(const asio::any_io_executor& executor) : strand(async::serial_executor(executor)) {}
    void abandon() override {
        const std::lock_guard lock(door);
        waiter.reset();
        strand = {};
    }
    /// From any thread.
    void cancel() {
        const std::lock_guard lock(door);
        if (!strand) return;
        try {
            asio::post(strand, [f = shared_from_this()] {
                if (!f->done) f->stop.emit(asio::cancellation_type::terminal);
            });
        } catch (const std::bad_alloc&) {
            // A pager goes: the page comes for nobody.
        }
    }
    void wake() { waiter.finish(strand, true); }

    std::mutex door;
    asio::any_io_executor strand;
    async::completion waiter;
    asio::cancellation_signal stop;
    bool done = false;
    result<void> answer;
    std::exception_ptr other;

    static awaitable<bool> arrival(std::shared_ptr<flight> f) {
        if (!f->done) {
            // The slot takes memory, and where an operation is initiated Asio's coroutines end the process when something throws.
            const auto state = co_await asio::this_coro::cancellation_state;
            if (auto slot = state.slot(); slot.is_connected()) {
                auto cancel = [weak = f->weak_from_this()](asio::cancellation_type) {
                    if (const auto here = weak.lock()) asio::post(here->strand, [here] { here->wake(); });
                };
                slot.assign(std::move(cancel));
            }
            auto woken = async::wait_in({f, &f->waiter}, &f->strand);
            co_await std::move(woken);
        }
        co_return f->done;
    }
    static awaitable<void> fly(std::shared_ptr<flight> f, awaitable<void> fetch) {
        try {
            f->answer = co_await as_result(std::move(fetch));
        } catch (...) {
            f->other = std::current_exception();
        }
    }
};

void page_ahead::start(const asio::any_io_executor& executor, awaitable<void> fetch) {
    auto begun = std::make_shared<flight>(executor);
    async::end_with_context(executor, begun);
    auto done = [f = begun](std::exception_ptr) {
        f->done = true;
        f->wake();
    };
    async::launch(begun->strand, flight::fly(begun, std::move(fetch)), begun->stop.slot(), std::move(done));
    flight_ = std::move(begun);  // not before: what throws is not under way
}

awaitable<void> page_ahead::arrival() {
    const auto executor = co_await asio::this_coro::executor;
    const auto strand = flight_->strand;
    auto waiting = flight::arrival(flight_);
    bool arrived = false;
    if (strand == executor)
        arrived = co_await std::move(waiting);
    else
        arrived = co_await asio::co_spawn(strand, std::move(waiting), asio::use_awaitable);
    if (!arrived) {
        error_info info;
        info.detail = "cancelled while waiting for the next page";
        throw error(std::move(info));
    }
    const auto f = std::exchange(flight_, nullptr);
    if (f->other)
        other_ = f->other;
    else if (!f->answer)
        failed_ = f->answer.error();
    throw_if_failed();
}

void page_ahead::abandon() {
    if (flight_) flight_->cancel();
}

}  // namespace polyaxon::resources
