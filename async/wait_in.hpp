#pragma once
#include <polyaxon/async/completion.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/async_result.hpp>
#include <asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace polyaxon::async {

/// `co_await` this to wait until somebody finishes `*where`. Once the caller is kept there, `begin(where, home)` is called, which may finish it
/// at once, but must not throw: where an operation is initiated Asio's coroutines end the process. `where` is best made, or reached, through what
/// owns it, as the caller's frame belongs to what is kept. `home` is read when the wait begins.
template <class Begin>
auto wait_in(std::shared_ptr<completion> where, const asio::any_io_executor* home, Begin begin) {
    return asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto&& handler, std::shared_ptr<completion> kept, const asio::any_io_executor* on, Begin next) {
            const asio::any_io_executor own = *on;  // the frame it lies in may go meanwhile
            kept->emplace(std::forward<decltype(handler)>(handler), own);
            next(kept, own);
        },
        asio::use_awaitable, std::move(where), home, std::move(begin));
}

/// Waits for what is under way already.
inline auto wait_in(std::shared_ptr<completion> where, const asio::any_io_executor* home) {
    return wait_in(std::move(where), home,
                   [](const std::shared_ptr<completion>&, const asio::any_io_executor&) {});
}

/// Finishes `what` in a later turn of `home`; here, where there is no memory to wait for it. Call it on `home`.
void finish_later(std::shared_ptr<completion> what, const asio::any_io_executor& home);

}  // namespace polyaxon::async
