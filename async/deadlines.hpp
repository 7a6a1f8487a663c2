#pragma once
#include <chrono>
#include <cstddef>
#include <vector>

namespace polyaxon::async {

using steady_time = std::chrono::steady_clock::time_point;

/// Something that is to happen at a time: of a call, a connection or a pool, kept inside it.
struct deadline_entry {
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    steady_time when{};
    std::size_t place = nowhere;  ///< in the heap
    void (*due)(void* owner) = nullptr;
    void* owner = nullptr;
    bool pending() const noexcept { return place != nowhere; }
};

/// All deadlines of an engine, sorted as a heap: one timer for the earliest serves them all. Knows no clock and no timer.
/// Adding is constant when deadlines come in rising order, as those of calls with equal timeouts do; removing is logarithmic.
class deadlines {
 public:
    bool empty() const noexcept { return heap_.empty(); }
    std::size_t size() const noexcept { return heap_.size(); }
    /// time_point::max() when there is none.
    steady_time earliest() const noexcept { return heap_.empty() ? steady_time::max() : heap_.front().when; }

    /// So many entries can be added without an allocation from here on.
    void make_room(std::size_t entries) {
        if (entries > heap_.capacity()) heap_.reserve(entries > 32 ? entries + entries / 2 : 64);
    }
    /// Adds or moves. `steady_time::max()` means never: the entry is removed.
    void set(deadline_entry& entry, steady_time when);
    void remove(deadline_entry& entry) noexcept;
    /// Takes the earliest entry out when its time has come, else null.
    deadline_entry* pop_due(steady_time now) noexcept;

 private:
    struct item {
        steady_time when;
        deadline_entry* entry;
    };
    void put(std::size_t at, item i) noexcept;
    void rise(std::size_t at, item i) noexcept;
    void sink(std::size_t at, item i) noexcept;

    std::vector<item> heap_;
};

}  // namespace polyaxon::async
