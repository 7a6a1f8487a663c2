#pragma once
#include <chrono>

// What tests have to know of AddressSanitizer and ThreadSanitizer: all is slower, and memory is theirs. A macro too, for who replaces operators.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define POLYAXON_UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define POLYAXON_UNDER_SANITIZER 1
#endif
#endif
#ifndef POLYAXON_UNDER_SANITIZER
#define POLYAXON_UNDER_SANITIZER 0
#endif

namespace polyaxon::test {

inline constexpr bool under_sanitizer = POLYAXON_UNDER_SANITIZER;

/// How much longer things may take.
inline constexpr int slowness = under_sanitizer ? 8 : 1;

/// A limit that a test waits for or must keep, as it is here.
template <class Rep, class Period>
constexpr std::chrono::duration<Rep, Period> scaled(std::chrono::duration<Rep, Period> d) {
    return d * slowness;
}

}  // namespace polyaxon::test
