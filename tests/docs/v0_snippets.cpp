// The examples of docs/v0; CMakeLists.txt beside this file cuts them out of the pages.
#include "snippets.hpp"

#include <asio/this_coro.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

#include "v0_snippets.inc"

namespace docs {
static const snippet all[] = {
#include "v0_table.inc"
};
std::span<const snippet> v0_snippets() { return all; }
}  // namespace docs
