#pragma once
#include <polyaxon/testing/server.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::testing {

/// What all connections of a server share: certificate and protocol versions.
class tls_context {
 public:
    explicit tls_context(
        const server_options&);  ///< throws std::runtime_error for a file that cannot be used
    ~tls_context();
    const std::string& ca_pem() const { return ca_pem_; }

 private:
    friend class tls_side;
    struct impl;
    std::unique_ptr<impl> impl_;
    std::string ca_pem_;
};

/// The server's end of one TLS connection over memory BIOs: bytes in, bytes out, no socket.
class tls_side {
 public:
    explicit tls_side(const tls_context&);
    ~tls_side();
    tls_side(const tls_side&) = delete;
    tls_side& operator=(const tls_side&) = delete;

    /// Takes bytes of the wire; appends what they say to `plain` and what must be sent to `wire`.
    enum class state { open, ended, failed };
    state receive(std::string_view bytes, std::string& plain, std::string& wire);
    bool send(std::string_view plain, std::string& wire);
    void shutdown(std::string& wire);  ///< close_notify

 private:
    void drain(std::string& wire);
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::testing
