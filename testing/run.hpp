#pragma once
#include <asio/awaitable.hpp>

#include <chrono>
#include <utility>

namespace polyaxon::testing {

/// Runs a coroutine to its end on an event loop of its own, on this thread, and throws what it throws. The loop ends with it: what the
/// coroutine left running there is destroyed. After `limit` (milliseconds; default 20 s) it is destroyed itself and std::runtime_error says so.
void run(asio::awaitable<void> body, std::chrono::milliseconds limit = std::chrono::seconds(20));

/// The same for a coroutine function, which is kept until its coroutine has ended.
///
///     polyaxon::testing::run([&]() -> asio::awaitable<void> {
///         polyaxon::v1::client client(co_await asio::this_coro::executor, config);
///         EXPECT_EQ((co_await client.runs().get_run("acme", "vision", uuid)).name, "first");
///     });
template <class F>
requires requires(F f) { f(); }
void run(F body, std::chrono::milliseconds limit = std::chrono::seconds(20)) { run(body(), limit); }

}  // namespace polyaxon::testing
