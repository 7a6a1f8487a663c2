#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/png.hpp>

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <string_view>
#include <vector>

using namespace polyaxon;

namespace {

using bytes = std::vector<std::uint8_t>;

std::uint32_t number(std::string_view text) {
    std::uint32_t out = 0;
    for (int i = 0; i < 4; ++i) out = out << 8 | static_cast<std::uint8_t>(text[static_cast<std::size_t>(i)]);
    return out;
}

struct decoded {
    std::uint32_t width = 0, height = 0;
    int depth = 0, color = 0;
    bytes pixels;
    int filters_used = 0;  ///< as bits
};

/// Reads a PNG back by the format's own rules, independently of the writer; fails the test where a chunk is wrong.
decoded decode(std::string_view file) {
    decoded out;
    EXPECT_TRUE(file.starts_with(std::string_view("\x89PNG\r\n\x1a\n", 8)));
    file.remove_prefix(8);
    std::string packed;
    bool ended = false;
    while (file.size() >= 12 && !ended) {
        const auto size = number(file);
        const auto type = file.substr(4, 4), data = file.substr(8, size);
        EXPECT_EQ(number(file.substr(8 + size)),
                  crc32(0, reinterpret_cast<const Bytef*>(type.data()), static_cast<uInt>(4 + size)));
        if (type == "IHDR") {
            out.width = number(data), out.height = number(data.substr(4));
            out.depth = data[8], out.color = data[9];
            EXPECT_EQ(data.substr(10), std::string_view("\0\0\0", 3));
        } else if (type == "IDAT") {
            packed += data;
        }
        ended = type == "IEND";
        file.remove_prefix(12 + size);
    }
    EXPECT_TRUE(ended && file.empty());
    const std::size_t step = out.color == 0 ? 1 : out.color == 4 ? 2 : out.color == 2 ? 3 : 4;
    const std::size_t row = out.width * step;
    bytes raw((row + 1) * out.height);
    auto size = static_cast<uLongf>(raw.size());
    EXPECT_EQ(uncompress(raw.data(), &size, reinterpret_cast<const Bytef*>(packed.data()), packed.size()),
              Z_OK);
    EXPECT_EQ(size, raw.size());
    out.pixels.resize(row * out.height);
    for (std::size_t y = 0; y < out.height; ++y) {
        const int filter = raw[y * (row + 1)];
        out.filters_used |= 1 << filter;
        for (std::size_t i = 0; i < row; ++i) {
            const int a = i < step ? 0 : out.pixels[y * row + i - step];
            const int b = y == 0 ? 0 : out.pixels[(y - 1) * row + i];
            const int c = i < step || y == 0 ? 0 : out.pixels[(y - 1) * row + i - step];
            const int p = a + b - c, pa = std::abs(p - a), pb = std::abs(p - b), pc = std::abs(p - c);
            const int guess = filter == 1   ? a
                              : filter == 2 ? b
                              : filter == 3 ? (a + b) / 2
                              : filter == 4 ? (pa <= pb && pa <= pc ? a
                                               : pb <= pc           ? b
                                                                    : c)
                                            : 0;
            out.pixels[y * row + i] = static_cast<std::uint8_t>(raw[y * (row + 1) + 1 + i] + guess);
        }
    }
    return out;
}

bytes noise(std::size_t n, std::uint64_t seed) {
    bytes out(n);
    for (auto& b : out) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        b = static_cast<std::uint8_t>(seed >> 32);
    }
    return out;
}

}  // namespace

TEST(Png, WhatWasWrittenIsReadBack) {
    constexpr int colors[] = {0, 4, 2, 6};
    for (std::size_t channels = 1; channels <= 4; ++channels)
        for (const auto& [height, width] :
             {std::pair<std::size_t, std::size_t>{1, 1}, {3, 7}, {64, 1}, {1, 200}}) {
            const auto pixels = noise(height * width * channels, 88172645463325252 + channels);
            const auto got = decode(codec::png(pixels, height, width, channels));
            EXPECT_EQ(got.width, width);
            EXPECT_EQ(got.height, height);
            EXPECT_EQ(got.depth, 8);
            EXPECT_EQ(got.color, colors[channels - 1]);
            EXPECT_EQ(got.pixels, pixels) << height << " by " << width << " by " << channels;
        }
}

TEST(Png, SmoothPicturesPackWell) {
    bytes pixels;
    for (int y = 0; y < 200; ++y)
        for (int x = 0; x < 300; ++x)
            for (int c = 0; c < 3; ++c) pixels.push_back(static_cast<std::uint8_t>(x * (c + 1) + y * y / 7));
    const auto file = codec::png(pixels, 200, 300, 3);
    EXPECT_LT(file.size(), pixels.size() / 20);
    const auto got = decode(file);
    EXPECT_EQ(got.pixels, pixels);
    EXPECT_NE(got.filters_used & ~1, 0) << "filters are used";
}

TEST(Png, MoreThanOneChunk) {
    const auto pixels = noise(300 * 400 * 3, 7);
    EXPECT_EQ(decode(codec::png(pixels, 300, 400, 3)).pixels, pixels);
}

TEST(Png, WhatIsNoPictureIsRefused) {
    const bytes six(6);
    const auto refused = [&](std::size_t h, std::size_t w, std::size_t c) {
        try {
            codec::png(six, h, w, c);
        } catch (const error& e) {
            return e.kind() == errc::invalid_argument;
        }
        return false;
    };
    EXPECT_TRUE(refused(2, 2, 3));
    EXPECT_TRUE(refused(0, 2, 3));
    EXPECT_TRUE(refused(2, 0, 3));
    EXPECT_TRUE(refused(1, 1, 6));
    EXPECT_TRUE(refused(1, 1, 0));
    EXPECT_TRUE(refused(static_cast<std::size_t>(1) << 63, 2, 3));
    EXPECT_FALSE(refused(1, 2, 3));
}
