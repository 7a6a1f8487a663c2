#pragma once
#include <string_view>

namespace polyaxon {

/// Version of this library, as it stands in the User-Agent header: "polyaxon-cpp/0.1.0".
inline constexpr std::string_view library_version = "0.1.0";

}  // namespace polyaxon
