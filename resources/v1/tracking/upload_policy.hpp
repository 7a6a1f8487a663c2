#pragma once
#include <polyaxon/codec/error.hpp>

#include <chrono>
#include <optional>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// What is known when a request of a tracked run has failed once more.
struct upload_try {
    int tries = 1;                      ///< so far, this one included
    std::chrono::milliseconds away{0};  ///< since the server was first found away
};

/// The server, or the way to it, is away: no answer at all, or 429, 502, 503, 504. This passes; how long nobody knows.
bool is_away(const error_info&) noexcept;

/// The pause before the next try, or nothing: give up. Whatever a tracked run sends may be sent twice: values, conditions and lineage items
/// replace themselves, and files are overwritten. So a server that is away is tried again after 1, 2, 4, then every 8 s, up to
/// `max_outage`; what it says in Retry-After (a minute at most) wins. A failure inside of it (408, 425, 500, and 405, behind which this server
/// hides one) is tried three times more. Everything else is final.
std::optional<std::chrono::milliseconds> pause_after(const error_info&, const upload_try&,
                                                     std::chrono::milliseconds max_outage);

}  // namespace polyaxon::v1::tracking
