// The current run comes from the cache of the CLI; here another one is taken by its uuid.
#include "example.hpp"

#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v1::client client(co_await asio::this_coro::executor);
    const char* uuid = std::getenv("EXAMPLE_RUN");
    polyaxon::v1::run_client run(client, {.owner = "acme", .project = "vision", .run_uuid = uuid});
    co_await run.refresh_data();
    std::cout << run.run_uuid() << " is " << run.run_data().status.value_or("unknown") << '\n';
}

int main() { return run_example(&program); }
