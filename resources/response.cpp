#include <polyaxon/resources/response.hpp>

#include <polyaxon/codec/http_lines.hpp>

#include <algorithm>

namespace polyaxon {

std::string_view response::header(std::string_view name) const {
    const auto found =
        std::ranges::find_if(headers, [&](const auto& h) { return codec::http_lines::same(h.first, name); });
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace polyaxon
