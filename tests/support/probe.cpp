// One check of the library against whatever answers at a URL, in a process of its own: see support/check.hpp. Prints one line of JSON.
#include "support/check.hpp"

#include <CLI/CLI.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <iostream>
#include <string>
#include <thread>

namespace {

using namespace std::chrono_literals;

constexpr auto pause_between = 200ms;

asio::awaitable<void> let_the_loop_run() {
    asio::steady_timer timer(co_await asio::this_coro::executor, pause_between);
    co_await timer.async_wait(asio::use_awaitable);
}
asio::awaitable<void> block_the_thread() {
    std::this_thread::sleep_for(pause_between);
    co_return;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Drives the v0 client against one server and tells how its calls ended.", "probe"};
    polyaxon::test::check_options options;
    options.token = "probe-token";
    double seconds = 5;
    int number = 0;
    std::string mode = "http";
    bool busy = false;
    app.add_option("--base-url", options.base_url, "http://HOST:PORT[/PATH], or https, ws, wss")->required();
    app.add_option("--ca", options.ca_file, "PEM file that replaces the system's roots");
    app.add_option("--timeout", seconds, "seconds for a whole call, or the whole stream")
        ->check(CLI::Range(0.001, 86'400.0));
    app.add_option("--token", options.token, "what the client authenticates with");
    app.add_option("--case", number, "number that is printed");
    app.add_option("--mode", mode, "http: two calls; ws: one log stream")
        ->check(CLI::IsMember({"http", "ws"}));
    app.add_option("--pipeline", options.pipeline_depth, "calls in flight on one connection")
        ->check(CLI::Range(1, 1'000));
    app.add_flag("--busy", busy, "block the thread between the calls instead of running its loop");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    options.timeout = std::chrono::milliseconds(static_cast<long long>(seconds * 1000));

    try {
        asio::io_context loop(1);
        polyaxon::test::finding found;
        std::exception_ptr thrown;
        auto work = mode == "ws"
                        ? polyaxon::test::check_stream(options)
                        : polyaxon::test::check_http(options, busy ? block_the_thread : let_the_loop_run);
        asio::co_spawn(loop, std::move(work), [&](std::exception_ptr e, polyaxon::test::finding f) {
            thrown = e;
            found = std::move(f);
            loop.stop();
        });
        loop.run();
        if (thrown) std::rethrow_exception(thrown);
        if (mode == "ws" && !found.error.empty()) std::cerr << "probe: " << found.error << '\n';
        std::cout << found.to_json(number) << '\n';
        return 0;
    } catch (const std::exception& e) {
        std::cerr << "probe: " << e.what() << '\n';
        return 1;
    }
}
