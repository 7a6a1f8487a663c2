#pragma once
#include <algorithm>
#include <chrono>

namespace polyaxon::v0 {

/// Counts how often a stream was lost: whether to go on, and how long to pause, are two questions. Knows no clock and no socket.
class stream_losses {
 public:
    /// A connection that held so long did its part, even when nothing new came: a quiet run.
    static constexpr std::chrono::seconds long_enough{10};

    /// Something came that had not come before.
    void progressed() { in_a_row_ = 0; }
    void lost(std::chrono::milliseconds open_for) {
        if (open_for >= long_enough) in_a_row_ = hasty_ = 0;
        ++in_a_row_;
        hasty_ = std::min(hasty_ + 1, 1'000);
    }
    /// Without progress between: for giving up.
    int in_a_row() const { return in_a_row_; }
    /// Of connections that did not hold long, whatever they brought: for the pause, so that a server that sends and drops is not hurried.
    int hasty() const { return hasty_; }

 private:
    int in_a_row_ = 0, hasty_ = 0;
};

}  // namespace polyaxon::v0
