#include "support/failing_new.hpp"

#include <cstdlib>
#include <new>
#include <utility>

// g++ looks through the replaced operators once they are inlined, and takes free for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"
#endif

namespace polyaxon::test {
namespace {

thread_local std::size_t until_failure = 0, left_to_fail = 0, failed = 0;

bool fails_now() noexcept {
    if (left_to_fail == 0) return false;
    if (until_failure > 1) {
        --until_failure;
        return false;
    }
    --left_to_fail;
    ++failed;
    return true;
}

}  // namespace

void fail_allocations(std::size_t at, std::size_t many) {
    failed = 0;
    until_failure = at;
    left_to_fail = at > 0 ? many : 0;
}
std::size_t allocations_failed() {
    left_to_fail = 0;
    return std::exchange(failed, 0);
}

}  // namespace polyaxon::test

// All forms, so that none is left to a sanitizer's own, whose memory must not be freed here.
void* operator new(std::size_t n, const std::nothrow_t&) noexcept {
    return polyaxon::test::fails_now() ? nullptr : std::malloc(n ? n : 1);
}
void* operator new(std::size_t n) {
    if (void* p = operator new(n, std::nothrow)) return p;
    throw std::bad_alloc();
}
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept { return operator new(n, std::nothrow); }
void* operator new[](std::size_t n) { return operator new(n); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept { std::free(p); }
