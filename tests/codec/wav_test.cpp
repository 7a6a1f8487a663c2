#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/wav.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string_view>

using namespace polyaxon;

TEST(Wav, EveryByte) {
    const std::int16_t samples[] = {0, 1, -1, 32767, -32768, 256};
    const auto file = codec::wav(samples, 44100, 2);
    constexpr std::string_view wanted(
        "RIFF\x30\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0\x44\xac\0\0\x10\xb1\x02\0\x04\0\x10\0"
        "data\x0c\0\0\0\0\0\x01\0\xff\xff\xff\x7f\0\x80\0\x01",
        56);
    EXPECT_EQ(file, wanted);
}

TEST(Wav, FractionsAreScaledAndCut) {
    const float samples[] = {0, 1, -1, 0.5f, 7, -7, std::numeric_limits<float>::quiet_NaN()};
    const std::int16_t same[] = {0, 32767, -32767, 16383, 32767, -32767, 0};
    EXPECT_EQ(codec::wav(samples, 8000), codec::wav(same, 8000));
}

TEST(Wav, NoSamplesAreAFileToo) { EXPECT_EQ(codec::wav(std::span<const std::int16_t>(), 8000).size(), 44u); }

TEST(Wav, WhatIsNoSoundIsRefused) {
    const std::int16_t three[] = {1, 2, 3};
    const auto kind = [&](int rate, int channels) {
        try {
            codec::wav(three, rate, channels);
        } catch (const error& e) {
            return e.kind();
        }
        return errc::canceled;
    };
    EXPECT_EQ(kind(0, 1), errc::invalid_argument);
    EXPECT_EQ(kind(-1, 1), errc::invalid_argument);
    EXPECT_EQ(kind(8000, 0), errc::invalid_argument);
    EXPECT_EQ(kind(8000, 2), errc::invalid_argument);
    EXPECT_EQ(kind(2'000'000'000, 3), errc::too_large);
    EXPECT_EQ(kind(8000, 3), errc::canceled);
}
