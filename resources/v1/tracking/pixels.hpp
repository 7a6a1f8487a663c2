#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace polyaxon::v1::tracking {

/// A picture in memory: 8 bits a channel, row by row from the top, the channels of a pixel side by side. Channels: 1 grey, 2 grey with alpha,
/// 3 RGB, 4 RGB with alpha. Numbers between 0 and 1 are scaled by 255, and what lies beyond is cut. All makers throw `invalid_argument` when the
/// numbers do not fit the size.
///
///     auto picture = pixels::from_chw(tensor, 3, 32, 32);     // floats of a network, channel by channel
///     run.log_image_data(picture.png(), "png", "sample", {.step = 3});
class pixels {
 public:
    pixels() = default;
    static pixels from_hwc(std::span<const std::uint8_t>, std::size_t height, std::size_t width,
                           std::size_t channels);
    static pixels from_hwc(std::span<const float>, std::size_t height, std::size_t width,
                           std::size_t channels);
    static pixels from_chw(std::span<const std::uint8_t>, std::size_t channels, std::size_t height,
                           std::size_t width);
    static pixels from_chw(std::span<const float>, std::size_t channels, std::size_t height,
                           std::size_t width);

    /// The same picture with red, green and blue, and its alpha if it has one.
    pixels in_colour() const;

    /// Corners of a box, in pixels; what lies outside the picture is cut.
    struct box {
        double left = 0, top = 0, right = 0, bottom = 0;
    };
    /// Draws red frames, two pixels wide (in grey pictures they are light).
    void draw(std::span<const box>);

    std::string png() const;  ///< the file's bytes

    std::size_t height() const noexcept { return height_; }
    std::size_t width() const noexcept { return width_; }
    std::size_t channels() const noexcept { return channels_; }
    std::span<const std::uint8_t> bytes() const noexcept { return bytes_; }

 private:
    pixels(std::size_t height, std::size_t width, std::size_t channels, std::size_t given);
    void mark(std::ptrdiff_t x, std::ptrdiff_t y);

    std::size_t height_ = 0, width_ = 0, channels_ = 0;
    std::vector<std::uint8_t> bytes_;
};

}  // namespace polyaxon::v1::tracking
