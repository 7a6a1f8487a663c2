// Owner and project usually come from the cache of the CLI (`polyaxon init`); here another project of the same owner is taken.
#include "example.hpp"

#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v1::client client(co_await asio::this_coro::executor);
    polyaxon::v1::run_client cached(client);
    auto here = co_await cached.list();
    polyaxon::v1::run_client other(client, {.owner = "acme", .project = "speech"});
    auto there = co_await other.list();
    std::cout << here.count.value_or(0) << " runs in " << cached.project() << ", " << there.count.value_or(0)
              << " in " << other.project() << '\n';
}

int main() { return run_example(&program); }
