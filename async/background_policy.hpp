#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/error.hpp>

#include <chrono>
#include <optional>

namespace polyaxon::async {

/// What is known when a background request has failed once more.
struct background_try {
    bool repeatable = false;            ///< an idempotent verb, or marked by its caller
    int tries = 1;                      ///< so far, this one included
    int max_tries = 0;                  ///< 0: one and three retries
    bool may_outlast = true;            ///< waits for a server that is away; heartbeats do not
    std::chrono::milliseconds away{0};  ///< since when nothing could be reached
};

/// The pause before the next try, or nothing: give up. Three retries after 0, 4 and 8 s, or what Retry-After says instead. A lost connection
/// is tried again for every verb when surely nothing was sent, else for repeatable requests only; an answer (429, 500, 502, 503, 504, and 413
/// with Retry-After) for repeatable ones only, unless the client opted in for 429 and 503 with Retry-After. A server that cannot be reached at
/// all is tried on every 8 s up to `max_outage`.
std::optional<std::chrono::milliseconds> pause_after(const error_info&, const background_try&,
                                                     const retry_options&,
                                                     std::chrono::milliseconds max_outage);

/// Nothing of the request can have reached the server, because there was none.
bool unreached(const error_info&) noexcept;

}  // namespace polyaxon::async
