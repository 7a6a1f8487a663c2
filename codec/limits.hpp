#pragma once
#include <cstddef>
#include <type_traits>

namespace polyaxon::codec {

/// Bounds on one answer, in bytes unless said otherwise. What passes one ends the call as `too_large`, with a text that begins with
/// "limit", and its connection.
struct http_limits {
    std::size_t head = 64 * 1024;
    std::size_t start_line = 8 * 1024;
    std::size_t fields = 256;        ///< header fields
    std::size_t informational = 16;  ///< 1xx answers before the real one
    std::size_t chunk_extensions = 16 * 1024;
    std::size_t trailers = 8 * 1024;
    std::size_t body = 64 * 1024 * 1024;  ///< of typed calls; downloads are streamed and have none
    std::size_t decompressed = 64 * 1024 * 1024;
    std::size_t ratio = 1000;  ///< decompressed to compressed, looked at after the first MiB
};
static_assert(std::is_trivially_destructible_v<http_limits>);

}  // namespace polyaxon::codec
