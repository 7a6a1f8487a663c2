#include <polyaxon/codec/ascii.hpp>
#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/http_lines.hpp>
#include <polyaxon/codec/url.hpp>

#include <array>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace polyaxon::codec {
namespace {

void append_escaped(std::string& to, char c) {
    constexpr char digits[] = "0123456789ABCDEF";
    const auto u = static_cast<unsigned char>(c);
    const char text[3] = {'%', digits[u >> 4], digits[u & 15]};
    to.append(text, 3);
}

constexpr auto unreserved = [] {
    std::array<bool, 256> set{};
    for (int c = 0; c < 128; ++c) {
        const char k = static_cast<char>(c);
        set[c] = ascii::is_letter(k) || ascii::is_digit(k) || k == '-' || k == '.' || k == '_' || k == '~';
    }
    return set;
}();
#if defined(__SSE2__)
/// Are these 16 letters and digits?
bool plain(__m128i x) {
    const auto within = [](__m128i v, char first, char last) {
        const __m128i from = _mm_sub_epi8(v, _mm_set1_epi8(first));
        return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(static_cast<char>(last - first))), from);
    };
    const __m128i name =
        _mm_or_si128(within(x, '0', '9'), within(_mm_or_si128(x, _mm_set1_epi8(32)), 'a', 'z'));
    return _mm_movemask_epi8(name) == 0xffff;
}
#endif

/// Most names and ids need no encoding.
bool all_unreserved(std::string_view text) {
    const char* p = text.data();
    const char* const end = p + text.size();
#if defined(__SSE2__)
    while (end - p >= 16 && plain(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)))) p += 16;
#endif
    bool all = true;
    for (; p != end; ++p) all &= unreserved[static_cast<unsigned char>(*p)];
    return all;
}

bool no(std::string& why, std::string_view text) {
    why = text;
    return false;
}

/// Groups of one to four hex digits, eight of them or fewer around one "::", the last two perhaps as an IPv4 address.
bool is_ipv6(std::string_view s) {
    int groups = 0;
    bool gap = false;
    if (s.starts_with("::")) {
        gap = true;
        s.remove_prefix(2);
        if (s.empty()) return true;
    }
    for (;;) {
        if (s.find(':') == s.npos && s.find('.') != s.npos) {
            int parts = 0;
            for (;; ++parts) {
                std::size_t n = 0;
                int value = 0;
                while (n < s.size() && n < 4 && ascii::is_digit(s[n])) value = value * 10 + (s[n++] - '0');
                if (n == 0 || n > 3 || value > 255 || (n > 1 && s[0] == '0')) return false;
                s.remove_prefix(n);
                if (s.empty()) break;
                if (s[0] != '.') return false;
                s.remove_prefix(1);
            }
            groups += 2;
            return parts == 3 && (gap ? groups < 8 : groups == 8);
        }
        std::size_t n = 0;
        while (n < s.size() && ascii::hex_value(s[n]) >= 0) ++n;
        if (n == 0 || n > 4 || ++groups > 8) return false;
        s.remove_prefix(n);
        if (s.empty()) return gap ? groups < 8 : groups == 8;
        if (s[0] != ':') return false;
        s.remove_prefix(1);
        if (s.starts_with(':')) {
            if (gap) return false;
            gap = true;
            s.remove_prefix(1);
            if (s.empty()) return groups < 8;
        }
    }
}

bool is_name(std::string_view s) {
    if (s.empty() || s.size() > 253 || s[0] == '.' || s.find("..") != s.npos) return false;
    for (char c : s)
        if (!ascii::is_letter(c) && !ascii::is_digit(c) && c != '-' && c != '.' && c != '_') return false;
    return true;
}

