#pragma once
#include <polyaxon/async/background_stats.hpp>
#include <polyaxon/resources/send.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::v0 {

/// What a v0 client sends on its own: single requests in the order they came, batches of periodic items, heartbeats. `v0::core::work()`
/// gives it. Thread-safe; nothing here waits or throws for want of a network: failures are counted and told to the observer's
/// on_background_failure. What was queued goes to what the client is set to when its turn comes. Memory is bounded
/// (api_config::background): beyond the bound the newest is refused, counted and told.
class background {
 public:
    virtual ~background() = default;

    /// Sends one request when its turn comes: 3 retries, pauses of 0, 4 and 8 s or what Retry-After says. Its `call.timeout` is that of each
    /// try, `call.max_attempts` counts the tries. Throws what `o` was refused for.
    virtual void add(resources::outgoing o) = 0;
    /// Puts a JSON text into the next batch for the target of `o`, whose own body is not looked at: one POST of a JSON array for each target and
    /// interval, or as soon as 200 have come.
    virtual void add_periodic(resources::outgoing o, std::string item) = 0;
    /// The same for who adds to one target again and again: `to` is kept by the caller and only read.
    virtual void add_periodic(const codec::request& to, std::string_view item) = 0;
    /// An empty POST to an absolute URL, every health check interval, from one interval on. Twice is once. Another origin than the client's
    /// gets no token.
    virtual void set_heartbeat(std::string_view url) = 0;
    virtual void unset_heartbeat(std::string_view url) = 0;

    virtual background_stats stats() const = 0;
    /// Sends what waits; completes with 0, or after `limit` (0: POLYAXON_TIMEOUT, or the configuration's `timeout`) with the number of items
    /// that were not sent: they stay queued, and are lost if the client goes. Cancellable.
    virtual awaitable<std::size_t> drain(std::chrono::milliseconds limit = {}) = 0;
    /// What waits is lost, counted and told; later additions are dropped, and the calls that make them end as `canceled`.
    virtual void close() = 0;
    /// The client goes: who is to be told what was lost.
    virtual void last_words(std::shared_ptr<observer>) = 0;
};

}  // namespace polyaxon::v0
