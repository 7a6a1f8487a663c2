#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/http_chars.hpp>
#include <polyaxon/codec/http_head_scan.hpp>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace polyaxon::codec {
namespace {

using namespace http_lines;

#if defined(__SSE2__)

/// Marks, a bit a byte, of the 16 bytes at `p`: where a control character stands (the tab is one here).
unsigned controls(const char* p) {
    const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)), blank = _mm_set1_epi8(' ');
    const __m128i high = _mm_cmpeq_epi8(_mm_max_epu8(x, blank), x),
                  del = _mm_cmpeq_epi8(x, _mm_set1_epi8(127));
    return ~static_cast<unsigned>(_mm_movemask_epi8(_mm_andnot_si128(del, high))) & 0xffff;
}
/// Where something else than a letter or '-' stands.
unsigned unusual(const char* p) {
    const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i from_a = _mm_sub_epi8(_mm_or_si128(x, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    const __m128i letter = _mm_cmpeq_epi8(_mm_min_epu8(from_a, _mm_set1_epi8(25)), from_a);
    const __m128i fine = _mm_or_si128(letter, _mm_cmpeq_epi8(x, _mm_set1_epi8('-')));
    return ~static_cast<unsigned>(_mm_movemask_epi8(fine)) & 0xffff;
}
/// Leaves `p` at the first mark, or where fewer than 16 bytes are left.
template <unsigned (&Marks)(const char*)>
bool stride(const char*& p, const char* end) {
    for (; end - p >= 16; p += 16)
        if (const unsigned marks = Marks(p)) return p += std::countr_zero(marks), true;
    return false;
}

#endif

/// The first control character at or behind `p`, or `end`.
const char* find_control(const char* p, const char* end) {
#if defined(__SSE2__)
    if (stride<controls>(p, end)) return p;
#endif
    while (p != end && static_cast<unsigned char>(*p) >= 32 && *p != 127) ++p;
    return p;
}

/// The first character that is none of a token, or `end`.
const char* token_end(const char* p, const char* end) {
#if defined(__SSE2__)
    stride<unusual>(p, end);
#endif
    while (p != end && token_chars[static_cast<unsigned char>(*p)]) ++p;
    return p;
}

bool line_end(const char* p, const char* end) { return end - p >= 2 && p[0] == '\r' && p[1] == '\n'; }

}  // namespace

std::size_t scan_head(std::string_view bytes, const http_limits& limits, status_line& status,
                      std::vector<http_fields::row>& rows) {
    const char* const begin = bytes.data();
    const char* const end = begin + std::min(bytes.size(), limits.head);
    if (end - begin < 17 || std::memcmp(begin, "HTTP/1.", 7) != 0) return 0;
    const char* p = begin + 7;
    if ((p[0] != '0' && p[0] != '1') || p[1] != ' ' || p[2] < '2' || p[2] > '5' || !ascii::is_digit(p[3]) ||
        !ascii::is_digit(p[4]) || (p[5] != ' ' && p[5] != '\r'))
        return 0;
    status.minor = p[0] - '0';
    status.status = (p[2] - '0') * 100 + (p[3] - '0') * 10 + (p[4] - '0');
    p = find_control(p + 5, end);
    if (!line_end(p, end) || static_cast<std::size_t>(p - begin) > limits.start_line) return 0;
    p += 2;

    const auto offset = [begin](const char* at) { return static_cast<std::uint32_t>(at - begin); };
    while (!line_end(p, end)) {
        const char* const name = p;
        p = token_end(p, end);
        if (p == end || *p != ':' || p == name || rows.size() == limits.fields) return 0;
        const char* const name_end = p++;
        if (p != end && *p == ' ') ++p;
        const char* const value = p;
        p = find_control(p, end);
        if (!line_end(p, end) || (p != value && (*value == ' ' || p[-1] == ' '))) return 0;
        rows.push_back(
            {offset(name), offset(name_end) - offset(name), offset(value), offset(p) - offset(value)});
        p += 2;
    }
    return static_cast<std::size_t>(p + 2 - begin);
}

}  // namespace polyaxon::codec
