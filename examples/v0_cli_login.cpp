// After `polyaxon login` of the CLI: host from ~/.polyaxon/.polyaxonconfig, token from ~/.polyaxon/.polyaxonauth.
#include "example.hpp"

#include <polyaxon/v0.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v0::client client(co_await asio::this_coro::executor);
    auto me = co_await client.auth().get_user();
    std::cout << "logged in as " << me.username << '\n';
    auto where = co_await client.context();
    std::cout << "the token comes from " << where.find("token")->source << '\n';
}

int main() { return run_example(&program); }
