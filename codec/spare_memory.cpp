#include <polyaxon/codec/spare_memory.hpp>

#include <array>
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

/// Has no destructor, so that what ends after the thread's objects may still ask it; `owner` empties it.
struct shelf {
    std::array<block*, classes> free;
    std::size_t kept;
    bool closed;
};
thread_local constinit shelf mine{};

struct owner {
    ~owner() {
        mine.closed = true;
        for (auto& first : mine.free)
            while (first) {
                block* const b = first;
                first = b->next;
                ::operator delete(b);
            }
    }
};

constexpr std::size_t class_of(std::size_t size) noexcept { return (size + step - 1) / step - 1; }

}  // namespace

void* take_spare(std::size_t size) {
    const auto c = class_of(size ? size : 1);
    if (!keeps || c >= classes) return ::operator new(size);
    if (block* const b = mine.free[c]) {
        mine.free[c] = b->next;
        mine.kept -= (c + 1) * step;
        return b;
    }
    return ::operator new((c + 1) * step);
}

void give_spare(void* p, std::size_t size) noexcept {
    const auto c = class_of(size ? size : 1);
    const auto bytes = (c + 1) * step;
    if (!keeps || c >= classes || mine.closed || mine.kept + bytes > most_kept) return ::operator delete(p);
    thread_local const owner ends;  // made by the first block that stays
    (void)ends;
    auto* const b = static_cast<block*>(p);
    b->next = mine.free[c];
    mine.free[c] = b;
    mine.kept += bytes;
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
