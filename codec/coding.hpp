#pragma once
#include <string>
#include <string_view>

namespace polyaxon::codec {

// What the value of Content-Encoding asks of who reads the body. One coding only: gzip, x-gzip, or none.
bool is_gzip(std::string_view coding) noexcept;
bool is_identity(std::string_view coding) noexcept;
/// What to say about any other.
std::string unknown_coding(std::string_view coding);

}  // namespace polyaxon::codec
