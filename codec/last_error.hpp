#pragma once
#include <cerrno>
#include <system_error>

namespace polyaxon::codec {

/// Why the system call before failed.
inline std::error_code last_error() noexcept { return {errno, std::generic_category()}; }

}  // namespace polyaxon::codec
