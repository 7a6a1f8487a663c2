#include <polyaxon/async/map_concurrent.hpp>

#include <polyaxon/async/launch.hpp>
#include <polyaxon/async/serial_executor.hpp>
#include <polyaxon/async/wait_in.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>

#include <algorithm>
#include <deque>
#include <exception>
#include <memory>
#include <new>
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
struct batch_end : std::enable_shared_from_this<batch_end> {
    batch* work;
    asio::any_io_executor home;
    completion done;

    void worker_ended() {
        if (--work->left > 0) return;
        work = nullptr;
        finish_later({shared_from_this(), &done}, home);
    }
    /// A worker that there was no memory for.
    void not_begun(std::exception_ptr why) {
        if (!work->failed) work->failed = why;
        work->stop = true;
        worker_ended();
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

void begin(batch& b, const std::shared_ptr<batch_end>& end, const asio::any_io_executor& on, std::size_t i) {
    std::exception_ptr why;
    try {
        return launch(on, worker(b), b.signals[i].slot(), [end](std::exception_ptr) { end->worker_ended(); });
    } catch (const std::bad_alloc&) {
        why = std::current_exception();
    }
    end->not_begun(why);
}

/// On the strand itself: a worker may end, and with the last one the batch, before the loop does.
void begin_all(const std::shared_ptr<batch_end>& end, const asio::any_io_executor& strand) {
    auto* const b = end->work;
    try {
        return asio::post(strand, [b, end, on = strand, count = b->left] {
            for (std::size_t i = 0; i < count; ++i) begin(*b, end, on, i);
        });
    } catch (const std::bad_alloc&) {
        b->failed = std::current_exception();
    }
    end->work = nullptr;
    end->done.finish(end->home, true);
}

}  // namespace

asio::awaitable<void> for_each_index(std::size_t n, std::size_t limit, void* self,
                                     asio::awaitable<void> (*step)(void* self, std::size_t i)) {
    auto state = co_await asio::this_coro::cancellation_state;
    if (n == 0 || state.cancelled() != asio::cancellation_type::none) co_return;
    const asio::any_io_executor home = co_await asio::this_coro::executor;
    // The workers of one call never run at the same time, whatever threads the caller's executor has.
    const asio::any_io_executor one_by_one = serial_executor(home);
    const auto workers = std::min(n, std::max<std::size_t>(limit, 1));

    batch work;
    work.n = n, work.self = self, work.step = step;
    work.left = workers;
    work.signals.resize(workers);
    // All that needs memory is made here: where the operation is initiated Asio's coroutines end the process when something throws.
    auto end = std::make_shared<batch_end>();
    end->work = &work;
    end->home = home;
    auto slot = state.slot();
    if (slot.is_connected()) {
        auto cancel = [weak = std::weak_ptr(end), on = one_by_one](asio::cancellation_type type) {
            if (auto e = weak.lock()) asio::post(on, [e, type] { e->cancel(type); });
        };
        slot.assign(std::move(cancel));
    }
    auto start = [e = end.get(), on = &one_by_one](const auto&...) { begin_all(e->shared_from_this(), *on); };
    auto ended = wait_in({end, &end->done}, &home, std::move(start));
    end.reset();
    co_await std::move(ended);
    if (work.failed) std::rethrow_exception(work.failed);
}

}  // namespace polyaxon::async
