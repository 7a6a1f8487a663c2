#include <polyaxon/resources/v1/tracking/pixels.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/png.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

namespace polyaxon::v1::tracking {

namespace {

template <class T>
std::uint8_t to_byte(T value) {
    if constexpr (std::is_same_v<T, std::uint8_t>)
        return value;
    else  // NaN is black
        return static_cast<std::uint8_t>(std::isnan(value) ? 0 : std::clamp(value, 0.0f, 1.0f) * 255.0f);
}

template <class T>
void copy_hwc(std::span<const T> from, std::vector<std::uint8_t>& to) {
    std::ranges::transform(from, to.begin(), [](T v) { return to_byte(v); });
}

template <class T>
void copy_chw(std::span<const T> from, std::vector<std::uint8_t>& to, std::size_t channels) {
    const auto plane = to.size() / channels;
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t i = 0; i < plane; ++i) to[i * channels + c] = to_byte(from[c * plane + i]);
}

}  // namespace

pixels::pixels(std::size_t height, std::size_t width, std::size_t channels, std::size_t given)
    : height_(height), width_(width), channels_(channels) {
    const bool right = channels >= 1 && channels <= 4 && height != 0 && width != 0 && given % channels == 0 &&
                       given / channels % width == 0 && given / channels / width == height;
    if (!right)
        throw refused("image: " + std::to_string(given) + " numbers for " + std::to_string(height) + " by " +
                      std::to_string(width) + " pixels of " + std::to_string(channels) +
                      " channels: give 1 to 4 channels, and one number for each channel of each pixel");
    bytes_.resize(given);
}

pixels pixels::from_hwc(std::span<const std::uint8_t> from, std::size_t height, std::size_t width,
                        std::size_t channels) {
    pixels out(height, width, channels, from.size());
    copy_hwc(from, out.bytes_);
    return out;
}
pixels pixels::from_hwc(std::span<const float> from, std::size_t height, std::size_t width,
                        std::size_t channels) {
    pixels out(height, width, channels, from.size());
    copy_hwc(from, out.bytes_);
    return out;
}
pixels pixels::from_chw(std::span<const std::uint8_t> from, std::size_t channels, std::size_t height,
                        std::size_t width) {
    pixels out(height, width, channels, from.size());
    copy_chw(from, out.bytes_, channels);
    return out;
}
pixels pixels::from_chw(std::span<const float> from, std::size_t channels, std::size_t height,
                        std::size_t width) {
    pixels out(height, width, channels, from.size());
    copy_chw(from, out.bytes_, channels);
    return out;
}

pixels pixels::in_colour() const {
    if (channels_ == 0 || channels_ > 2) return *this;
    const auto wider = channels_ + 2;
    pixels out(height_, width_, wider, height_ * width_ * wider);
    auto to = out.bytes_.begin();
    for (auto from = bytes_.begin(); from != bytes_.end(); from += static_cast<std::ptrdiff_t>(channels_)) {
        to = std::fill_n(to, 3, *from);
        if (channels_ == 2) *to++ = from[1];
    }
    return out;
}

void pixels::mark(std::ptrdiff_t x, std::ptrdiff_t y) {
    if (x < 0 || y < 0 || x >= static_cast<std::ptrdiff_t>(width_) ||
        y >= static_cast<std::ptrdiff_t>(height_))
        return;
    auto* at =
        bytes_.data() + (static_cast<std::size_t>(y) * width_ + static_cast<std::size_t>(x)) * channels_;
    constexpr std::uint8_t light[] = {255, 255}, red[] = {255, 0, 0, 255};
    std::copy_n(channels_ < 3 ? light : red, channels_, at);
}

void pixels::draw(std::span<const box> boxes) {
    const auto whole = [](double v, std::size_t most) {
        // A little beyond the picture is as good as far beyond, and stays countable.
        return static_cast<std::ptrdiff_t>(
            std::clamp(std::isnan(v) ? 0 : v, -2.0, static_cast<double>(most) + 2));
    };
    for (const auto& b : boxes) {
        const auto left = whole(std::min(b.left, b.right), width_),
                   right = whole(std::max(b.left, b.right), width_);
        const auto top = whole(std::min(b.top, b.bottom), height_),
                   bottom = whole(std::max(b.top, b.bottom), height_);
        for (std::ptrdiff_t thick = 0; thick < 2; ++thick) {
            for (auto x = left; x <= right; ++x) mark(x, top + thick), mark(x, bottom - thick);
            for (auto y = top; y <= bottom; ++y) mark(left + thick, y), mark(right - thick, y);
        }
    }
}

std::string pixels::png() const { return codec::png(bytes_, height_, width_, channels_); }

}  // namespace polyaxon::v1::tracking
