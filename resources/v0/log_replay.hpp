#pragma once
#include <polyaxon/resources/v0/streams.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <set>
#include <utility>
#include <vector>

namespace polyaxon::v0 {

/// Leaves out what a log stream repeats after a reconnect. The protocol has no position, so it compares: what a new connection begins with
/// against the lines handed out so far, from their first one on. As long as all match they are withheld; when as many have come as were handed
/// out, the stream has caught up and goes on. At the first that does not match, fewer than `sure` that did are handed out after all (they may
/// be new lines that look alike), more stay left out; `sure_bytes` of them prove as much, so no more than that is kept. A change of phase that was told before is not told again meanwhile. Knows no socket.
class log_replay {
 public:
    static constexpr std::size_t remembered = 65'536;  ///< lines, by hash
    static constexpr std::size_t sure = 64;
    static constexpr std::size_t sure_bytes = 1024 * 1024;

    /// A new connection begins.
    void restart();
    /// Takes one message; what is to be handed out is appended to `out`.
    void take(log_message&&, std::deque<log_message>& out);
    /// The stream has ended: what is still withheld is handed out.
    void finish(std::deque<log_message>& out);

    /// Has anything been handed out since it was last asked that cannot have been told before? Lines behind a gap can.
    bool take_news() { return std::exchange(news_, false); }
    std::size_t withheld_messages() const { return withheld_.size(); }
    std::uint64_t repeated() const { return repeated_; }
    std::uint64_t gaps() const { return gaps_; }

 private:
    void deliver(log_message&&, std::deque<log_message>& out);
    void release(std::deque<log_message>& out);
    bool is_sure() const { return matched_ >= sure || withheld_bytes_ > sure_bytes; }

    std::vector<std::uint64_t> known_;  ///< of the first lines
    std::uint64_t total_ = 0;           ///< lines handed out
    std::set<std::uint64_t> phases_;    ///< told so far, by hash; few
    bool comparing_ = false, gap_ = false, news_ = false;
    std::size_t matched_ = 0;           ///< of known_, by the connection now
    std::deque<log_message> withheld_;  ///< messages of matched lines, until it is sure
    std::size_t withheld_bytes_ = 0;    ///< in their lines; stays when it became sure by them
    std::uint64_t repeated_ = 0, gaps_ = 0;
};

}  // namespace polyaxon::v0
