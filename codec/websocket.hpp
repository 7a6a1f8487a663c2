#pragma once
#include <polyaxon/codec/errc.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::codec {

/// Bounds on one message. What passes one ends the connection as `too_large`, with a text that begins with "limit".
struct websocket_limits {
    std::size_t message = 16 * 1024 * 1024;  ///< bytes over all its fragments
    std::size_t fragments = 4096;
};
static_assert(std::is_trivially_destructible_v<websocket_limits>);

/// Our side of a WebSocket (RFC 6455) after its handshake: bytes in, messages out; what must be said in turn is collected. Knows no socket
/// and no clock. Strict: reserved bits and opcodes, masked frames, fragmented or long control frames, broken order of fragments, lengths not in
/// shortest form and close codes that may not be sent fail with 1002, text that is not UTF-8 with 1007, limits with 1009. Every ping is answered,
/// or the newest of several while our answer could not leave (RFC 6455, 5.5.3), so that nothing grows. Memory grows with what arrived,
/// never by an announced length. Not synchronised.
///
///     websocket ws;   std::string out;
///     while ((e = ws.read(bytes)) == event::message) use(ws.take_message());
///     ws.write(out);  // send it
class websocket {
 public:
    enum class event {
        need_more,  ///< all bytes used
        message,    ///< `take_message()` has it; call read again for what follows
        pong,       ///< the peer answered a ping
        closed,     ///< the peer's close frame: `close_code()`, `close_reason()`; further bytes are ignored
        failed,     ///< `error()` and `what()` say why; `write` has the close frame that tells the peer
    };

    explicit websocket(websocket_limits limits = {});
    ~websocket();
    websocket(websocket&&) noexcept;
    websocket& operator=(websocket&&) noexcept;

    /// Takes bytes from the front of `bytes` until something happened.
    event read(std::span<const char>& bytes);
    std::string take_message() noexcept;
    bool is_text() const noexcept;  ///< of the message; else binary
    /// 1005 when the close frame had none.
    int close_code() const noexcept;
    const std::string& close_reason() const noexcept;
    std::error_code error() const noexcept;  ///< errc::protocol or errc::too_large
    const std::string& what() const noexcept;

    /// Puts a message in line; nothing after `close`.
    void send(std::string_view message, bool text = true);
    void ping(std::string_view payload = {});
    /// The first one counts. 1005 sends no code. The reason is cut to 123 bytes.
    void close(int code, std::string_view reason = {});
    bool close_sent() const noexcept;
    /// Appends everything that is to be said to `out`, in masked frames.
    void write(std::string& out);

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// May this code stand in a close frame? 1000–1003, 1007–1014, 3000–4999.
constexpr bool may_close_with(int code) noexcept {
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

}  // namespace polyaxon::codec
