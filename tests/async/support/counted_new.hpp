#pragma once
#include <atomic>
#include <cstddef>

// Allocations counted, and made to fail. steady_test.cpp replaces the operators; not with sanitizers, which have their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define POLYAXON_COUNTS_NEW 0
#else
#define POLYAXON_COUNTS_NEW 1
#endif
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#undef POLYAXON_COUNTS_NEW
#define POLYAXON_COUNTS_NEW 0
#endif
#endif

#if POLYAXON_COUNTS_NEW
namespace polyaxon::async::test {
extern std::atomic<std::size_t> allocations;
/// On this thread: after so many more, `failing_now` in a row fail. 0: none fails.
extern thread_local std::size_t allocations_until_failure;
extern thread_local std::size_t failing_now;
}  // namespace polyaxon::async::test
#endif
