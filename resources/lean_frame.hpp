#pragma once
#include <polyaxon/codec/spare_memory.hpp>

#include <asio/async_result.hpp>
#include <asio/awaitable.hpp>
#include <asio/use_awaitable.hpp>

#include <coroutine>
#include <cstddef>
#include <memory>
#include <utility>

namespace polyaxon::async {
class call;
}

namespace polyaxon::resources {

class core;
struct outgoing;
struct session;

/// Goes on with a coroutine that waits for a call. Asio's own handler of `use_awaitable` ends the frame of a coroutine that only begins the
/// operation; this one goes on in the frame that asked, so that there is no such frame. frame(), attach_thread() and pump() are Asio's inside:
/// they are the same from 1.22 to 1.38.
class resumption : public asio::async_result<asio::use_awaitable_t<>, void()>::handler_type {
    using base = asio::async_result<asio::use_awaitable_t<>, void()>::handler_type;

 public:
    using base::base;
    void operator()() {
        this->frame()->attach_thread(this);
        this->frame()->clear_cancellation_slot();
        this->pump();
    }
};

/// What `co_await` takes to run a call to its end.
struct running {
    running(const session& s, async::call& c) noexcept : on(s), what(c) {}
    const session& on;
    async::call& what;
};
void start(const running&, resumption);

/// Asio keeps the frames of finished coroutines only up to 1,020 bytes, and one that holds a typed result is longer. This is its promise
/// with frames out of spare memory instead. It awaits calls of the library alone.
template <class Promise, class Executor>
struct lean_frame : Promise {
    static void* operator new(std::size_t size) { return codec::take_spare(size); }
    static void operator delete(void* frame, std::size_t size) noexcept { codec::give_spare(frame, size); }

    /// What Asio awaits, seen from a frame of its own kind: this one adds nothing to it but where it lies.
    template <class T>
    struct awaited {
        asio::awaitable<T, Executor> of;
        bool await_ready() const noexcept { return of.await_ready(); }
        auto await_suspend(std::coroutine_handle<lean_frame> h) {
            return of.await_suspend(std::coroutine_handle<Promise>::from_promise(h.promise()));
        }
        T await_resume() { return of.await_resume(); }
    };
    template <class T>
    awaited<T> await_transform(asio::awaitable<T, Executor> a) const {
        return {Promise::await_transform(std::move(a))};
    }
    auto await_transform(running r) {
        (void)Promise::await_transform(
            asio::awaitable<void, Executor>());  // throws where Asio's would: the caller was cancelled
        return Promise::await_transform([r](auto* frame) {
            auto* const thread = frame->detach_thread();
            start(r, resumption(thread));
            return decltype(thread){};
        });
    }
};

}  // namespace polyaxon::resources

/// For `perform` and whatever else takes these two arguments.
template <class T, class Executor>
struct std::coroutine_traits<asio::awaitable<T, Executor>, std::shared_ptr<polyaxon::resources::core>,
                             polyaxon::resources::outgoing> {
    using promise_type = polyaxon::resources::lean_frame<
        typename std::coroutine_traits<asio::awaitable<T, Executor>>::promise_type, Executor>;
};
