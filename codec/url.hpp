#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace polyaxon::codec {

/// Scheme, host and port: what a token and a connection belong to. The host is lower-case and, for IPv6, without brackets.
struct origin {
    bool tls = false;
    std::string host;
    std::uint16_t port = 80;

    bool operator==(const origin&) const = default;
    /// "https://host:port"; IPv6 bracketed; the port always written.
    std::string text() const;
    /// What goes into the Host header: the port is left out when it is the scheme's own.
    std::string host_header() const;
};

/// An absolute http or https URL, or (from a Location header) one without scheme or host.
struct url {
    origin where;
    std::string target;  ///< path and query, starts with '/'
};
/// Parses "http://host[:port][/path][?query]" (also ws and wss as http and https). User info, an empty host, a bad port, blanks and control characters
/// are refused: the text says why.
std::optional<url> parse_url(std::string_view text, std::string& why);
/// `reference` of a Location header resolved against the request it answered.
std::optional<url> resolve(const url& base, std::string_view reference, std::string& why);

/// Appends one path segment, percent-encoded so that it stays exactly one: also `/`, `%`, `?`, `#`. Letters, digits and
/// "-._~" and `keep` stay literal. Fails with `invalid_argument` for an empty segment, ".", "..", and for CR, LF, NUL.
std::error_code append_segment(std::string& to, std::string_view segment,
                               std::string_view keep = "!$&'()*+,;=:@~");

/// Writes a segment that needs no encoding where there is room for it: where it ends; null for any other.
char* put_plain_segment(char* to, std::string_view segment);

/// Appends `key=value` form-encoded (blank is `+`, all but letters, digits and "_.-~" is %XX), with `?` or `&` before it.
void append_query(std::string& target, std::string_view key, std::string_view value);
/// The same with a blank as %20.
std::string percent_encode(std::string_view text, std::string_view keep = "-._~");
void append_percent_encoded(std::string& to, std::string_view text, std::string_view keep = "-._~");
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace polyaxon::codec
