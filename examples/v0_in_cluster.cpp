// In a pod that the platform started: base URL, internal header and token come from the environment that it sets
// (POLYAXON_IS_MANAGED, POLYAXON_API_HTTP_HOST, POLYAXON_SECRET_INTERNAL_TOKEN, …). Nothing is passed.
#include "example.hpp"

#include <polyaxon/v0.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v0::client client(co_await asio::this_coro::executor);
    auto me = co_await client.auth().get_user();
    std::cout << "running as " << me.username << '\n';
}

int main() { return run_example(&program); }
