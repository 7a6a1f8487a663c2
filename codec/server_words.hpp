#pragma once
#include <string>
#include <string_view>

namespace polyaxon::codec {

/// One line of text from the body of an error answer, whatever its shape: `{"detail": text}`, `{"errors": text}`, `{"field": [texts]}`, a list of
/// texts, a JSON string, an HTML page (its title or text), plain text, or nothing (empty). At most 500 bytes, no control characters.
std::string server_words(std::string_view body, std::string_view content_type);

}  // namespace polyaxon::codec
