#pragma once
#include <exception>
#include <string>

// Inside of the room.

namespace polyaxon {

/// "Type: std::runtime_error, Value: boom"; empty for none.
std::string exception_text(const std::exception_ptr&);

}  // namespace polyaxon
