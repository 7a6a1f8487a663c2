#pragma once
#include <zconf.h>

#include <cstddef>

// What all that packs or unpacks with zlib goes by.
namespace polyaxon::codec {

inline constexpr std::size_t free_of_ratio = 1024 * 1024;  ///< up to here small inputs may unpack to anything
inline constexpr std::size_t most_at_once = 1u << 30;      ///< zlib counts in 32 bits
inline constexpr int gzip_only = 16 + MAX_WBITS;           ///< zlib's word for: no other coding than gzip

}  // namespace polyaxon::codec