bool read_authority(std::string_view text, origin& where, std::string& why) {
    if (text.find('@') != text.npos)
        return no(why, "a URL may not hold a user or password; give the token in the configuration");
    std::string_view host = text, port;
    bool has_port = false;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == text.npos) return no(why, "the bracket around the IPv6 address is not closed");
        host = text.substr(1, end - 1);
        if (host.find('%') != host.npos)
            return no(why, "an IPv6 address with a zone cannot be a host in a URL");
        if (!is_ipv6(host)) return no(why, "what stands in brackets is not an IPv6 address");
        port = text.substr(end + 1);
        has_port = !port.empty();
        if (has_port && port[0] != ':')
            return no(why, "after the IPv6 address only `:` and a port may follow");
        if (has_port) port.remove_prefix(1);
    } else {
        const std::size_t colon = text.find(':');
        host = text.substr(0, colon);
        has_port = colon != text.npos;
        if (has_port) port = text.substr(colon + 1);
        if (host.empty()) return no(why, "the URL has no host");
        if (!is_name(host))
            return no(why,
                      "the host has a character that no host name has (write IPv6 addresses in brackets, "
                      "other alphabets as punycode)");
    }
    where.host.clear();
    for (char c : host) where.host += ascii::lower(c);
    where.port = where.tls ? 443 : 80;
    if (!has_port || port.empty()) return true;  // "host:" is the default port (RFC 3986, 3.2.3)
    unsigned value = 0;
    for (char c : port) {
        if (!ascii::is_digit(c)) return no(why, "the port is not a number");
        value = value * 10 + static_cast<unsigned>(c - '0');
        if (value > 65535) return no(why, "the port is not within 1 to 65535");
    }
    if (value == 0) return no(why, "the port is not within 1 to 65535");
    where.port = static_cast<std::uint16_t>(value);
    return true;
}

/// Where the scheme ends, or npos when there is none.
std::size_t scheme_end(std::string_view text) {
    std::size_t n = 0;
    while (n < text.size() &&
           (ascii::is_letter(text[n]) ||
            (n && (ascii::is_digit(text[n]) || text[n] == '+' || text[n] == '-' || text[n] == '.'))))
        ++n;
    return n && n < text.size() && text[n] == ':' ? n : text.npos;
}

bool all_printable(std::string_view text, std::string& why) {
    for (char c : text)
        if (static_cast<unsigned char>(c) <= 32 || c == 127)
            return no(why, "the URL has a blank or a control character in it");
    return true;
}

/// A path or query as it may stand in a request line: what is not ASCII is escaped.
std::string in_ascii(std::string_view text) {
    std::string out;
    out.reserve(text.size() + 1);
    for (char c : text) {
        if (static_cast<unsigned char>(c) < 128)
            out += c;
        else
            append_escaped(out, c);
    }
    return out;
}

/// RFC 3986, 5.2.4, for a path that begins with '/'.
std::string without_dots(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        std::size_t end = path.find('/', 1);
        const std::string_view segment = path.substr(0, end);  // with its '/'
        const bool last = end == path.npos;
        if (segment == "/." || segment == "/..") {
            if (segment.size() == 3) out.resize(out.empty() ? 0 : out.rfind('/'));
            if (last) out += '/';
        } else {
            out.append(segment);
        }
        if (last) break;
        path.remove_prefix(end);
    }
    return out.empty() ? "/" : out;
}

struct parts {
    std::string_view path, query;  ///< the query with its '?'
};
parts split(std::string_view text) {
    text = text.substr(0, text.find('#'));
    const std::size_t mark = std::min(text.find('?'), text.size());
    return {text.substr(0, mark), text.substr(mark)};
}

/// Authority, path and query behind "//".
std::optional<url> read_rest(bool tls, std::string_view text, bool normal, std::string& why) {
    url out;
    out.where.tls = tls;
    const std::size_t end = std::min(text.find_first_of("/?#\\"), text.size());
    if (end < text.size() && text[end] == '\\')
        return no(why, "the URL has a backslash in its host"), std::nullopt;
    if (!read_authority(text.substr(0, end), out.where, why)) return {};
    const parts p = split(text.substr(end));
    if (p.path.empty())
        out.target = "/";
    else
        out.target = normal ? without_dots(in_ascii(p.path)) : in_ascii(p.path);
    out.target += in_ascii(p.query);
    return out;
}

std::optional<url> read_url(std::string_view text, bool normal, std::string& why) {
    const std::size_t end = scheme_end(text);
    if (end == text.npos || !text.substr(end).starts_with("://"))
        return no(why, "the URL does not begin with http:// or https://"), std::nullopt;
    const std::string_view scheme = text.substr(0, end);
    const bool plain = http_lines::same(scheme, "http") || http_lines::same(scheme, "ws");
    const bool tls = http_lines::same(scheme, "https") || http_lines::same(scheme, "wss");
    if (!plain && !tls) return no(why, "the scheme of the URL is none of http, https, ws, wss"), std::nullopt;
    return read_rest(tls, text.substr(end + 3), normal, why);
}

}  // namespace

