// From the environment: POLYAXON_HOST and POLYAXON_AUTH_TOKEN.
#include "example.hpp"

#include <polyaxon/v1.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v1::client client(co_await asio::this_coro::executor);
    auto projects = co_await client.projects().list_projects("acme");
    std::cout << projects.count.value_or(0) << " projects\n";
}

int main() { return run_example(&program); }
