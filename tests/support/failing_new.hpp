#pragma once
#include <cstddef>

/// Allocations that fail on purpose. The program that links failing_new.cpp has its own operators new and delete, over malloc, so that sanitizers and
/// mallinfo see what they do.
namespace polyaxon::test {

/// On this thread: from the `at`th allocation on, `many` in a row fail. 0: none.
void fail_allocations(std::size_t at, std::size_t many = 1);
/// Ends that; tells how many have failed since.
std::size_t allocations_failed();

}  // namespace polyaxon::test
