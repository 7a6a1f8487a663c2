#pragma once
#include <polyaxon/codec/errc.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace polyaxon {

/// What is known about a failure, as a plain value. The inside passes this; `error` is what a caller meets.
/// No member ever holds a token.
struct error_info {
    errc kind = errc::canceled;
    int status = 0;                                        ///< HTTP status, 0 when no answer was complete
    std::string detail;                                    ///< one line: what was wrong and what to do
    std::string body;                                      ///< the server's own words, at most 64 KiB
    std::string content_type;                              ///< of `body`
    std::string request;                                   ///< "GET /api/v1/users/"; the query is left out
    std::string request_id;                                ///< X-Request-ID of the answer, if any
    int attempts = 0;                                      ///< tries that reached the point of sending
    std::optional<std::chrono::milliseconds> retry_after;  ///< as the server asked
    bool maybe_sent = false;                               ///< the server may have acted on the request
    std::error_code cause;                                 ///< the system's code beneath, if any
};

/// The one exception of the library. Copies are cheap and do not throw. Safe to share between threads.
///
///     try { co_await client.experiment().stop("u", "p", 12); }
///     catch (const polyaxon::error& e) { std::cerr << e.what() << '\n'; }
class error : public std::system_error {
 public:
    explicit error(error_info info);

    /// One line: "GET /api/v1/adam/mnist/: 404 not_found: Not found." and what else is known.
    const char* what() const noexcept override;
    errc kind() const noexcept { return info_->kind; }
    /// HTTP status, or 0 when no complete answer came.
    int status() const noexcept { return info_->status; }
    /// One line for a person: the server's words where there are any, and what to do.
    const std::string& detail() const noexcept { return info_->detail; }
    /// The body of the answer as it came (JSON of any shape, HTML, text, empty), at most 64 KiB.
    const std::string& body() const noexcept { return info_->body; }
    /// Verb and path: "GET /api/v1/adam/mnist/".
    const std::string& request() const noexcept { return info_->request; }
    const std::string& request_id() const noexcept { return info_->request_id; }
    int attempts() const noexcept { return info_->attempts; }
    std::optional<std::chrono::milliseconds> retry_after() const noexcept { return info_->retry_after; }
    /// True when the request may have reached the server although no answer was read.
    bool maybe_sent() const noexcept { return info_->maybe_sent; }
    const error_info& info() const noexcept { return *info_; }

 private:
    std::shared_ptr<const error_info> info_;
    const char* text_;  // owned by what info_ points into
};

}  // namespace polyaxon
