// From the environment: POLYAXON_API_HOST, POLYAXON_HTTP_PORT, POLYAXON_SECRET_USER_TOKEN.
#include "example.hpp"

#include <polyaxon/v0.hpp>

#include <asio/this_coro.hpp>

static asio::awaitable<void> program() {
    polyaxon::v0::client client(co_await asio::this_coro::executor);
    auto me = co_await client.auth().get_user();
    auto projects = co_await client.project().list_projects(me.username);
    std::cout << me.username << " has " << projects.count.value_or(0) << " projects\n";
}

int main() { return run_example(&program); }
