#pragma once
#include <chrono>
#include <cstddef>
#include <vector>

namespace polyaxon::async {

using steady_time = std::chrono::steady_clock::time_point;

/// Something that is to happen at a time: of a call, a connection or a pool, kept inside it.
struct deadline_entry {
    static constexpr unsigned nowhere = 0, in_heap = 1;  ///< of `line`; above: the line that rises
    steady_time when{};
    union {
        deadline_entry* before = nullptr;  ///< in its line
        std::size_t place;                 ///< in the heap
    };
    deadline_entry* after = nullptr;
    void (*due)(void* owner) = nullptr;
    void* owner = nullptr;
    unsigned line = nowhere;
    bool pending() const noexcept { return line != nowhere; }
};

/// All deadlines of an engine: one timer for the earliest serves them all. Knows no clock and no timer. Calls with equal timeouts have
/// deadlines that come in rising order: a few lines take what is not before their last one, so that adding and removing is a matter of two
/// links. What fits in none of them goes into a heap.
class deadlines {
 public:
    bool empty() const noexcept { return size_ == 0; }
    std::size_t size() const noexcept { return size_; }
    /// time_point::max() when there is none.
    steady_time earliest() const noexcept { return size_ == 0 ? steady_time::max() : first()->when; }

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
    static constexpr unsigned lines = 4;
    struct rising {
        deadline_entry *first = nullptr, *last = nullptr;
    };
    struct item {
        steady_time when;
        deadline_entry* entry;
    };
    deadline_entry* first() const noexcept;
    void add(deadline_entry& entry);
    void take_from_heap(deadline_entry& entry) noexcept;
    void put(std::size_t at, item i) noexcept;
    void rise(std::size_t at, item i) noexcept;
    void sink(std::size_t at, item i) noexcept;

    rising lines_[lines];
    std::vector<item> heap_;
    std::size_t size_ = 0;
};

}  // namespace polyaxon::async
