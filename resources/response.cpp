#include <polyaxon/resources/response.hpp>

#include <algorithm>

namespace polyaxon {

std::string_view response::header(std::string_view name) const {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const auto same = [&](const auto& h) {
        return std::ranges::equal(h.first, name, [&](char a, char b) { return lower(a) == lower(b); });
    };
    const auto found = std::ranges::find_if(headers, same);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

}  // namespace polyaxon
