#pragma once
#include <polyaxon/async/background_stats.hpp>
#include <polyaxon/async/background_store.hpp>
#include <polyaxon/async/engine.hpp>
#include <polyaxon/async/observer.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/async/time_source.hpp>
#include <polyaxon/codec/request.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::async {

/// Where one try goes. Held while it is under way, so it must not keep the owner's client: that one may go meanwhile.
struct background_route {
    std::shared_ptr<engine> on;
    std::shared_ptr<const codec::destination> to;
    std::chrono::milliseconds timeout{20'000};
};

/// How often things happen.
struct background_pace {
    std::chrono::milliseconds flush{1'000}, heartbeat{60'000};
};

/// Who a background queue works for. The first three are called on the queue's strand, `tell` and `warn` also by who closes it.
class background_owner {
 public:
    virtual ~background_owner() = default;
    /// Throws polyaxon::error when there is no way (no usable context, the client is gone).
    virtual background_route route() = 0;
    /// The same for an absolute URL; fills `r` with what is to be posted.
    virtual background_route route_to(std::string_view url, codec::request& r) = 0;
    virtual background_pace pace() = 0;
    /// Before a failure is told: may put better words to what it means.
    virtual void explain(error_info&) noexcept {}
    virtual void tell(const background_event&) noexcept = 0;
    virtual void warn(std::string_view) noexcept = 0;
};

struct background_setup {
    background_options bounds = {};
    retry_options retry = {};  ///< retry_writes, wait_for_retry_after, max_retry_after
    bool thread_safe = true;
    std::shared_ptr<time_source> time = {};  ///< null: the real one
};

/// Sends requests that nobody waits for: single ones in their order, batches of items, heartbeats; each kind by a worker of its own, one request
/// at a time, so that a server that hangs on one kind does not keep the others. Memory is bounded by `bounds`.
/// Thread safety: all members may be called from any thread. Adding is a short lock, and one post when the worker slept.
/// Its end: close() drops what waits, counted and told; when the execution context goes first, it is counted. The queue keeps the context at work
/// only while something is to be done; a registered heartbeat always is.
class background_queue {
 public:
    static std::shared_ptr<background_queue> make(asio::any_io_executor, std::shared_ptr<background_owner>,
                                                  background_setup);
    virtual ~background_queue() = default;

    virtual void add(background_job) = 0;
    /// Into the next batch for `target`, whose body is not looked at.
    virtual void add_item(background_job target, std::string_view item) = 0;
    virtual void set_heartbeat(std::string_view url) = 0;
    virtual void unset_heartbeat(std::string_view url) = 0;

    virtual background_stats stats() const = 0;
    /// Sends what waits, batches that are not full at once too, and completes with 0 when all of it has ended, or after `limit` with the number of
    /// items that have not: they stay in the queue. After `quiet` the owner is told once that it takes longer. Cancellable.
    virtual asio::awaitable<std::size_t> drain(std::chrono::milliseconds quiet,
                                               std::chrono::milliseconds limit) = 0;
    virtual void close() = 0;
};

}  // namespace polyaxon::async
