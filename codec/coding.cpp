#include <polyaxon/codec/coding.hpp>
#include <polyaxon/codec/http_lines.hpp>

namespace polyaxon::codec {

bool is_gzip(std::string_view coding) noexcept {
    return http_lines::same(coding, "gzip") || http_lines::same(coding, "x-gzip");
}

bool is_identity(std::string_view coding) noexcept {
    return coding.empty() || http_lines::same(coding, "identity");
}

std::string unknown_coding(std::string_view coding) {
    return "the answer's content coding '" + std::string(coding.substr(0, 40)) +
           "' was not asked for; only gzip is understood";
}

}  // namespace polyaxon::codec