std::string origin::host_header() const {
    std::string text = host.find(':') == host.npos ? host : "[" + host + "]";
    if (port != (tls ? 443 : 80)) text.append(1, ':').append(std::to_string(port));
    return text;
}

std::string origin::text() const {
    std::string text = tls ? "https://" : "http://";
    text += host.find(':') == host.npos ? host : "[" + host + "]";
    return text.append(1, ':').append(std::to_string(port));
}

std::optional<url> parse_url(std::string_view text, std::string& why) {
    why.clear();
    if (text.empty()) return no(why, "the URL is empty"), std::nullopt;
    if (!all_printable(text, why)) return {};
    return read_url(text, false, why);
}

std::optional<url> resolve(const url& base, std::string_view reference, std::string& why) {
    why.clear();
    if (!all_printable(reference, why)) return {};
    if (scheme_end(reference) != reference.npos) return read_url(reference, true, why);
    if (reference.starts_with("//")) return read_rest(base.where.tls, reference.substr(2), true, why);
    // Browsers take '\' for '/': what looks like a path to us would be another host to them.
    if (reference.starts_with("/\\") || reference.starts_with('\\'))
        return no(why, "the URL begins with a backslash"), std::nullopt;

    url out;
    out.where = base.where;
    const parts p = split(reference), from = split(base.target);
    if (p.path.empty()) {
        out.target.append(from.path).append(p.query.empty() ? std::string(from.query) : in_ascii(p.query));
        return out;
    }
    std::string path;
    if (p.path[0] != '/') path = from.path.substr(0, from.path.rfind('/') + 1);
    if (path.empty() && p.path[0] != '/') path = "/";
    out.target = without_dots(path.append(in_ascii(p.path)));
    out.target += in_ascii(p.query);
    return out;
}

char* put_plain_segment(char* to, std::string_view segment) {
    const char* p = segment.data();
    const char* const end = p + segment.size();
    if (p == end || (*p == '.' && (segment == "." || segment == ".."))) return nullptr;
#if defined(__SSE2__)
    for (; end - p >= 16; p += 16, to += 16) {
        const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
        if (!plain(x)) break;  // a mark, perhaps: the table tells
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), x);
    }
#endif
    for (; p != end; ++p) {
        if (!unreserved[static_cast<unsigned char>(*p)]) return nullptr;
        *to++ = *p;
    }
    return to;
}

std::error_code append_segment(std::string& to, std::string_view segment, std::string_view keep) {
    const auto before = to.size();
    to.resize(before + segment.size());
    const char* const end = put_plain_segment(to.data() + before, segment);
    if (end) return {};
    to.resize(before);
    if (segment.empty() || segment == "." || segment == "..") return errc::invalid_argument;
    if (segment.find_first_of(std::string_view("\r\n\0", 3)) != segment.npos) return errc::invalid_argument;
    for (char c : segment) {
        const bool parts_paths = c == '/' || c == '%' || c == '?' || c == '#' || c == '\\';
        const bool printable = c > 32 && c < 127;
        if (unreserved[static_cast<unsigned char>(c)])
            to += c;
        else if (printable && !parts_paths && keep.find(c) != keep.npos)
            to += c;
        else
            append_escaped(to, c);
    }
    return {};
}

void append_query(std::string& target, std::string_view key, std::string_view value) {
    const auto form = [&target](std::string_view text) {
        if (all_unreserved(text)) return void(target.append(text));
        for (char c : text) {
            if (c == ' ')
                target += '+';
            else if (unreserved[static_cast<unsigned char>(c)])
                target += c;
            else
                append_escaped(target, c);
        }
    };
    if (target.find('?') == target.npos)
        target += '?';
    else if (!target.ends_with('?') && !target.ends_with('&'))
        target += '&';
    form(key);
    target += '=';
    form(value);
}

std::string percent_encode(std::string_view text, std::string_view keep) {
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    append_percent_encoded(out, text, keep);
    return out;
}

void append_percent_encoded(std::string& to, std::string_view text, std::string_view keep) {
    for (char c : text) {
        if (ascii::is_letter(c) || ascii::is_digit(c) || keep.find(c) != keep.npos)
            to += c;
        else
            append_escaped(to, c);
    }
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size() || ascii::hex_value(text[i + 1]) < 0 || ascii::hex_value(text[i + 2]) < 0)
            return {};
        out += static_cast<char>(ascii::hex_value(text[i + 1]) * 16 + ascii::hex_value(text[i + 2]));
        i += 2;
    }
    return out;
}

}  // namespace polyaxon::codec
