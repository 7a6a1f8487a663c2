#pragma once
#include <polyaxon/async/as_result.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>
#include <mutex>

namespace polyaxon::v1 {

/// The work of a stream that polls: one piece at a time on a strand of its own, ended at once when the stream is closed or destroyed, or the
/// coroutine that waits for it is cancelled.
class watch_errand {
 public:
    explicit watch_errand(asio::any_io_executor executor) : executor_(std::move(executor)) {}

    /// Runs `work` to its end and throws what it throws. `canceled` when it was cancelled, now or before. `self` must own what the work uses.
    static awaitable<void> run(std::shared_ptr<watch_errand> self, awaitable<void> work);

    /// Ends the work under way and all that would follow; from any thread.
    void cancel();
    bool canceled() const;

 private:
    struct flight;
    static awaitable<void> guarded(std::shared_ptr<flight>, awaitable<void> work);

    asio::any_io_executor executor_;
    mutable std::mutex mutex_;   ///< of these
    std::weak_ptr<flight> now_;  ///< kept by the coroutines: it goes with their execution context
    bool canceled_ = false;
};

/// The error of whoever waits for what was cancelled.
error watch_canceled();

}  // namespace polyaxon::v1
