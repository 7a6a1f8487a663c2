#pragma once
#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/limits.hpp>
#include <polyaxon/codec/receive_buffer.hpp>
#include <polyaxon/codec/request.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace polyaxon::codec {

/// The head of an answer. Views point into storage of the reader and live until its next `start`.
struct http_head {
    int status = 0;
    int minor_version = 1;
    bool keep_alive = false;  ///< may the connection be used again after this answer
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool close_delimited = false;                            ///< the body ends with the connection
    std::optional<std::chrono::seconds> keep_alive_timeout;  ///< Keep-Alive: timeout=N
    std::string_view content_type, content_encoding, retry_after, location, request_id, reason;
    /// First field of that name (any case) or empty. `content_encoding` alone joins repeated fields by ", ".
    std::string_view header(std::string_view name) const;
    const struct http_fields* fields = nullptr;
};

/// Reads answers in pull form: bytes in, "what now" out. Knows no socket. Strict: no lenient flag of llhttp is set and our own
/// checks stand on top of it (versions 1.0 and 1.1 only, Content-Length one list of equal digits, Transfer-Encoding
/// exactly `chunked` once, both together close the connection, no NUL or bare CR in values, status 100 to 599, 204 and
/// 304 end at the blank line whatever the lengths say, an unasked 101 is an error). 1xx answers are skipped. An answer
/// that fits in what the one before needed costs no allocation. Not synchronised.
///
///     reader.start(verb::get);
///     do { n = recv(buffer.prepare(4096)); buffer.commit(n); } while ((s = reader.read(buffer)) == state::need_more);
class http_reader {
 public:
    enum class state {
        need_more,  ///< all unread bytes used, the answer is not complete
        head,  ///< the head is complete and a body follows (once; an answer that ends with its head is `done` at once)
        body,    ///< only when streaming: `piece()` holds the next bytes of the body
        done,    ///< the answer is complete; unread bytes belong to the next one
        failed,  ///< `error()` and `what()` say why; the connection is of no further use
    };

    explicit http_reader(http_limits limits = {});
    ~http_reader();
    http_reader(http_reader&&) noexcept;
    http_reader& operator=(http_reader&&) noexcept;

    /// Begins the answer to a request of this verb. `stream` hands the body out in pieces instead of keeping it; then
    /// `http_limits::body` does not apply. Before the first start there is no answer: `read` says done.
    void start(verb method, bool stream = false);
    /// Right after `head` of an answer that is streamed: keeps its body after all (it is an error's). `failed` when it is announced as too
    /// large, else `need_more`.
    state keep_body(receive_buffer& buffer);
    /// Uses up unread bytes of `buffer`; a kept body is `buffer.body()` once it is done.
    state read(receive_buffer& buffer);
    /// The peer closed cleanly. `done` for a close-delimited body, `failed` with errc::network for anything cut short.
    state finish();

    const http_head& head() const noexcept;
    std::string_view piece() const noexcept;
    /// True once any byte of the current answer was seen.
    bool begun() const noexcept;
    std::error_code error()
        const noexcept;  ///< errc::protocol, errc::too_large, or errc::network from `finish`
    const std::string& what() const noexcept;  ///< one line; starts with "limit" for too_large

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// Retry-After: whole seconds or an HTTP date (against `now`). Garbage and negative values: nothing; huge ones are capped at a day.
std::optional<std::chrono::milliseconds> parse_retry_after(std::string_view value,
                                                           std::chrono::system_clock::time_point now);

}  // namespace polyaxon::codec
