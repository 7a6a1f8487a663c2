#pragma once
#include "async/support/certificates.hpp"
#include "async/support/peer.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace polyaxon::test {

struct tls_server_options {
    int newest = 0;                       ///< 0: whatever OpenSSL has; TLS1_1_VERSION …
    const identity* client_ca = nullptr;  ///< client certificates are required and must be signed by it
};

using server_context = std::shared_ptr<SSL_CTX>;

inline server_context make_server_context(const identity& id, const tls_server_options& o = {}) {
    server_context c(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(c.get(),
                                  o.newest && o.newest < TLS1_2_VERSION ? TLS1_VERSION : TLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(c.get(), o.newest);
    if (o.newest && o.newest < TLS1_2_VERSION) SSL_CTX_set_cipher_list(c.get(), "DEFAULT:@SECLEVEL=0");
    SSL_CTX_use_certificate(c.get(), id.certificate.get());
    SSL_CTX_use_PrivateKey(c.get(), id.key.get());
    for (const auto& one : id.chain) SSL_CTX_add1_chain_cert(c.get(), one.get());
    SSL_CTX_set_session_id_context(c.get(), reinterpret_cast<const unsigned char*>("test"), 4);
    if (o.client_ca) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(c.get()), o.client_ca->certificate.get());
        SSL_CTX_set_verify(c.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return c;
}

/// Server side of one TLS connection over memory BIOs, so that tests decide how its bytes leave. Blocking.
class tls_peer {
 public:
    /// `piece` bytes a send; 0: all at once.
    tls_peer(tcp::socket& s, const server_context& c, std::size_t piece = 0)
        : socket_(s),
          piece_(piece),
          ssl_(SSL_new(c.get()), SSL_free),
          in_(BIO_new(BIO_s_mem())),
          out_(BIO_new(BIO_s_mem())) {
        SSL_set_bio(ssl_.get(), in_, out_);
        SSL_set_accept_state(ssl_.get());
    }

    bool handshake() {
        return step([this] { return SSL_do_handshake(ssl_.get()); }) == 1;
    }
    /// Empty at the end.
    std::string read() {
        std::string plain(16384, '\0');
        const int n =
            step([&] { return SSL_read(ssl_.get(), plain.data(), static_cast<int>(plain.size())); });
        plain.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
        return plain;
    }
    std::string read_until(std::string_view mark) {
        std::string all;
        while (!all.ends_with(mark)) {
            const auto more = read();
            if (more.empty()) break;
            all += more;
        }
        return all;
    }
    bool write(std::string_view plain) {
        const bool good = SSL_write(ssl_.get(), plain.data(), static_cast<int>(plain.size())) > 0;
        flush();
        return good;
    }
    void close_notify() {
        SSL_shutdown(ssl_.get());
        flush();
    }
    bool got_close_notify() const { return (SSL_get_shutdown(ssl_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }
    bool resumed() const { return SSL_session_reused(ssl_.get()) == 1; }
    SSL* native() { return ssl_.get(); }
    /// Encrypts without sending.
    std::string seal(std::string_view plain) {
        SSL_write(ssl_.get(), plain.data(), static_cast<int>(plain.size()));
        return take_output();
    }
    void flush() {
        const auto bytes = take_output();
        const auto piece = piece_ ? piece_ : bytes.size();
        for (std::size_t at = 0; at < bytes.size(); at += piece)
            send(socket_, std::string_view(bytes).substr(at, piece));
    }

 private:
    std::string take_output() {
        char* data = nullptr;
        const long size = BIO_get_mem_data(out_, &data);
        std::string bytes(data, static_cast<std::size_t>(size));
        (void)BIO_reset(out_);
        return bytes;
    }
    template <class F>
    int step(F f) {
        while (true) {
            const int r = f();
            flush();
            if (r > 0 || SSL_get_error(ssl_.get(), r) != SSL_ERROR_WANT_READ) return r;
            const auto more = receive(socket_);
            if (more.empty()) return -1;
            BIO_write(in_, more.data(), static_cast<int>(more.size()));
        }
    }

    tcp::socket& socket_;
    std::size_t piece_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    BIO *in_, *out_;
};

}  // namespace polyaxon::test
