#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace polyaxon::codec {

/// The bytes of a WAV file: uncompressed, 16 bits a sample, the samples of one moment (one for each channel) side by side. Throws
/// `invalid_argument` for a rate or number of channels that is not positive, for samples that do not make whole moments, and `too_large` beyond the
/// 4 GiB that the format can say.
///
///     auto file = polyaxon::codec::wav(samples, 44100, 2);
std::string wav(std::span<const std::int16_t> samples, int rate, int channels = 1);
/// Samples between -1 and 1; those beyond are cut, NaN is silence.
std::string wav(std::span<const float> samples, int rate, int channels = 1);

}  // namespace polyaxon::codec
