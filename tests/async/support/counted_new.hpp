#pragma once
#include "support/sanitizers.hpp"

#include <atomic>
#include <cstddef>

// Allocations counted, and made to fail. steady_test.cpp replaces the operators; not with sanitizers, which have their own.
#define POLYAXON_COUNTS_NEW !POLYAXON_UNDER_SANITIZER

#if POLYAXON_COUNTS_NEW
namespace polyaxon::async::test {
extern std::atomic<std::size_t> allocations;
/// On this thread: after so many more, `failing_now` in a row fail. 0: none fails.
extern thread_local std::size_t allocations_until_failure;
extern thread_local std::size_t failing_now;
}  // namespace polyaxon::async::test
#endif
