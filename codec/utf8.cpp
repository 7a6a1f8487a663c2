#include <polyaxon/codec/utf8.hpp>

#include <cstdint>
#include <cstring>

namespace polyaxon::codec {

bool utf8_check::add(std::string_view bytes) noexcept {
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while (at != end) {
        if (left_ == 0) {
            // Most text is ASCII: eight at a time.
            std::uint64_t eight = 0;
            while (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080u) == 0)) at += 8;
            if (at == end) break;
        }
        const auto byte = static_cast<unsigned char>(*at++);
        if (left_ > 0) {
            if (byte < low_ || byte > high_) return false;
            --left_;
            low_ = 0x80, high_ = 0xBF;
        } else if (byte >= 0x80) {
            if (byte < 0xC2 || byte > 0xF4) return false;
            left_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
            if (byte == 0xE0) low_ = 0xA0;   // overlong below
            if (byte == 0xED) high_ = 0x9F;  // surrogates above
            if (byte == 0xF0) low_ = 0x90;
            if (byte == 0xF4) high_ = 0x8F;
        }
    }
    return true;
}

}  // namespace polyaxon::codec
