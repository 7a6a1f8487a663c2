#pragma once
#include "async/support/stream_driver.hpp"
#include "async/support/tls_peer.hpp"

#include <functional>
#include <memory>
#include <string>

namespace polyaxon::test {

/// An authority, a certificate of it for localhost, and the file that clients trust.
struct trusted_server {
    identity root = issue({.common_name = "Test Root", .authority = true});
    identity leaf = issue({.alternative = "DNS:localhost,IP:127.0.0.1"}, &root);
    temporary_file root_file{root.certificate_pem()};
};

inline const trusted_server& made() {
    static const trusted_server one;
    return one;
}

inline std::string pattern(std::size_t n) {
    std::string s(n, '\0');
    for (std::size_t i = 0; i < n; ++i) s[i] = static_cast<char>((i * 2654435761u) >> 13);
    return s;
}

inline std::shared_ptr<async::connector> verifying() {
    return async::make_socket_connector({.ca_file = made().root_file.path()}, {.from_environment = false});
}

/// A script that shakes hands and then does `after`.
inline peer::script over_tls(const server_context& c, std::function<void(tls_peer&, tcp::socket&)> after,
                             std::size_t piece = 0) {
    return [c, after, piece](tcp::socket& s) {
        tls_peer tls(s, c, piece);
        if (tls.handshake()) after(tls, s);
    };
}

inline void echo(tls_peer& tls, tcp::socket&) {
    for (auto bytes = tls.read(); !bytes.empty(); bytes = tls.read()) tls.write(bytes);
}

}  // namespace polyaxon::test
