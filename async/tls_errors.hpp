#pragma once
#include <string>
#include <string_view>

struct x509_store_ctx_st;

namespace polyaxon::async {

/// The newest entry of this thread's OpenSSL error queue in words; empties the queue.
std::string newest_openssl_error();

/// Why a certificate was refused and what to do, from within the verify callback. `name` is what was to be proved.
std::string certificate_trouble(x509_store_ctx_st*, std::string_view name);

/// What is known when the TLS layer gives up.
struct tls_circumstances {
    unsigned long code = 0;          ///< of the OpenSSL error queue
    std::string_view first_bytes;    ///< the first the server sent
    bool certificate_asked = false;  ///< the server asked for a client certificate and none was there
    bool handshake = true;           ///< false: later
};
/// In words, with what to do.
std::string tls_trouble(const tls_circumstances&);

}  // namespace polyaxon::async
