#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polyaxon {

/// What methods answer that have no typed result: the answer as it came (2xx only; everything else is an error).
struct response {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// First header of that name (any case), or empty.
    std::string_view header(std::string_view name) const;
};

}  // namespace polyaxon
