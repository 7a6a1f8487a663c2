#pragma once
#include <span>

namespace polyaxon::codec {

/// Bytes that cannot be foretold. False when the system has none. Thread-safe.
bool fill_random(std::span<char> bytes) noexcept;

}  // namespace polyaxon::codec
