#include <polyaxon/codec/wav.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace polyaxon::codec {

namespace {

[[noreturn]] void refuse(errc kind, std::string why) { throw failed(kind, "audio: " + std::move(why)); }

/// The format is little endian.
void append_number(std::string& to, std::uint32_t value, int bytes) {
    for (; bytes > 0; --bytes, value >>= 8) to += static_cast<char>(value & 0xFF);
}

std::string head(std::size_t samples, int rate, int channels) {
    if (rate <= 0)
        refuse(errc::invalid_argument, "a rate of " + std::to_string(rate) + " Hz: give a positive one");
    if (channels <= 0 || channels > 0x7FFF)
        refuse(errc::invalid_argument, std::to_string(channels) + " channels: give 1 for mono, 2 for stereo");
    if (samples % static_cast<std::size_t>(channels) != 0)
        refuse(errc::invalid_argument, std::to_string(samples) + " samples do not divide by " +
                                           std::to_string(channels) + " channels: give as many of each");
    constexpr std::size_t most = (std::numeric_limits<std::uint32_t>::max() - 64) / 2;
    const auto frame = static_cast<std::uint32_t>(channels) * 2;
    const auto second = static_cast<std::uint64_t>(rate) * frame;
    if (samples > most || second > std::numeric_limits<std::uint32_t>::max())
        refuse(errc::too_large, "more than a WAV file can hold: log it in pieces");
    const auto size = static_cast<std::uint32_t>(samples * 2);
    std::string out;
    out.reserve(44 + size);
    out += "RIFF";
    append_number(out, 36 + size, 4);
    out += "WAVEfmt ";
    append_number(out, 16, 4);
    append_number(out, 1, 2);  // plain numbers, not compressed
    append_number(out, static_cast<std::uint32_t>(channels), 2);
    append_number(out, static_cast<std::uint32_t>(rate), 4);
    append_number(out, static_cast<std::uint32_t>(second), 4);
    append_number(out, frame, 2);
    append_number(out, 16, 2);
    out += "data";
    append_number(out, size, 4);
    return out;
}

void append_sample(std::string& to, int value) {
    to += static_cast<char>(value & 0xFF);
    to += static_cast<char>(value >> 8 & 0xFF);
}

}  // namespace

std::string wav(std::span<const std::int16_t> samples, int rate, int channels) {
    auto out = head(samples.size(), rate, channels);
    for (const int s : samples) append_sample(out, s);
    return out;
}

std::string wav(std::span<const float> samples, int rate, int channels) {
    auto out = head(samples.size(), rate, channels);
    for (const float s : samples)
        append_sample(out, std::isnan(s)
                               ? 0
                               : static_cast<int>(32767.0 * std::clamp(static_cast<double>(s), -1.0, 1.0)));
    return out;
}

}  // namespace polyaxon::codec
