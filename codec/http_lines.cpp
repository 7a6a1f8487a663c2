#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/http_chars.hpp>
#include <polyaxon/codec/http_lines.hpp>

#include <cstring>
#include <limits>

namespace polyaxon::codec::http_lines {
namespace {

constexpr bool blank(char c) { return c == ' ' || c == '\t'; }

/// Do eight bytes differ in nothing but the case of letters?
bool same_eight(const char* a, const char* b) {
    constexpr std::uint64_t ones = 0x0101010101010101, tops = ones * 0x80;
    std::uint64_t x, y;
    std::memcpy(&x, a, 8), std::memcpy(&y, b, 8);
    const std::uint64_t unlike = x ^ y;
    if (unlike == 0) return true;
    if (unlike & ~(ones * 0x20)) return false;
    // Letters have the top bit in `letters`: sums of seven bits never reach the next byte.
    const std::uint64_t low = y | ones * 0x20, seven = low & ~tops;
    const std::uint64_t letters =
        (seven + ones * (0x80 - 'a')) & ~(seven + ones * (0x7f - 'z')) & ~low & tops;
    return ((unlike << 2) & ~letters & tops) == 0;
}

/// "5" or "5, 5": one number, however often it is said.
bool read_length(std::string_view text, std::optional<std::uint64_t>& length) noexcept {
    bool good = true;
    if (!length && !text.empty() && text.size() < 19) {  // nearly always: one number that cannot be too large
        std::uint64_t n = 0;
        for (char c : text) good &= ascii::is_digit(c), n = n * 10 + static_cast<unsigned>(c - '0');
        if (good) return length = n, true;
        good = true;
    }
    each_item(text, [&](std::string_view item) {
        std::uint64_t n = 0;
        good = good && !item.empty();
        for (char c : item) {
            const unsigned d = static_cast<unsigned>(c - '0');
            if (d > 9 || n > (std::numeric_limits<std::uint64_t>::max() - d) / 10) good = false;
            if (!good) return;
            n = n * 10 + d;
        }
        if (good && length && *length != n) good = false;
        if (good) length = n;
    });
    return good;
}

/// BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ], any number of times.
bool extensions_fit(std::string_view s) noexcept {
    const auto skip = [&s] {
        while (!s.empty() && blank(s[0])) s.remove_prefix(1);
    };
    const auto token = [&s] {
        std::size_t n = 0;
        while (n < s.size() && is_tchar(s[n])) ++n;
        s.remove_prefix(n);
        return n != 0;
    };
    const auto quoted = [&s] {
        for (std::size_t i = 1; i < s.size(); ++i) {
            if (s[i] == '\\')
                ++i;
            else if (s[i] == '"')
                return s.remove_prefix(i + 1), true;
        }
        return false;
    };
    while (!s.empty()) {
        skip();
        if (s.empty() || s[0] != ';') return false;
        s.remove_prefix(1);
        skip();
        if (!token()) return false;
        const std::string_view before = s;
        skip();
        if (s.empty() || s[0] != '=') {
            s = before;
            continue;
        }
        s.remove_prefix(1);
        skip();
        if (s.empty() || !(s[0] == '"' ? quoted() : token())) return false;
    }
    return true;
}

}  // namespace

bool is_tchar(char c) noexcept { return token_chars[static_cast<unsigned char>(c)]; }

bool is_token(std::string_view text) noexcept {
    for (char c : text)
        if (!is_tchar(c)) return false;
    return !text.empty();
}

bool same(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    const char *p = a.data(), *q = b.data();
    const char* const end = p + a.size();
    if (a.size() >= 8) {
        for (; end - p > 8; p += 8, q += 8)
            if (!same_eight(p, q)) return false;
        return same_eight(end - 8, b.data() + b.size() - 8);
    }
    for (; p != end; ++p, ++q)
        if (ascii::lower(*p) != ascii::lower(*q)) return false;
    return true;
}

std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

bool clean(std::string_view text) noexcept {
    bool good = true;
    for (char c : text) good &= clean_chars[static_cast<unsigned char>(c)];
    return good;
}

std::string_view read_status_line(std::string_view line, status_line& out) noexcept {
    if (!line.starts_with("HTTP/")) return "the answer does not begin with HTTP/1.0 or HTTP/1.1";
    if (!line.starts_with("HTTP/1.0 ") && !line.starts_with("HTTP/1.1 "))
        return "the version is neither HTTP/1.0 nor HTTP/1.1";
    out.minor = line[7] - '0';
    line.remove_prefix(9);
    if (line.size() < 3 || !ascii::is_digit(line[0]) || !ascii::is_digit(line[1]) ||
        !ascii::is_digit(line[2]) || (line.size() > 3 && line[3] != ' '))
        return "the status is not a number of three digits";
    out.status = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    if (out.status < 100 || out.status > 599) return "the status is not within 100 to 599";
    if (!clean(line)) return "there is a control character in the status line";
    return {};
}

std::string_view read_field(std::string_view line, std::string_view& name, std::string_view& value) noexcept {
    if (!line.empty() && blank(line[0])) return "a header field is folded over two lines";
    const std::size_t colon = line.find(':');
    if (colon == line.npos) return "a header field has no colon";
    name = line.substr(0, colon);
    if (!is_token(name)) return "the name of a header field is not a token";
    value = trim(line.substr(colon + 1));
    if (!clean(value)) return "there is a control character in the value of a header field";
    return {};
}

std::size_t count_hex(std::string_view line) noexcept {
    std::size_t n = 0;
    while (n < line.size() && ascii::hex_value(line[n]) >= 0) ++n;
    return n;
}

std::string_view read_chunk_line(std::string_view line, std::uint64_t& size) noexcept {
    const std::size_t digits = count_hex(line);
    if (digits == 0) return "a chunk does not begin with its size in hex digits";
    size = 0;
    for (char c : line.substr(0, digits)) {
        if (size >> 59) return "the size of a chunk is no number of 63 bits";
        size = size << 4 | static_cast<unsigned>(ascii::hex_value(c));
    }
    line.remove_prefix(digits);
    if (!clean(line)) return "there is a control character behind the size of a chunk";
    if (!extensions_fit(line)) return "what follows the size of a chunk is no chunk extension";
    return {};
}

void add_field(framing& f, std::string_view name, std::string_view value) noexcept {
    if (is_name(name, "content-length")) {
        f.has_length = true;
        if (!read_length(value, f.length)) f.wrong = "Content-Length is not one number";
    } else if (is_name(name, "transfer-encoding")) {
        if (f.has_coding || !same(value, "chunked"))
            f.wrong = "Transfer-Encoding is not exactly `chunked`, once: this client knows no other";
        f.has_coding = true;
        f.chunked = true;
    } else if (is_name(name, "connection")) {
        each_item(value, [&](std::string_view item) {
            if (same(item, "close"))
                f.close = true;
            else if (same(item, "keep-alive"))
                f.keep_alive = true;
        });
    }
}

}  // namespace polyaxon::codec::http_lines
