// Echoes what the server of a conformance suite sends, one connection a case:  websocket_echo PORT
#include <polyaxon/async/engine.hpp>
#include <polyaxon/async/websocket.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string>

namespace {

using namespace polyaxon;
using namespace std::chrono_literals;
using what = async::websocket_turn::what;

/// The cases send messages in as many fragments as this; what the library takes unasked is fewer.
constexpr std::size_t most_fragments = 70'000;
constexpr auto longest_case = 20s;

struct talk {
    std::shared_ptr<async::connector> connect;
    std::uint16_t port;

    /// Echoes until the end; returns the last message.
    asio::awaitable<std::string> hold(std::string target, bool echo) {
        async::websocket_options options;
        options.thread_safe = false;
        options.deadline = std::chrono::steady_clock::now() + longest_case;
        options.limits.fragments = most_fragments;
        codec::origin where;
        where.host = "127.0.0.1";
        where.port = port;
        codec::request request;
        request.target = target;
        async::websocket socket(co_await asio::this_coro::executor, connect, codec::make_destination(where),
                                std::move(request), options);
        std::string last;
        for (;;) {
            async::websocket_turn turn;
            co_await async::async_next(socket, turn, asio::use_awaitable);
            if (turn.came == what::failed) std::cerr << target << ": " << turn.failure->detail << '\n';
            if (turn.came == what::failed && !turn.opened)
                throw std::runtime_error("no connection for " + target);
            if (turn.came != what::message) co_return last;
            if (echo) socket.send(turn.message, turn.text);
            last = std::move(turn.message);
        }
    }

    asio::awaitable<int> all() {
        const auto count = std::stoi(co_await hold("/getCaseCount", false));
        for (int n = 1; n <= count; ++n)
            co_await hold("/runCase?case=" + std::to_string(n) + "&agent=polyaxon-cpp", true);
        co_await hold("/updateReports?agent=polyaxon-cpp", false);
        co_return count;
    }
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: websocket_echo PORT\n";
        return 2;
    }
    try {
        asio::io_context loop(1);
        talk all{async::make_socket_connector({}, {.from_environment = false}),
                 static_cast<std::uint16_t>(std::stoi(argv[1]))};
        int count = 0;
        std::exception_ptr thrown;
        asio::co_spawn(loop, all.all(), [&](std::exception_ptr e, int n) { thrown = e, count = n; });
        loop.run();
        if (thrown) std::rethrow_exception(thrown);
        std::cout << count << " cases\n";
        return count > 0 ? 0 : 1;
    } catch (const std::exception& e) {
        std::cerr << "websocket_echo: " << e.what() << '\n';
        return 1;
    }
}
