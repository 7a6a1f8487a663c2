#pragma once
#include <polyaxon/codec/errc.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>

namespace polyaxon {

/// What an observer is shown of a call. Views live until the hook returns. Never a token, a query or a body.
struct call_event {
    std::string_view method;  ///< "GET"
    std::string_view path;    ///< without query
    std::string_view host;    ///< "example.com:443"
    int attempt = 1;
    int status = 0;                       ///< 0 while there is none
    errc failure{};                       ///< of on_response and on_retry when the try failed
    std::size_t bytes = 0;                ///< of the body
    std::chrono::microseconds elapsed{};  ///< since the call began
    std::chrono::milliseconds pause{};    ///< of on_retry: until the next try
};

struct connection_event {
    enum class what { connected, resumed, failed, closed } happened{};
    std::string_view host, detail;  ///< detail: why it failed or closed, or "TLSv1.3 TLS_AES_256_GCM_SHA384"
    std::chrono::microseconds elapsed{};
};

/// Something that a client was to send on its own and that will not arrive, or may have arrived without a word. Views live until the hook
/// returns. Never a token, a query or a body.
struct background_event {
    std::string_view request;  ///< "POST /api/v1/adam/mnist/experiments/42/metrics/"
    errc failure{};
    int status = 0;           ///< of the answer, if there was one
    std::string_view detail;  ///< one line: what was wrong and what to do
    std::size_t items = 1;    ///< how many entries of a batch, or requests, this stands for
    int attempts = 0;
    bool maybe_sent = false;  ///< the server may have acted on it
};

/// Sees a client at work. Hooks are called on the client's executor, must not block and must not throw.
///
///     client.set_observer(std::make_shared<my_metrics>());
class observer {
 public:
    virtual ~observer() = default;
    virtual void on_request(const call_event&) {}
    virtual void on_response(const call_event&) {}
    virtual void on_retry(const call_event&) {}
    virtual void on_connection(const connection_event&) {}
    /// A background request was given up, or things were dropped because the queue was full or the client was closed (then `items` tells how
    /// many, and the hook may come from the thread that closes). Without an observer such lines go to standard error.
    virtual void on_background_failure(const background_event&) {}
    /// Things worth a line that are no call: "TLS verification is turned off for host:port", said once.
    virtual void on_warning(std::string_view) {}
};

}  // namespace polyaxon
