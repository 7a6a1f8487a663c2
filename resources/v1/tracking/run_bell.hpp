#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/completion.hpp>
#include <polyaxon/async/time_source.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// Where one coroutine sleeps until it is rung, or until a moment. All members but the constructor are used on `on`, which must be a strand or
/// belong to one thread.
class run_bell {
 public:
    run_bell(asio::any_io_executor on, std::shared_ptr<async::time_source> time)
        : on_(std::move(on)), time_(std::move(time)) {}

    /// One at a time. A ring that found nobody asleep ends the next wait at once. Cancelling it rings.
    awaitable<void> wait(async::steady_time until = async::steady_time::max());
    void ring();
    /// The execution context goes: destroys who sleeps, and lets go of the executor. It is not waited for or rung any more.
    void drop();

 private:
    void sleep(async::steady_time until);

    asio::any_io_executor on_;
    const std::shared_ptr<async::time_source> time_;
    std::unique_ptr<async::time_source::alarm> alarm_;
    async::completion sleeper_;
    bool rung_ = false;
};

}  // namespace polyaxon::v1::tracking
