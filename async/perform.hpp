#pragma once
#include <polyaxon/async/engine.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>

#include <new>
#include <utility>

namespace polyaxon::async {

/// Starts `c` on `e` and completes when it has ended; the outcome is in `c` (failure null: it succeeded). `c` must stay until then.
/// Cancelling the operation (terminal, partial or total) ends the call as `canceled`. The handler runs on its own associated executor,
/// else on the engine's, and never from inside this function, but where there is no memory to call it later. Destroyed uncalled when the
/// engine's execution context goes.
///
///     co_await async::async_perform(*engine, c, asio::use_awaitable);
template <class Token>
auto async_perform(engine& e, call& c, Token&& token) {
    return asio::async_initiate<Token, void()>(
        [](auto&& handler, engine* on, call* what) {
            auto slot = asio::get_associated_cancellation_slot(handler);
            auto& kept = on->keep(*what);
            what->starved = false;
            try {
                if (slot.is_connected()) slot.template emplace<canceler>(on->make_canceler(*what));
                kept.emplace(std::forward<decltype(handler)>(handler), on->executor());
            } catch (const std::bad_alloc&) {
                what->starved = true;
            }
            if (!what->starved) return on->start(*what);
            // Asio's coroutines end the process when this throws, and there is no memory to call the handler later.
            std::forward<decltype(handler)>(handler)();
        },
        token, &e, &c);
}

}  // namespace polyaxon::async
