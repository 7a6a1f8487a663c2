// Runs every snippet of the docs against the embedded platform; CMakeLists.txt beside this file cuts them out of the pages.
#include <polyaxon/testing.hpp>
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/use_future.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

#include "snippets.inc"

namespace {

struct place {
    polyaxon::v0::client v0;
    polyaxon::v1::client v1;
};

struct snippet {
    const char* name;
    asio::awaitable<void> (*run)(const place&);
};

const snippet snippets[] = {
#include "table.inc"
    {nullptr, nullptr}};

}  // namespace

int main() {
    polyaxon::testing::platform_options small;
    small.runs = 300;
    polyaxon::testing::platform platform(small);
    polyaxon::testing::server server(platform.handler());
    // What the pages take from the environment.
    const auto uuid = platform.run_uuids("vision").at(0);
    setenv("POLYAXON_HOST", server.url().c_str(), 1);
    setenv("RUN_UUID", uuid.c_str(), 1);

    int failed = 0, passed = 0;
    for (const auto& s : snippets) {
        if (!s.name) break;
        asio::io_context io;
        const auto url = server.url();
        place p{polyaxon::v0::client(io.get_executor(),
                                     {.host = "127.0.0.1", .token = "docs-token", .port = server.port()}),
                polyaxon::v1::client(io.get_executor(), {.host = url})};
        asio::co_spawn(io, s.run(p), [&](std::exception_ptr e) {
            p.v0.close();  // idle connections keep run() busy
            p.v1.close();
            try {
                if (e) std::rethrow_exception(e);
                ++passed;
            } catch (const std::exception& problem) {
                ++failed;
                std::cerr << s.name << ": " << problem.what() << '\n';
            }
        });
        io.run();
    }
    std::cout << passed << " passed, " << failed << " failed\n";
    return failed || !passed;
}
