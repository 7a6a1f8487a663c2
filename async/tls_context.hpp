#pragma once
#include <polyaxon/async/options.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_session_st;

namespace polyaxon::async {

/// Owned form of tls_options.
struct tls_settings {
    bool verify = true, check_host = true;
    std::string ca_file, cert_file, key_file, server_name;
};

/// What all TLS connections of one connector share: roots, client certificate, and the newest session of each host. Files are read on the
/// first connection, because the system's roots take some 50 ms; a failure is not kept, so a file that appears later is found.
/// Thread safety: all members may be called from any thread.
class tls_context {
 public:
    static std::shared_ptr<tls_context> make(const tls_options&);
    virtual ~tls_context() = default;

    virtual const tls_settings& settings() const noexcept = 0;
    /// The SSL_CTX, made on the first call; null with the reason in `why` when a file is of no use. Lives as long as this.
    virtual ssl_ctx_st* context(std::string& why) = 0;

    /// Sessions by "host:port". `session` gives a new reference, or null; `keep` takes one over.
    virtual ssl_session_st* session(const std::string& key) = 0;
    virtual void keep(const std::string& key, ssl_session_st*) = 0;
    virtual void forget(const std::string& key) = 0;
};

}  // namespace polyaxon::async
