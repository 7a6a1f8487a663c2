#include <polyaxon/async/map_concurrent.hpp>

#include <polyaxon/async/completion.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/post.hpp>
#include <asio/strand.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <deque>
#include <exception>
#include <memory>
#include <system_error>

namespace polyaxon::async {

namespace {

/// What the workers share; lives in the frame of for_each_index and is touched on its strand only.
struct batch {
    std::size_t n;
    void* self;
    asio::awaitable<void> (*step)(void*, std::size_t);
    std::size_t next = 0, left = 0;
    bool stop = false, canceled = false;
    std::exception_ptr failed;
    std::deque<asio::cancellation_signal> signals;  ///< one a worker; they do not move
};

/// Owned by the workers: with the last of them goes the handler, and with that the frame that holds the batch.
struct batch_end {
    batch* work;
    asio::any_io_executor home;
    completion done;

    void worker_ended() {
        if (--work->left > 0) return;
        work = nullptr;
        done.finish(home, false);
    }
    void cancel(asio::cancellation_type type) {
        if (!work) return;
        work->stop = work->canceled = true;
        for (auto& s : work->signals) s.emit(type);
    }
};

asio::awaitable<void> worker(batch& b) {
    while (!b.stop && b.next < b.n) {
        const auto i = b.next++;
        try {
            co_await b.step(b.self, i);
        } catch (const std::system_error& e) {
            // Asio ends a cancelled coroutine this way at its next co_await; that is what was asked for.
            if (b.canceled && e.code() == asio::error::operation_aborted) co_return;
            if (!b.failed) b.failed = std::current_exception();
            b.stop = true;
        } catch (...) {
            if (!b.failed) b.failed = std::current_exception();
            b.stop = true;
        }
    }
}

}  // namespace

asio::awaitable<void> for_each_index(std::size_t n, std::size_t limit, void* self,
                                     asio::awaitable<void> (*step)(void* self, std::size_t i)) {
    auto state = co_await asio::this_coro::cancellation_state;
    if (n == 0 || state.cancelled() != asio::cancellation_type::none) co_return;
    const asio::any_io_executor home = co_await asio::this_coro::executor;
    // The workers of one call never run at the same time, whatever threads the caller's executor has.
    const asio::any_io_executor one_by_one = asio::make_strand(home);
    const auto workers = std::min(n, std::max<std::size_t>(limit, 1));

    batch work;
    work.n = n, work.self = self, work.step = step;
    work.left = workers;
    work.signals.resize(workers);
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto&& handler, batch* b, const asio::any_io_executor* own, const asio::any_io_executor* strand) {
            const auto slot = asio::get_associated_cancellation_slot(handler);
            auto end = std::make_shared<batch_end>();
            end->work = b;
            end->home = *own;
            if (slot.is_connected()) {
                auto cancel = [weak = std::weak_ptr(end), on = *strand](asio::cancellation_type type) {
                    if (auto e = weak.lock()) asio::post(on, [e, type] { e->cancel(type); });
                };
                auto place = slot;
                place.assign(std::move(cancel));
            }
            end->done.emplace(std::forward<decltype(handler)>(handler), *own);
            // Begun on the strand itself: a worker may end, and with the last one the batch, before the loop does.
            asio::post(*strand, [b, end, on = *strand, count = b->left] {
                for (std::size_t i = 0; i < count; ++i) {
                    auto ended = [end](std::exception_ptr) { end->worker_ended(); };
                    asio::co_spawn(on, worker(*b),
                                   asio::bind_cancellation_slot(b->signals[i].slot(), std::move(ended)));
                }
            });
        },
        asio::use_awaitable, &work, &home, &one_by_one);
    if (work.failed) std::rethrow_exception(work.failed);
}

}  // namespace polyaxon::async
