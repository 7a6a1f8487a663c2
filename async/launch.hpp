#pragma once
#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/co_spawn.hpp>
#include <asio/dispatch.hpp>
#include <asio/execution/blocking.hpp>
#include <asio/execution/context.hpp>
#include <asio/io_context.hpp>

#include <array>
#include <cstddef>
#include <exception>
#include <utility>

namespace polyaxon::async {

/// Runs what it is given where it is given it, whether dispatched or posted, and asks for no memory.
class inline_executor {
 public:
    explicit inline_executor(asio::execution_context& context) noexcept : context_(&context) {}

    template <class F>
    void execute(F f) const {
        std::move(f)();
    }
    asio::execution_context& query(asio::execution::context_t) const noexcept { return *context_; }
    inline_executor require(asio::execution::blocking_t::never_t) const noexcept { return *this; }
    friend bool operator==(const inline_executor& a, const inline_executor& b) noexcept {
        return a.context_ == b.context_;
    }
    friend bool operator!=(const inline_executor& a, const inline_executor& b) noexcept { return !(a == b); }

 private:
    asio::execution_context* context_;
};

/// asio::co_spawn that stands a failed allocation: it throws, or what it started ends with `done(std::exception_ptr)`, called where it ends.
/// To be called on `on`; where that is a strand there is no such promise.
template <class Done>
void launch(const asio::any_io_executor& on, asio::awaitable<void> what, asio::cancellation_slot slot,
            Done done) {
    // co_spawn dispatches where it must not throw. Asio keeps the block of this one for the next.
    if (on.target<asio::io_context::executor_type>())
        asio::dispatch(on, [room = std::array<std::byte, 256>()] { (void)room; });
    // And it dispatches `done`, which would be lost.
    const inline_executor here(asio::query(on, asio::execution::context));
    auto token = asio::bind_cancellation_slot(slot, asio::bind_executor(here, std::move(done)));
    asio::co_spawn(on, std::move(what), std::move(token));
}

}  // namespace polyaxon::async
