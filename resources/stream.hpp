#pragma once
#include <polyaxon/async/as_result.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace polyaxon {

/// What happened on a stream beside its messages.
struct stream_stats {
    std::uint64_t messages = 0;  ///< handed out by `next`
    std::uint64_t dropped =
        0;  ///< messages that could not be decoded and were left out (never with `strict`)
    std::uint64_t reconnects = 0;  ///< connections opened again after one was lost
    std::uint64_t repeated = 0;    ///< lines that came again after a reconnect and were left out
    std::uint64_t gaps = 0;        ///< reconnects after which lines may be missing or come twice
};

/// Messages that a server sends on its own, pulled one after the other: logs, resources.
///
/// Opened by the first `next`. Messages wait in a bounded queue; when it is full nothing more is read from the socket. The connection
/// answers and sends pings by itself, also while nobody waits in `next`. Moveable; used by one coroutine at a time. Destroying
/// it cancels: the connection ends at once. An empty (default-constructed) stream has no messages.
///
///     auto lines = client.experiment().logs("adam", "mnist", 12);
///     while (auto message = co_await lines.next())
///         for (const auto& line : message->log_lines) std::cout << line << '\n';
template <class T>
class stream {
 public:
    class source {  ///< one opened stream with its arguments, copied
     public:
        virtual ~source() = default;
        virtual awaitable<std::optional<T>> next() = 0;
        virtual void close() = 0;   ///< orderly
        virtual void cancel() = 0;  ///< at once
        virtual stream_stats stats() const = 0;
    };

    stream() = default;
    explicit stream(std::shared_ptr<source> s) : source_(std::move(s)) {}
    stream(stream&&) noexcept = default;
    stream& operator=(stream&& other) noexcept {
        stream old(std::move(other));
        std::swap(source_, old.source_);
        return *this;
    }
    ~stream() {
        if (source_) source_->cancel();
    }

    /// The next message, or nothing once the server has closed the stream in order (code 1000, 1001 or none) or `close` was called.
    ///
    /// Throws, and again on every later call: the refusal of the server (`not_found`, `forbidden`, … with its words), `network` for a
    /// connection that was lost or closed with another code, `protocol` and `too_large`, `tls`, `timeout`, `decode` (only with `strict`),
    /// `canceled`. Messages that had come before are handed out first. Cancelling it ends the stream.
    awaitable<std::optional<T>> next() { return pull(source_); }

    /// Ends the stream in order: tells the server, waits at most a second for its answer in the background. `next` has nothing more.
    void close() {
        if (source_) source_->close();
    }

    /// Counters since it was made; may be read at any time by who uses the stream.
    stream_stats stats() const { return source_ ? source_->stats() : stream_stats{}; }

 private:
    // Owns the source: the stream may be moved or destroyed while the coroutine waits.
    static awaitable<std::optional<T>> pull(std::shared_ptr<source> from) {
        if (!from) co_return std::nullopt;
        co_return co_await from->next();
    }

    std::shared_ptr<source> source_;
};

}  // namespace polyaxon
