#pragma once
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/tracking/event_file.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>

namespace polyaxon::v1::tracking {

/// Which files an event belongs to.
enum class event_place : std::uint8_t { events, resources, logs };

/// An event as it waits. The views point into the queue's memory.
struct waiting_event {
    event_place place = event_place::events;
    event_kind kind = event_kind::metric;
    event_step step;
    timestamp at;
    double value = 0;       ///< of a metric
    std::string_view name;  ///< as it was given
    std::string_view text;  ///< payload, text or log line
};

/// What the hot side of an event_store does: events are copied one behind the other into blocks of memory, under a mutex that is held for
/// that copy only. Order is that of the pushes. Thread-safe.
class event_queue {
 public:
    explicit event_queue(std::size_t most_bytes) : most_(most_bytes) {}

    /// False, and counted, when there is no room or the queue is closed.
    bool push(const waiting_event&) noexcept;
    void close() noexcept;
    std::size_t events() const noexcept;

    /// Blocks of events, in order.
    class batch {
     public:
        /// Calls `each(const waiting_event&)` for all of them and gives their memory back block by block.
        template <class F>
        void drain(F&& each) {
            for (; !blocks_.empty(); blocks_.pop_front()) {
                const char* at = blocks_.front().bytes.get();
                for (const char* end = at + blocks_.front().used; at != end;) {
                    waiting_event e;
                    at = read(at, e);
                    each(e);
                }
            }
        }

     private:
        friend class event_queue;
        struct block {
            std::unique_ptr<char[]> bytes;
            std::size_t used = 0, size = 0;
        };
        static const char* read(const char* from, waiting_event& to) noexcept;
        std::deque<block> blocks_;
    };
    /// Takes everything that waits.
    batch take();
    /// So many bytes of events that were taken are still in memory: they count against the bound.
    void hold(std::size_t bytes) noexcept;

    /// Refused since the last call: for want of room, and because the queue was closed.
    struct refusals {
        std::uint64_t no_room = 0, closed = 0;
    };
    refusals take_refusals() noexcept;

 private:
    mutable std::mutex gate_;
    batch waiting_;
    std::size_t most_, bytes_ = 0, held_ = 0, events_ = 0;
    refusals refused_;
    bool closed_ = false;
};

}  // namespace polyaxon::v1::tracking
