#pragma once
#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/url.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace polyaxon::codec {

enum class verb : unsigned char { get, head, post, put, patch, del };
std::string_view name(verb) noexcept;  ///< "GET"
/// GET, HEAD, PUT, DELETE: sending twice does what sending once does.
constexpr bool idempotent(verb v) noexcept { return v != verb::post && v != verb::patch; }
constexpr bool safe(verb v) noexcept { return v == verb::get || v == verb::head; }

/// One request as a plain, owned value. `target` is percent-encoded and starts with '/'.
struct request {
    verb method = verb::get;
    std::string target;
    std::string body;
    std::string_view content_type =
        {};               ///< of `body`; points at static text; empty with an empty body: no body at all
    std::string headers;  ///< further lines "Name: value\r\n", made by append_header
    std::string authorization;  ///< replaces the destination's own when not empty: "EphemeralToken abc"
};

/// May this stand in a header, a token for example? `invalid_argument` for CR, LF, NUL and all control characters but
/// the tab.
std::error_code check_header_value(std::string_view value) noexcept;

/// Appends "Name: value\r\n". `invalid_argument`, and nothing appended, when the name is no token, the value does not
/// pass `check_header_value`, or it is a header that says where a request goes or ends (Host, Content-Length,
/// Transfer-Encoding): those are written here.
std::error_code append_header(std::string& headers, std::string_view name, std::string_view value);

/// What every request to one place has in common, made once.
struct destination {
    origin where;
    std::string base;            ///< path before every target: "" or "/prefix"
    std::string headers;         ///< "User-Agent: …\r\nAccept: …\r\n…"
    std::string authorization;   ///< value of the Authorization header, or empty: never logged
    std::string secret_headers;  ///< internal header lines that stay with the origin
    std::string host;            ///< where.host_header(), filled by make_destination
};

destination make_destination(origin where);

/// Appends the bytes of `r` for `to`: request line, Host, common headers, Authorization, body headers, blank line, body.
/// A verb that may have a body gets Content-Length: 0 without one. `with_secrets` false leaves out what belongs to the origin:
/// Authorization, cookies and internal headers. Checks nothing: names and values were checked when they were put in.
void write_request(const destination& to, const request& r, std::string& out, bool with_secrets = true);
/// The same without `r.body`, for one of `length` bytes that follows in pieces.
void write_request_head(const destination& to, const request& r, std::uint64_t length, std::string& out,
                        bool with_secrets = true);

}  // namespace polyaxon::codec
