#pragma once
#include <string>
#include <string_view>

namespace polyaxon::codec {

/// Bytes in base64 (RFC 4648, 4), padded: of credentials and WebSocket keys.
std::string base64(std::string_view bytes);

}  // namespace polyaxon::codec
