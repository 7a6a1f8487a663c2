// A configuration made once and used for several clients: each copies what it needs.
#include "example.hpp"

#include <polyaxon/v0.hpp>

#include <asio/this_coro.hpp>

#include <chrono>

static asio::awaitable<void> program() {
    polyaxon::v0::api_config config;
    config.host = std::getenv("EXAMPLE_HOST");
    config.port = std::atoi(std::getenv("EXAMPLE_PORT"));
    config.token = std::getenv("EXAMPLE_TOKEN");
    config.call_timeout = std::chrono::seconds(5);
    config.pool.max_connections = 4;
    config.retry.max_attempts = 2;

    polyaxon::v0::client client(co_await asio::this_coro::executor, config);
    auto me = co_await client.auth().get_user();
    auto version = co_await client.version().get_platform_version();
    std::cout << me.username << " talks to platform " << version.latest_version << '\n';
}

int main() { return run_example(&program); }
