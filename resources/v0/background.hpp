#pragma once
#include <polyaxon/resources/send.hpp>

#include <string>
#include <string_view>

namespace polyaxon::v0 {

/// What a v0 client sends on its own: single requests in the order they came, batches of periodic items, heartbeats. `v0::core::work()`
/// gives it. Thread-safe; nothing here waits or throws for want of a network: failures are counted and told to the error handler.
class background {
 public:
    virtual ~background() = default;

    /// Sends one request when its turn comes: 3 retries, pauses of 0, 4 and 8 s or what Retry-After says. Throws what `o` was refused for.
    virtual void add(resources::outgoing o) = 0;
    /// Puts a JSON text into the next batch for the target of `o`, whose own body is not looked at: one POST of a JSON array for each target and
    /// interval, or as soon as 200 have come.
    virtual void add_periodic(resources::outgoing o, std::string item) = 0;
    /// An empty POST to an absolute URL, every health check interval, from one interval on. Twice is once.
    virtual void set_heartbeat(std::string_view url) = 0;
    virtual void unset_heartbeat(std::string_view url) = 0;
};

}  // namespace polyaxon::v0
