#include <polyaxon/async/pass_turn.hpp>

#include <polyaxon/async/completion.hpp>

#include <asio/async_result.hpp>
#include <asio/post.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <memory>
#include <new>
#include <utility>

namespace polyaxon::async {

asio::awaitable<void> pass_turn() {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    // Owned by what is posted, not by this frame, which is owned by the handler in it.
    auto later = std::make_shared<completion>();
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
        [](auto&& handler, std::shared_ptr<completion> kept, const asio::any_io_executor* on) {
            const auto home = *on;
            kept->emplace(std::forward<decltype(handler)>(handler), home);
            try {
                return asio::post(home, [kept, home] { kept->finish(home, true); });
            } catch (const std::bad_alloc&) {
            }
            kept->finish(home, true);
        },
        asio::use_awaitable, std::move(later), &executor);
}

}  // namespace polyaxon::async
