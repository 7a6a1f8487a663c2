#pragma once
#include <polyaxon/async/options.hpp>

#include <memory>
#include <optional>
#include <string>

namespace polyaxon {
namespace async {
class connector;
}
namespace context {

class system;

/// Owned copy of tls_options.
struct owned_tls {
    std::optional<bool> verify, check_host;
    std::string ca_file, cert_file, key_file, server_name;

    owned_tls() = default;
    explicit owned_tls(const tls_options&);
    tls_options view() const;  ///< views live as long as this does
};

/// Owned copy of what both generations' configurations say about the transport.
struct transport_arguments {
    bool thread_safe = true;
    int max_redirects = 0;
    pool_options pool;
    retry_options retry;
    limit_options limits;
    bool proxy_from_environment = true;
    std::string proxy_url, no_proxy;
    std::shared_ptr<async::connector> connector;    ///< null: real sockets
    std::shared_ptr<const context::system> system;  ///< never null

    proxy_options proxy() const {
        return {proxy_from_environment, proxy_url, no_proxy};
    }  ///< views onto this
};

}  // namespace context
}  // namespace polyaxon
