#include <polyaxon/resources/v1/tracking/run_assets.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/resources/v1/content_hash.hpp>

#include <fstream>
#include <system_error>
#include <vector>

namespace polyaxon::v1::tracking {

static std::uint32_t big_endian(std::string_view four) {
    std::uint32_t n = 0;
    for (const char c : four) n = n << 8 | static_cast<unsigned char>(c);
    return n;
}

std::string hash_of_file(const std::filesystem::path& file) try {
    std::error_code ec;
    if (!std::filesystem::is_regular_file(file, ec)) return {};
    std::ifstream in(file, std::ios::binary);
    content_hash hash;
    std::vector<char> piece(64 * 1024);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0)
        hash.add({piece.data(), static_cast<std::size_t>(in.gcount())});
    return in.bad() ? std::string() : hash.text();
} catch (const error&) {
    return {};
}

std::optional<picture_size> size_of_png(std::string_view b) {
    if (b.size() < 26 || b.substr(0, 8) != "\x89PNG\r\n\x1a\n" || b.substr(12, 4) != "IHDR")
        return std::nullopt;
    picture_size s;
    s.width = big_endian(b.substr(16, 4));
    s.height = big_endian(b.substr(20, 4));
    switch (b[25]) {  // the colour type
        case 0: s.channels = 1; break;
        case 4: s.channels = 2; break;
        case 6: s.channels = 4; break;
        default: s.channels = 3;
    }
    return s;
}

}  // namespace polyaxon::v1::tracking
