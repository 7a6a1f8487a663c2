#pragma once
#include <asio/awaitable.hpp>

namespace polyaxon::async {

/// Lets others on the caller's executor have their turn. Throws std::bad_alloc before it waits, or does not wait at all where there is no
/// memory: `co_await asio::post(asio::use_awaitable)` ends the process then.
asio::awaitable<void> pass_turn();

}  // namespace polyaxon::async
