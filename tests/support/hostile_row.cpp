#include "support/hostile_row.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace polyaxon::test::hostile {

std::string chunk(std::string_view data) {
    char size[24];
    std::snprintf(size, sizeof size, "%zx\r\n", data.size());
    return size + std::string(data) + "\r\n";
}

std::string gzipped(std::string_view plain, int level) {
    z_stream z{};
    if (deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib cannot be set up");
    std::string out(deflateBound(&z, plain.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
    z.avail_in = static_cast<uInt>(plain.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const int end = deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    if (end != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
    return out;
}

std::string gzipped_blanks(std::size_t n, int level) {
    constexpr std::size_t member = 8 << 20;
    const auto one = gzipped(std::string(std::min(n, member), ' '), level);
    return times(n / member, one) + gzipped(std::string(n % member, ' '), level);
}

std::string frame(int opcode, std::string_view payload, bool last) {
    std::string out(1, static_cast<char>((last ? 0x80 : 0) | opcode));
    const auto n = payload.size();
    const auto number = [&](int width) {
        for (int i = width; i-- > 0;) out += static_cast<char>(n >> (8 * i));
    };
    if (n < 126) {
        out += static_cast<char>(n);
    } else if (n < 65536) {
        out += static_cast<char>(126);
        number(2);
    } else {
        out += static_cast<char>(127);
        number(8);
    }
    return out.append(payload);
}

std::string closing(int code, std::string_view reason) {
    const char number[2] = {static_cast<char>(code >> 8), static_cast<char>(code)};
    return frame(8, std::string(number, 2) + std::string(reason));
}

}  // namespace polyaxon::test::hostile
