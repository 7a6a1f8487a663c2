#include <polyaxon/codec/json_state.hpp>

#include <array>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Escapes of strings and keys. The whole document is known to be UTF-8, and a string to end where it is said to.

namespace polyaxon::codec {

namespace {

// What stands behind the backslash and what for; 0: nothing.
constexpr auto short_escapes = [] {
    std::array<char, 256> to{};
    to['"'] = '"', to['\\'] = '\\', to['/'] = '/';
    to['b'] = '\b', to['f'] = '\f', to['n'] = '\n', to['r'] = '\r', to['t'] = '\t';
    return to;
}();
char short_escape(char c) noexcept { return short_escapes[static_cast<unsigned char>(c)]; }

// The unit of "\u12ab" at `at`; -1 when it is none.
int unit_at(const char* at, const char* end) noexcept {
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u') return -1;
    int unit = 0;
    for (int i = 2; i < 6; ++i) {
        const char c = at[i], lower = static_cast<char>(c | 0x20);
        const int digit = c >= '0' && c <= '9'           ? c - '0'
                          : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                         : -1;
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

// Passes an escape that begins with \u; -1 when it is none. Half a surrogate pair stands for nothing.
int long_escape(const char*& at, const char* end) noexcept {
    const int unit = unit_at(at, end);
    if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF)) return -1;
    at += 6;
    if (unit < 0xD800 || unit > 0xDBFF) return unit;
    const int low = unit_at(at, end);
    if (low < 0xDC00 || low > 0xDFFF) return -1;
    at += 6;
    return 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00);
}

void put_utf8(char*& to, int code) noexcept {
    const auto put = [&](int byte) { *to++ = static_cast<char>(byte); };
    const auto rest = [&](int shift) { put(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6), rest(0);
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12), rest(6), rest(0);
    } else {
        put(0xF0 | code >> 18), rest(12), rest(6), rest(0);
    }
}

// Where reading and writing stand; by value, so that the loops keep both in registers.
struct place {
    const char* at;
    char* to;
};

// Passes one escape and writes what it stands for; `at` is null when it is none. At least the quote that closes stands behind the
// backslash.
place put_escape(place p, const char* end) noexcept {
    if (const char c = short_escape(p.at[1])) {
        *p.to++ = c;
        p.at += 2;
    } else if (const int code = long_escape(p.at, end); code >= 0) {
        put_utf8(p.to, code);
    } else {
        p.at = nullptr;
    }
    return p;
}

}  // namespace

bool good_escapes(const char* at, const char* end) noexcept {
    while (at < end) {
        if (end - at >= 2 && short_escape(at[1]))
            at += 2;
        else if (long_escape(at, end) < 0)
            return false;
        if (at == end) break;
        const void* next = std::memchr(at, '\\', static_cast<std::size_t>(end - at));
        if (!next) break;
        at = static_cast<const char*>(next);
    }
    return true;
}

// What was read so far is never shorter than what was written, so whole blocks may be: they end within the text.
bool unescape(std::string_view inner, std::string& out) {
    out.resize(inner.size());
    place p{inner.data(), out.data()};
    const char* const end = p.at + inner.size();
#if defined(__SSE2__)
    const auto backslashes = _mm_set1_epi8('\\');
    while (end - p.at >= 16) {
        const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p.at));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(p.to), block);
        const auto found = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, backslashes)));
        if (found == 0) {
            p.at += 16, p.to += 16;
            continue;
        }
        const auto plain = static_cast<unsigned>(std::countr_zero(found));
        p.at += plain, p.to += plain;
        if (const char c = short_escape(p.at[1])) [[likely]] {
            *p.to = c;
            ++p.to, p.at += 2;
        } else if (p = put_escape(p, end); !p.at) {
            return false;
        }
    }
#endif
    while (p.at < end) {
        if (*p.at != '\\')
            *p.to++ = *p.at++;
        else if (p = put_escape(p, end); !p.at)
            return false;
    }
    out.resize(static_cast<std::size_t>(p.to - out.data()));
    return true;
}

}  // namespace polyaxon::codec
