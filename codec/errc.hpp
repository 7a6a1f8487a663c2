#pragma once
#include <string_view>
#include <system_error>

namespace polyaxon {

/// What went wrong, the one thing a caller branches on. Every call ends as a value or as exactly one of these.
///
///     catch (const polyaxon::error& e) { if (e.kind() == polyaxon::errc::not_found) …; }
enum class errc {
    canceled = 1,      ///< the caller cancelled, or the client was closed
    timeout,           ///< the deadline of the whole call passed (queueing, connecting, all tries)
    network,           ///< no connection, or one that was lost: refused, reset, closed early, unknown host
    tls,               ///< the handshake or the check of the certificate failed
    protocol,          ///< bytes that are not the HTTP the RFCs allow
    decode,            ///< a complete answer that is not the value asked for
    context,           ///< no usable configuration: nothing was sent
    invalid_argument,  ///< an argument that cannot be used: nothing was sent, unless a disk failed meanwhile
    unauthenticated,   ///< 401
    forbidden,         ///< 403
    not_found,         ///< 404
    conflict,          ///< 409
    rate_limited,      ///< 429
    client_error,      ///< any other 4xx, and what is neither 2xx nor an error status
    server_error,      ///< 5xx
    too_large,         ///< a limit of ours was passed; the text starts with `limit`
};

/// The name of a kind as it is written above: `"not_found"`.
std::string_view name(errc kind) noexcept;

/// The kind that an HTTP status outside 2xx stands for.
errc kind_of_status(int status) noexcept;

const std::error_category& error_category() noexcept;
inline std::error_code make_error_code(errc e) noexcept { return {static_cast<int>(e), error_category()}; }

}  // namespace polyaxon

template <>
struct std::is_error_code_enum<polyaxon::errc> : std::true_type {};
