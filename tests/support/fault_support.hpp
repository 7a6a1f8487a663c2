#pragma once
#include "support/sanitizers.hpp"

#include <malloc.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <string_view>
#include <thread>

#include <asio/io_context.hpp>

#include <chrono>

/// What the fault tests share: how long they run, and what a process has open.
namespace polyaxon::test {

/// POLYAXON_LONG=1: the settings of long runs.
inline bool long_run() {
    const char* text = std::getenv("POLYAXON_LONG");
    return text && *text && std::string_view(text) != "0";
}

/// POLYAXON_SEED, else 1; tests print what they used.
inline unsigned seed_of_run() {
    const char* text = std::getenv("POLYAXON_SEED");
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : 1u;
}

inline std::size_t open_descriptors() {
    namespace fs = std::filesystem;
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()));
}

/// Bytes of the heap that are in use; 0 under a sanitizer, which keeps books of its own.
inline std::size_t heap_in_use() {
    if (under_sanitizer) return 0;
    const auto m = mallinfo2();
    return m.uordblks + m.hblkhd;
}

/// Runs the loop until the condition holds; false when it does not within `patience`, which is for hangs only and longer under a sanitizer.
template <class F>
bool run_until(asio::io_context& io, std::chrono::seconds patience, F holds) {
    const auto end = std::chrono::steady_clock::now() + scaled(patience);
    io.restart();
    while (!holds() && std::chrono::steady_clock::now() < end)
        if (!io.run_one_until(end)) io.restart(), std::this_thread::yield();
    return holds();
}

}  // namespace polyaxon::test
