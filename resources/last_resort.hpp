#pragma once
#include <chrono>
#include <cstddef>
#include <mutex>
#include <string_view>

// Inside of the room.

namespace polyaxon::resources {

/// What clients without an observer could not send on their own: a line each on standard error, at most one a second. Thread-safe.
class last_resort {
 public:
    /// "polyaxon: TEXT (3 items); …"
    void say(std::string_view text, std::size_t items) noexcept;

 private:
    std::mutex mutex_;
    bool said_ = false;
    std::chrono::steady_clock::time_point at_{};
    std::size_t unsaid_ = 0;
};

}  // namespace polyaxon::resources
