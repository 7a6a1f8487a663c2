#pragma once
#include <polyaxon/async/engine.hpp>

#include <utility>

namespace polyaxon::async {

/// Starts `c` on `e` and completes when it has ended; the outcome is in `c` (failure null: it succeeded). `c` must stay until then.
/// Cancelling the operation ends the call as `canceled`. The handler runs on its own associated executor.
///
///     co_await async::async_perform(*engine, c, asio::use_awaitable);
template <class Token>
auto async_perform(engine& e, call& c, Token&& token);

}  // namespace polyaxon::async
