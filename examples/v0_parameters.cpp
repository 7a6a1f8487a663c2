// Everything passed: token, host, port, use_https, verify_ssl. Arguments beat the environment and the files.
#include "example.hpp"

#include <polyaxon/v0.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    // A program of yours knows these; the example takes them from its own variables.
    const char* host = std::getenv("EXAMPLE_HOST");
    const char* token = std::getenv("EXAMPLE_TOKEN");
    const int port = std::atoi(std::getenv("EXAMPLE_PORT"));
    // verify_ssl = false only because the example's server has a certificate of its own making.
    polyaxon::v0::client client(
        co_await asio::this_coro::executor,
        {.host = host, .token = token, .port = port, .use_https = true, .verify_ssl = false});
    auto me = co_await client.auth().get_user();
    std::cout << "connected as " << me.username << " over TLS\n";
}

int main() { return run_example(&program); }
