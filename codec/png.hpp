#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace polyaxon::codec {

/// The bytes of a PNG file. `pixels` are 8 bits a channel, row by row from the top, the channels of a pixel side by side; 1 channel is grey,
/// 2 grey with alpha, 3 RGB, 4 RGB with alpha. Throws `invalid_argument` when there are not height * width * channels of them, when a side is 0 or
/// over 2^31 - 1, or for another number of channels.
///
///     auto file = polyaxon::codec::png(rgb, 480, 640, 3);
std::string png(std::span<const std::uint8_t> pixels, std::size_t height, std::size_t width,
                std::size_t channels);

}  // namespace polyaxon::codec
