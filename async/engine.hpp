#pragma once
#include <polyaxon/async/call.hpp>
#include <polyaxon/async/observer.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/async/stats.hpp>
#include <polyaxon/async/transport.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/cancellation_type.hpp>

#include <cstdint>
#include <memory>

namespace polyaxon::async {

class engine_core;

/// Owned form of everything a client can set about how its calls travel.
struct engine_options {
    pool_options pool;
    retry_options retry;
    codec::http_limits limits;
    std::size_t error_body = 64 * 1024;  ///< bytes of an error answer's body that are kept
    int max_redirects = 0;               ///< 0: a redirect is a client_error
    bool thread_safe = true;             ///< false: no strand; one thread runs the executor
    bool accept_gzip = true;  ///< said in the request by who writes its headers; gzip is always understood
    std::uint64_t seed = 0;   ///< of the jitter; 0: random
    std::shared_ptr<connector> connect;  ///< null is not allowed: make_socket_connector(...)
};

/// What a call's cancellation slot holds: finds the call by number, so it may be used when the call, or the engine, is long gone.
class canceler {
 public:
    canceler(std::weak_ptr<engine_core> core, std::uint64_t id) noexcept : core_(std::move(core)), id_(id) {}
    void operator()(asio::cancellation_type) const;

 private:
    std::weak_ptr<engine_core> core_;
    std::uint64_t id_;
};

/// Pool, connections, deadlines and retries behind one door. Callback engine: a connection is a read loop and a write queue in plain
/// handlers, requests are flushed at the end of the turn, one deadline structure serves all calls, bodies are decoded in place.
/// Thread safety: all members may be called from any thread unless options.thread_safe is false.
/// Its end: the last reference closes it, and calls under way end as `canceled`; when the execution context goes first, their handlers are
/// destroyed uncalled. Open connections are work of the context: close the engine for `run()` to return before they have grown old.
class engine : public std::enable_shared_from_this<engine> {
 public:
    static std::shared_ptr<engine> make(asio::any_io_executor, engine_options);
    virtual ~engine() = default;

    virtual pool_stats stats() const = 0;
    virtual void set_observer(std::shared_ptr<observer>) = 0;
    /// Fails all calls with `canceled`, closes all connections; later calls fail at once.
    virtual void close() = 0;
    /// Completes when no call is under way.
    virtual asio::awaitable<void> drain() = 0;
    /// The one it was made with. What the engine does runs on it, through a strand when thread_safe.
    virtual const asio::any_io_executor& executor() const noexcept = 0;

    // Used by async_perform (perform.hpp): keep(c) takes the handler, then start(c) begins the call. The handler is invoked exactly
    // once, never from inside start but where there is no memory for later, or destroyed with the engine's execution context.
    virtual void start(call&) = 0;
    virtual completion& keep(call&) noexcept = 0;
    virtual canceler make_canceler(call&) = 0;
};

/// Sockets with TLS as asked. Copies the options; loads CA files lazily, on the first TLS connection (an unreadable one fails it with errc::tls).
std::shared_ptr<connector> make_socket_connector(const tls_options&, const proxy_options&);

}  // namespace polyaxon::async
