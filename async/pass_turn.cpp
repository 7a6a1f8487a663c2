#include <polyaxon/async/pass_turn.hpp>

#include <polyaxon/async/wait_in.hpp>

#include <asio/this_coro.hpp>

#include <memory>

namespace polyaxon::async {

asio::awaitable<void> pass_turn() {
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    auto later = wait_in(std::make_shared<completion>(), &executor, finish_later);
    co_await std::move(later);
}

}  // namespace polyaxon::async
