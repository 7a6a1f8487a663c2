#pragma once
#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/limits.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace polyaxon::codec {

/// The quick look at a head that came in one piece: when `bytes` begin with a whole final head (200 to 599), written in the usual way
/// (CRLF, ": " or ":" before a value, no tab, no blank behind it) and within all limits, its length, with `rows` and `status` filled
/// as the line by line reading fills them. 0 for everything else, right or wrong: who reads it line by line finds what is the matter.
std::size_t scan_head(std::string_view bytes, const http_limits&, http_lines::status_line& status,
                      std::vector<http_fields::row>& rows);

}  // namespace polyaxon::codec
