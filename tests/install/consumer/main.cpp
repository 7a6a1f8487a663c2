// Needs no server: without a host the first call ends as a `context` error, which shows that library and headers fit.
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <cstdlib>
#include <iostream>

asio::awaitable<void> ask(polyaxon::v0::client client) {
    auto me = co_await polyaxon::as_result(client.auth().get_user());
    std::cout << (me ? "a user" : polyaxon::name(me.error().kind())) << '\n';
}

int main() {
    setenv("HOME", "/nonexistent", 1);
    for (const char* name : {"POLYAXON_API_HOST", "POLYAXON_IS_MANAGED"}) unsetenv(name);
    asio::io_context io;
    polyaxon::v0::client client(io.get_executor());
    asio::co_spawn(io, ask(client), asio::detached);
    io.run();
}
