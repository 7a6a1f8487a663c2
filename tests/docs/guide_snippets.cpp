// The snippets of the README and the guide; CMakeLists.txt beside this file cuts them out of the pages.
#include "snippets.hpp"

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

#include "guide_snippets.inc"

namespace docs {
static const snippet all[] = {
#include "guide_table.inc"
};
std::span<const snippet> guide_snippets() { return all; }
}  // namespace docs
