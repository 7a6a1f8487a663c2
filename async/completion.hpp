#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/associated_executor.hpp>
#include <asio/dispatch.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace polyaxon::async {

/// What is to be called when a call has ended: a `void()` handler of any type, kept inside the call itself. A large handler goes
/// to the heap. Called or destroyed exactly once.
class completion {
 public:
    completion() = default;
    completion(const completion&) = delete;
    completion& operator=(const completion&) = delete;
    ~completion() { reset(); }

    explicit operator bool() const noexcept { return ops_ != nullptr; }

    /// Keeps `handler`. `home` is the executor of who will call it; a handler of another executor keeps that one at work meanwhile.
    /// When it throws, for want of memory, the handler is untouched.
    template <class Handler>
    void emplace(Handler&& handler, const asio::any_io_executor& home) {
        using kept = held<std::decay_t<Handler>>;
        if constexpr (sizeof(kept) <= room_size && alignof(kept) <= alignof(void*) &&
                      std::is_nothrow_move_constructible_v<kept>) {
            new (room_) kept(std::forward<Handler>(handler), home);
            ops_ = &in_place<kept>;
        } else {
            *reinterpret_cast<kept**>(room_) = new kept(std::forward<Handler>(handler), home);
            ops_ = &on_heap<kept>;
        }
    }

    /// Destroys the handler without calling it. The completion itself may be gone afterwards.
    void reset() noexcept {
        if (const auto* ops = std::exchange(ops_, nullptr)) ops->drop(room_);
    }

    /// Moves the handler out and calls it on its executor: now, when `inline_here` says that we run on `home` and that
    /// is the handler's own, else by dispatch; by post when `inline_here` is false. The completion may be gone afterwards.
    void finish(const asio::any_io_executor& home, bool inline_here) {
        if (const auto* ops = std::exchange(ops_, nullptr)) ops->finish(room_, home, inline_here);
    }

 private:
    static constexpr std::size_t room_size = 24;  // Asio's coroutines need 16

    template <class Handler>
    struct held {
        using executor_type = asio::associated_executor_t<Handler, asio::any_io_executor>;
        using guard = std::unique_ptr<asio::executor_work_guard<executor_type>>;
        /// Rare, and large; made first: without memory for it the handler stays where it was.
        guard elsewhere;
        Handler handler;

        template <class H>
        held(H&& h, const asio::any_io_executor& home)
            : elsewhere(guard_for(h, home)), handler(std::forward<H>(h)) {}

        static guard guard_for(const Handler& h, const asio::any_io_executor& home) {
            auto own = asio::get_associated_executor(h, home);
            if constexpr (std::is_same_v<executor_type, asio::any_io_executor>) {
                if (own == home) return nullptr;
            }
            return std::make_unique<asio::executor_work_guard<executor_type>>(own);
        }
    };
    struct operations {
        void (*drop)(void*) noexcept;
        void (*finish)(void*, const asio::any_io_executor&, bool);
    };

    template <class Held>
    static void call(Held& own, const asio::any_io_executor& home, bool inline_here) {
        if (inline_here && !own.elsewhere) return std::move(own.handler)();
        auto where = asio::get_associated_executor(own.handler, home);
        if (inline_here)
            asio::dispatch(where, std::move(own.handler));
        else
            asio::post(where, std::move(own.handler));
    }

    template <class Held>
    static constexpr operations in_place{
        [](void* room) noexcept {
            Held* there = std::launder(static_cast<Held*>(room));
            Held own(std::move(*there));  // the room may lie in what the handler owns
            there->~Held();
        },
        [](void* room, const asio::any_io_executor& home, bool inline_here) {
            Held* there = std::launder(static_cast<Held*>(room));
            Held own(std::move(*there));
            there->~Held();
            call(own, home, inline_here);
        }};
    template <class Held>
    static constexpr operations on_heap{[](void* room) noexcept { delete *static_cast<Held**>(room); },
                                        [](void* room, const asio::any_io_executor& home, bool inline_here) {
                                            Held* there = *static_cast<Held**>(room);
                                            Held own(std::move(*there));
                                            delete there;
                                            call(own, home, inline_here);
                                        }};

    const operations* ops_ = nullptr;
    alignas(void*) unsigned char room_[room_size];
};

}  // namespace polyaxon::async
