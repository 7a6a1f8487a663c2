#pragma once
#include <polyaxon/codec/http_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <system_error>

namespace polyaxon::async {

/// Where the body of a request comes from when it is too large to be held: a file, an archive being written. Its functions are called on the
/// engine's executor while the call is under way, one at a time; they may block shortly (a read of a disk), must not throw and must not
/// touch the engine. At most one piece (64 KiB) of it is held at a time, plus what TLS makes of it.
///
/// An error ends the call and its connection: a code of polyaxon::errc as that kind, any other as `invalid_argument` with the code as cause.
/// A source that ends before `size()` bytes, or has more, ends the call as `invalid_argument` too. None of these is tried again.
class body_source {
 public:
    virtual ~body_source() = default;

    /// Bytes in all, announced as Content-Length; asked once a try, after `rewind`.
    virtual std::uint64_t size() const = 0;
    /// Back to the first byte. Called before every try, also the first.
    virtual std::error_code rewind() = 0;
    /// Bytes of memory that it keeps while it waits for its turn, for who bounds what waits. Asked once.
    virtual std::size_t held() const { return 0; }
    /// Fills `into` (never empty) from the front and tells how many bytes it gave; fewer than asked is no end, 0 without an error is.
    virtual std::size_t read(std::span<char> into, std::error_code& ec) = 0;
    /// One line for a person about the last error ("out.tar: Input/output error"); empty: the code's message is used.
    virtual std::string_view what() const { return {}; }
};

/// Where the body of a 2xx answer goes when it is too large to be held. Rules as for body_source: called on the engine's executor, may block
/// shortly (meanwhile nothing further is read from the socket), must not throw or touch the engine.
///
/// An error ends the call and its connection, as with body_source; it is not tried again.
class body_sink {
 public:
    virtual ~body_sink() = default;

    /// Once a try that has a 2xx answer, with its head, which lives until this returns. After a try that broke off it is called again: start over.
    /// The engine checks `content_length`; it counts packed bytes when `content_encoding` is gzip.
    virtual std::error_code begin(const codec::http_head&) = 0;
    /// The next bytes, unpacked (gzip), never empty, at most 64 KiB at a time; they live until this returns.
    virtual std::error_code write(std::string_view piece) = 0;
    /// The body is complete as its framing and its packing say. Not called for one that broke off: then the call ends with its `failure`,
    /// or another try begins.
    virtual std::error_code finish() = 0;
    /// As body_source::what.
    virtual std::string_view what() const { return {}; }
};

}  // namespace polyaxon::async
