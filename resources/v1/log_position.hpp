#pragma once
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/logs.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace polyaxon::v1 {

/// How far a follower of logs has come, so that nothing is lost or told twice. Knows no network.
///
/// The server gives the lines behind a time. It reads pod after pod, so a line of one may be older than the last one of another that was
/// read a little later, and several lines may share a moment. So it is asked from `overlap` before the newest line on, and what comes
/// again is recognised by comparing: time, node, pod, container and text; equal lines count as often as they came.
class log_position {
 public:
    static constexpr std::chrono::seconds overlap{10};
    /// So many told lines are kept to compare with while none has had a time, by which they could be forgotten; as many as the last answer had
    /// when that is more.
    static constexpr std::size_t most_without_time = 10'000;

    /// Where to begin while nothing has come.
    void begin_at(timestamp t) {
        if (!from_) from_ = t;
    }
    /// What to ask the pods for: the lines behind this time.
    std::optional<timestamp> ask() const { return floor_ ? floor_ : from_; }

    /// An answer from the pods to ask(). What is new is appended to `out`, in the order of time.
    void take_live(std::vector<log_line>&&, std::deque<log_line>& out);

    /// The archive is read from its beginning: what was told before is left out once more.
    void begin_archive();
    /// The next part of it. What is new is appended to `out`, in the archive's order.
    void take_archived(std::vector<log_line>&&, std::deque<log_line>& out);

    std::uint64_t repeated() const { return repeated_; }
    /// Answers of which no line was known although they had to overlap: lines between may have been cut off.
    std::uint64_t gaps() const { return gaps_; }

 private:
    using hashes = std::unordered_map<std::uint64_t, std::uint32_t>;
    /// Is it one of `known`, which `seen` were found of before?
    bool is_told(const log_line&, const std::optional<timestamp>& until, const hashes& known, hashes& seen);
    void tell(log_line&&, std::deque<log_line>& out);
    void forget(std::size_t answered);
    void drop(std::uint64_t hash);

    std::optional<timestamp> from_, newest_, floor_;          ///< floor_: all until then is told
    std::deque<std::pair<timestamp, std::uint64_t>> window_;  ///< told lines behind floor_
    hashes told_;                                             ///< how often each of the window was told
    std::optional<timestamp> archive_until_;
    hashes archive_told_, archive_seen_;
    std::uint64_t repeated_ = 0, gaps_ = 0;
};

}  // namespace polyaxon::v1
