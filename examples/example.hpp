#pragma once
// What every example shares: run one coroutine on an io_context, print an error as one line, say so by the exit code.
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>

inline int run_example(asio::awaitable<void> (*program)()) {
    asio::io_context io;
    int code = EXIT_SUCCESS;
    asio::co_spawn(io, program(), [&](std::exception_ptr failure) {
        try {
            if (failure) std::rethrow_exception(failure);
        } catch (const std::exception& e) {
            std::cerr << e.what() << '\n';
            code = EXIT_FAILURE;
        }
    });
    io.run();
    return code;
}
