// The examples of docs/v1; CMakeLists.txt beside this file cuts them out of the pages.
#include "snippets.hpp"

#include <asio/this_coro.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "v1_snippets.inc"

namespace docs {
static const snippet all[] = {
#include "v1_table.inc"
};
std::span<const snippet> v1_snippets() { return all; }
}  // namespace docs
