#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v1/project.hpp>
#include <polyaxon/resources/v1/run.hpp>

// `decode` finds the reader of a result beside its type; a page lies elsewhere, so its reader is named here for each element.

namespace polyaxon::v1 {

inline std::error_code read(codec::json_in& in, page<run>& out) { return resources::read(in, out); }
inline std::error_code read(codec::json_in& in, page<project>& out) { return resources::read(in, out); }

}  // namespace polyaxon::v1
