#pragma once
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace polyaxon::async {

/// Room for one handler of a socket at a time, so that an operation that is started again and again allocates nothing. What does
/// not fit, or comes while the room is taken, is allocated as usual.
class socket_slot {
 public:
    socket_slot() = default;
    socket_slot(const socket_slot&) = delete;
    socket_slot& operator=(const socket_slot&) = delete;

    void* allocate(std::size_t size) {
        if (taken_ || size > sizeof room_) return ::operator new(size);
        taken_ = true;
        return room_;
    }
    void deallocate(void* p) noexcept {
        if (p == room_)
            taken_ = false;
        else
            ::operator delete(p);
    }

 private:
    alignas(std::max_align_t) unsigned char room_[384];
    bool taken_ = false;
};

/// The allocator that Asio asks a handler for.
template <class T>
class socket_slot_allocator {
 public:
    using value_type = T;
    explicit socket_slot_allocator(socket_slot& s) noexcept : slot(&s) {}
    template <class U>
    socket_slot_allocator(const socket_slot_allocator<U>& other) noexcept : slot(other.slot) {}
    T* allocate(std::size_t n) { return static_cast<T*>(slot->allocate(n * sizeof(T))); }
    void deallocate(T* p, std::size_t) noexcept { slot->deallocate(p); }
    template <class U>
    bool operator==(const socket_slot_allocator<U>& other) const noexcept {
        return slot == other.slot;
    }

    socket_slot* slot;
};

/// Calls `(self->*Member)(arguments…)`; keeps `self`, in which `slot` lies, alive until then.
template <class Self, auto Member>
struct socket_handler {
    using allocator_type = socket_slot_allocator<void>;
    allocator_type get_allocator() const noexcept { return allocator_type(*slot); }

    template <class... Arguments>
    void operator()(Arguments&&... arguments) {
        (self.get()->*Member)(std::forward<Arguments>(arguments)...);
    }

    std::shared_ptr<Self> self;
    socket_slot* slot;
};

}  // namespace polyaxon::async
