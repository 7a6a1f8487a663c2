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
    /// Things worth a line that are no call: "TLS verification is turned off for host:port", said once.
    virtual void on_warning(std::string_view) {}
};

}  // namespace polyaxon
