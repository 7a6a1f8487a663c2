#pragma once
#include <polyaxon/codec/errc.hpp>
#include <polyaxon/codec/receive_buffer.hpp>
#include <polyaxon/codec/url.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::codec {

/// 16 random bytes in base64; empty when the system has no random bytes.
std::string make_websocket_key();
/// What a server makes of the key: base64 of the SHA-1 of key and a fixed text (RFC 6455, 4.2.2).
std::string websocket_accept(std::string_view key);

/// Appends the lines that make a GET to `where` the opening of a WebSocket: Connection, Upgrade, version 13, the key, Origin
/// ("http://host:port"), and the subprotocol when there is one. No extension is offered.
void append_websocket_headers(std::string& headers, const origin& where, std::string_view key,
                              std::string_view subprotocol = {});

/// Reads the server's answer to the opening. Strict: 101 of HTTP/1.1 with Upgrade, Connection and the Accept of our key, each as it must be, and nothing
/// accepted that was not offered. At most 64 KiB of head, 256 fields, 16 answers of 1xx before it. Knows no socket.
class websocket_answer {
 public:
    enum class state {
        need_more,
        open,     ///< what is unread in the buffer are frames
        refused,  ///< another status, complete: `refusal()`; nothing more is to be read
        failed,   ///< no proper answer: `error()`, `what()`
    };
    struct refused {
        int status = 0;
        std::string reason;
        std::string body;  ///< unpacked; at most 64 KiB
        std::string content_type, request_id, retry_after, location;
    };

    /// `subprotocol` is what was offered: the server may choose it, or none.
    explicit websocket_answer(std::string_view key, std::string_view subprotocol = {});
    ~websocket_answer();

    state read(receive_buffer&);
    /// The peer closed. `refused` for a body that ends with the connection, else `failed` with errc::network.
    state finish();

    const refused& refusal() const noexcept;
    std::error_code error() const noexcept;  ///< errc::protocol, too_large, network
    const std::string& what() const noexcept;
    /// A byte of it came.
    bool begun() const noexcept;

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::codec
