#include <polyaxon/testing/run.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <exception>
#include <stdexcept>
#include <string>

namespace polyaxon::testing {

void run(asio::awaitable<void> body, std::chrono::milliseconds limit) {
    asio::io_context loop(1);
    bool ended = false;
    std::exception_ptr thrown;
    asio::co_spawn(loop, std::move(body), [&](std::exception_ptr e) {
        ended = true;
        thrown = e;
        loop.stop();
    });
    loop.run_for(limit);
    if (!ended)
        throw std::runtime_error("the coroutine did not end within " + std::to_string(limit.count()) + " ms");
    if (thrown) std::rethrow_exception(thrown);
}

}  // namespace polyaxon::testing
