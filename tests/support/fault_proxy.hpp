#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace polyaxon::test {

/// What happens to one request on its way, or to its answer.
enum class fault {
    delay,         ///< it goes on a little later
    cut,           ///< both sides are closed
    reset,         ///< both sides are reset
    half_close,    ///< the client is told that nothing more comes; what it sends is still read, and dropped
    byte_by_byte,  ///< request and answer go on in single bytes
    pieces,        ///< the request goes on in pieces with pauses between them
    stall,         ///< nothing goes on, and after a while both sides are reset
};
inline constexpr std::array<std::string_view, 7> fault_names = {
    "delay", "cut", "reset", "half-close", "byte by byte", "pieces", "stall"};

/// Stands between clients and a server on 127.0.0.1, on a thread of its own, and does harm by a seed. It knows no HTTP: whatever comes from a client
/// after the server has spoken counts as a request, also through TLS.
class fault_proxy {
 public:
    struct setting {
        std::function<std::uint16_t()> upstream;  ///< port of the server now
        double faults = 0;                        ///< share of requests
        double kills = 0;                         ///< share of requests that meet the end of the server
        /// Ends the server and starts another. On the proxy's thread, while it refuses connections itself.
        std::function<void()> restart;
        unsigned seed = 1;
    };
    explicit fault_proxy(setting);
    ~fault_proxy();
    fault_proxy(const fault_proxy&) = delete;
    fault_proxy& operator=(const fault_proxy&) = delete;

    std::uint16_t port() const;
    std::array<std::size_t, fault_names.size()> faults() const;  ///< how many of each kind
    std::size_t kills() const;
    std::size_t requests() const;
    std::size_t connections() const;  ///< accepted in all

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::test
