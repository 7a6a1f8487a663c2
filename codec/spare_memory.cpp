#include <polyaxon/codec/spare_memory.hpp>

#include <array>
#include <cstdint>
#include <new>
#include <utility>

namespace polyaxon::codec {
namespace {

constexpr std::size_t step = 32;                // of sizes
constexpr std::size_t classes = 512;            // up to 16 KiB
constexpr std::size_t most_kept = 1024 * 1024;  // bytes a thread keeps

#if defined(__SANITIZE_ADDRESS__)
constexpr bool keeps = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool keeps = false;
#else
constexpr bool keeps = true;
#endif
#else
constexpr bool keeps = true;
#endif

struct block {
    block* next;
};

constexpr std::size_t class_of(std::size_t size) noexcept { return (size + step - 1) / step - 1; }
/// Of each block of a class.
constexpr std::uint32_t bytes_of(std::size_t c) noexcept {
    return static_cast<std::uint32_t>((c + 1) * step);
}

/// Has no destructor, so that what ends after the thread's objects may still ask it; `owner` empties it.
struct shelf {
    std::array<block*, classes> free;
    std::array<std::uint32_t, classes> held;  // bytes
    std::size_t kept;                         // bytes, of all
    std::size_t largest;                      // the class that was last seen to hold the most
    bool closed;

    void put(std::size_t c, block* b) noexcept {
        b->next = free[c];
        free[c] = b;
        held[c] += bytes_of(c);
        kept += bytes_of(c);
    }
    block* take(std::size_t c) noexcept {
        block* const b = free[c];
        if (!b) return nullptr;
        free[c] = b->next;
        held[c] -= bytes_of(c);
        kept -= bytes_of(c);
        return b;
    }
};
thread_local constinit shelf mine{};

/// Ten thousand calls at once may fill a shelf with what no later call wants: sizes that hold less of it get the room of the one that holds
/// most.
[[gnu::noinline]] bool make_room(std::size_t c) noexcept {
    while (mine.kept + bytes_of(c) > most_kept) {
        if (mine.held[mine.largest] <= mine.held[c]) return mine.largest = c, false;
        ::operator delete(mine.take(mine.largest));
    }
    return true;
}

struct owner {
    ~owner() {
        mine.closed = true;
        for (std::size_t c = 0; c < classes; ++c)
            while (block* const b = mine.take(c)) ::operator delete(b);
    }
};

}  // namespace

void* take_spare(std::size_t size) {
    const auto c = class_of(size ? size : 1);
    if (!keeps || c >= classes) return ::operator new(size);
    if (block* const b = mine.take(c)) return b;
    return ::operator new(bytes_of(c));
}

void give_spare(void* p, std::size_t size) noexcept {
    const auto c = class_of(size ? size : 1);
    if (!keeps || c >= classes || mine.closed) return ::operator delete(p);
    if (mine.kept + bytes_of(c) > most_kept && !make_room(c)) return ::operator delete(p);
    thread_local const owner ends;  // made by the first block that stays
    (void)ends;
    mine.put(c, static_cast<block*>(p));
}

namespace {

constexpr std::size_t most_texts = 64, most_room = 1024, least_room = 32;

struct texts {
    std::array<std::string, most_texts> spare;
    std::size_t size = 0;
    bool& gone;
    explicit texts(bool& flag) : gone(flag) {}
    ~texts() { gone = true; }
};
thread_local constinit bool texts_gone = false;

texts* my_texts() noexcept {
    if (!keeps || texts_gone) return nullptr;
    thread_local texts all(texts_gone);
    return &all;
}

}  // namespace

std::string take_spare_text() noexcept {
    auto* const t = my_texts();
    return t && t->size > 0 ? std::move(t->spare[--t->size]) : std::string();
}

void give_spare_text(std::string&& text) noexcept {
    if (text.capacity() < least_room || text.capacity() > most_room) return;
    auto* const t = my_texts();
    if (!t || t->size == most_texts) return;
    text.clear();
    t->spare[t->size++] = std::move(text);
}

}  // namespace polyaxon::codec
