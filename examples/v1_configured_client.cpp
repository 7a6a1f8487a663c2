// A configured client: host, token and limits passed; they replace what the environment and the files say.
#include "example.hpp"

#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v1::client_config config;
    config.host = std::getenv("EXAMPLE_URL");
    config.token = std::getenv("EXAMPLE_TOKEN");
    config.timeout = 10;  // seconds, of a call with all its tries
    config.connection_pool_maxsize = 8;

    polyaxon::v1::client client(co_await asio::this_coro::executor, config);
    auto runs = co_await client.runs().list_runs("acme", "vision", {.limit = 5, .sort = "-created_at"});
    std::cout << "the newest of " << runs.count.value_or(0) << " runs is " << runs.results.at(0).uuid << '\n';
}

int main() { return run_example(&program); }
