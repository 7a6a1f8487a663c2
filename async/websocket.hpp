#pragma once
#include <polyaxon/async/completion.hpp>
#include <polyaxon/async/deadlines.hpp>
#include <polyaxon/async/transport.hpp>
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/request.hpp>
#include <polyaxon/codec/websocket.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/cancellation_type.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace polyaxon::async {

class websocket_core;

struct websocket_options {
    std::chrono::milliseconds connect_timeout{10'000};  ///< name look-up, TCP, TLS; passing it is `network`
    std::chrono::milliseconds open_timeout{20'000};     ///< that and the handshake; passing it is `timeout`
    std::chrono::milliseconds ping_every{30'000};       ///< 0: never
    std::chrono::milliseconds pong_within{10'000};      ///< without a byte after a ping it is dead
    std::chrono::milliseconds close_within{1'000};      ///< for the other's part of a close
    steady_time deadline = steady_time::max();          ///< of all of it; passing it is `timeout`
    std::size_t queued_messages = 64,
                queued_bytes = 1024 * 1024;  ///< with so much waiting nothing more is read
    codec::websocket_limits limits = {};
    std::string_view subprotocol =
        {};                    ///< offered when not empty; the server may choose it or none. Static text
    steady_time not_before{};  ///< the first wait pauses until then before it dials
    bool thread_safe = true;   ///< false: no strand; one thread runs the executor
};

/// One wait for what comes next. Filled before completion; must stay until then.
struct websocket_turn {
    enum class what {
        message,
        closed,  ///< in order: code 1000, 1001, none, or by us
        failed,  ///< `failure`
    } came = what::failed;
    std::string message;
    bool text = false;  ///< of the message; else binary
    std::shared_ptr<const error_info> failure;
    bool opened = false;                    ///< the handshake had succeeded
    int close_code = 0;                     ///< of the server, 1005 for none; 0: no close frame came
    std::chrono::milliseconds open_for{0};  ///< with an end: from the handshake to it
};

/// One wait for what was sent to have left. Filled before completion; must stay until then.
struct websocket_sent {
    bool all = false;  ///< all of it was handed to the system; what became of it then nobody knows
    std::shared_ptr<const error_info> failure;  ///< without `all`: how it ended; null: closed in order
};

/// One WebSocket over a connection of its own: opened by the first wait, read ahead into a bounded queue. Pings are sent and answered by itself,
/// as long as there is room in the queue. Plain handlers inside, on one executor (a strand when thread_safe).
/// Ends: `closed` or `failed`, after the messages that had come before; from then on every wait completes with the same end.
/// An HTTP answer other than 101 is an error of its status, with the server's words; bytes against the protocol are `protocol` or `too_large`; a connection that was
/// lost, or closed with a code other than 1000 and 1001, is `network`.
/// A wait for which there is no memory completes as failed, at once and from inside its own start.
/// Lifetime: cancel it before it is dropped. An open one is work of its execution context; when that goes, handlers are destroyed uncalled.
class websocket {
 public:
    websocket(const asio::any_io_executor&, std::shared_ptr<connector>, codec::destination, codec::request,
              websocket_options);
    ~websocket();  ///< cancels
    websocket(const websocket&) = delete;
    websocket& operator=(const websocket&) = delete;

    /// Ends it in order: the close frame is sent, the server's awaited for `close_within`. A wait under way completes as `closed`.
    void close();
    /// Ends it at once; a wait under way completes as `canceled`.
    void cancel();

    /// Puts a message in line, which goes once the WebSocket is open; after its end it is dropped. Nothing bounds the line: who sends much
    /// waits with async_sent, while another reads, for a server that cannot write may not read either.
    void send(std::string message, bool text = true);

    /// Completes when all that was sent before has left, or the WebSocket has ended. One at a time, also while an async_next is under way.
    /// Cancelling it (any type) ends the WebSocket.
    ///
    ///     socket.send("hello");
    ///     websocket_sent sent;
    ///     co_await async::async_sent(socket, sent, asio::use_awaitable);
    template <class Token>
    friend auto async_sent(websocket&, websocket_sent&, Token&&);

    /// One at a time. Cancelling the wait (any type) ends the WebSocket.
    ///
    ///     websocket_turn turn;
    ///     co_await async::async_next(socket, turn, asio::use_awaitable);
    template <class Token>
    friend auto async_next(websocket&, websocket_turn&, Token&&);

    class canceler {
     public:
        canceler(std::weak_ptr<websocket_core> core, std::uint64_t wait, bool sending) noexcept
            : core_(std::move(core)), wait_(wait), sending_(sending) {}
        void operator()(asio::cancellation_type) const;

     private:
        std::weak_ptr<websocket_core> core_;
        std::uint64_t wait_;
        bool sending_;
    };

 private:
    completion& keep(const websocket_turn&);
    completion& keep(const websocket_sent&);
    canceler make_canceler(const websocket_turn&);
    canceler make_canceler(const websocket_sent&);
    const asio::any_io_executor& executor() const;
    void wait(websocket_turn&);
    void wait(websocket_sent&);
    void starve(websocket_turn&) noexcept;
    void starve(websocket_sent&) noexcept;
    template <class Into, class Token>
    static auto begin_wait(websocket&, Into&, Token&&);

    std::shared_ptr<websocket_core> core_;
};

template <class Into, class Token>
auto websocket::begin_wait(websocket& of, Into& into, Token&& token) {
    return asio::async_initiate<Token, void()>(
        [](auto&& handler, websocket* on, Into* fill) {
            auto slot = asio::get_associated_cancellation_slot(handler);
            auto& kept = on->keep(*fill);
            bool starved = false;
            try {
                if (slot.is_connected()) slot.template emplace<websocket::canceler>(on->make_canceler(*fill));
                kept.emplace(std::forward<decltype(handler)>(handler), on->executor());
            } catch (const std::bad_alloc&) {
                starved = true;
            }
            if (!starved) return on->wait(*fill);
            // Asio's coroutines end the process when this throws, and there is no memory to call the handler later.
            on->starve(*fill);
            std::forward<decltype(handler)>(handler)();
        },
        token, &of, &into);
}

template <class Token>
auto async_next(websocket& from, websocket_turn& turn, Token&& token) {
    return websocket::begin_wait(from, turn, std::forward<Token>(token));
}

template <class Token>
auto async_sent(websocket& by, websocket_sent& sent, Token&& token) {
    return websocket::begin_wait(by, sent, std::forward<Token>(token));
}

}  // namespace polyaxon::async
