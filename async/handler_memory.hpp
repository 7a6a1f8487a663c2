#pragma once
#include <atomic>
#include <cstddef>
#include <new>
#include <utility>

namespace polyaxon::async {

/// Room for one asynchronous operation that begins again and again: Asio asks the handler's allocator, which answers from here,
/// so that a steady connection allocates nothing. A request that does not fit, or a second one meanwhile, goes to the heap.
template <std::size_t Size>
class handler_memory {
 public:
    handler_memory() = default;
    handler_memory(const handler_memory&) = delete;
    handler_memory& operator=(const handler_memory&) = delete;

    void* take(std::size_t n) {
        if (n > Size || used_.exchange(true, std::memory_order_acquire)) return ::operator new(n);
        return room_;
    }
    void give(void* p) noexcept {
        if (p == room_)
            used_.store(false, std::memory_order_release);
        else
            ::operator delete(p);
    }

 private:
    alignas(std::max_align_t) unsigned char room_[Size];
    std::atomic<bool> used_{
        false};  ///< Asio gives a room back on the thread that ran the operation, before the strand
};

/// The allocator over it.
template <class T, std::size_t Size>
class slot_allocator {
 public:
    using value_type = T;
    template <class U>
    struct rebind {
        using other = slot_allocator<U, Size>;
    };

    explicit slot_allocator(handler_memory<Size>& memory) noexcept : memory_(&memory) {}
    template <class U>
    slot_allocator(const slot_allocator<U, Size>& other) noexcept : memory_(other.memory_) {}

    T* allocate(std::size_t n) { return static_cast<T*>(memory_->take(n * sizeof(T))); }
    void deallocate(T* p, std::size_t) noexcept { memory_->give(p); }
    friend bool operator==(const slot_allocator& a, const slot_allocator& b) noexcept {
        return a.memory_ == b.memory_;
    }

 private:
    template <class, std::size_t>
    friend class slot_allocator;
    handler_memory<Size>* memory_;
};

/// A handler that asks for its memory there. The memory must outlive the operation, so let the handler keep its owner alive.
///
///     timer.async_wait(in_memory(memory_, [self = shared_from_this()](std::error_code ec) { … }));
template <class Handler, std::size_t Size>
class memory_handler {
 public:
    using allocator_type = slot_allocator<void, Size>;

    memory_handler(handler_memory<Size>& memory, Handler handler)
        : memory_(&memory), handler_(std::move(handler)) {}
    allocator_type get_allocator() const noexcept { return allocator_type(*memory_); }
    template <class... Args>
    void operator()(Args&&... args) {
        handler_(std::forward<Args>(args)...);
    }

 private:
    handler_memory<Size>* memory_;
    Handler handler_;
};

template <std::size_t Size>
class slot_allocator<void, Size> {
 public:
    using value_type = void;
    template <class U>
    struct rebind {
        using other = slot_allocator<U, Size>;
    };
    explicit slot_allocator(handler_memory<Size>& memory) noexcept : memory_(&memory) {}
    template <class U>
    slot_allocator(const slot_allocator<U, Size>& other) noexcept : memory_(other.memory_) {}
    friend bool operator==(const slot_allocator& a, const slot_allocator& b) noexcept {
        return a.memory_ == b.memory_;
    }

 private:
    template <class, std::size_t>
    friend class slot_allocator;
    handler_memory<Size>* memory_;
};

template <std::size_t Size, class Handler>
memory_handler<Handler, Size> in_memory(handler_memory<Size>& memory, Handler handler) {
    return {memory, std::move(handler)};
}

}  // namespace polyaxon::async
