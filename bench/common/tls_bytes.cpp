#include "common/tls_bytes.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace bench {
namespace {

[[noreturn]] void fail(const std::string& what) {
    char reason[256] = "no reason given";
    if (const auto code = ERR_get_error()) ERR_error_string_n(code, reason, sizeof reason);
    throw std::runtime_error(what + ": " + reason);
}

SSL_CTX* context(const std::shared_ptr<void>& p) { return static_cast<SSL_CTX*>(p.get()); }

std::shared_ptr<void> make_context(const SSL_METHOD* method) {
    std::shared_ptr<SSL_CTX> made(SSL_CTX_new(method), SSL_CTX_free);
    if (!made) fail("OpenSSL gave no context");
    SSL_CTX_set_min_proto_version(made.get(), TLS1_3_VERSION);
    return made;
}

template <class T, auto Free>
struct freed {
    void operator()(T* p) const { Free(p); }
};
using bio = std::unique_ptr<BIO, freed<BIO, BIO_free>>;

}  // namespace

struct tls_bytes::state {
    std::unique_ptr<SSL, freed<SSL, SSL_free>> ssl;
    BIO* in = nullptr;
    BIO* out = nullptr;
    std::size_t gone = 0;  ///< bytes at the start of `out` that were sent
};

tls_bytes::side tls_bytes::side::client(const std::string& ca_file) {
    side s;
    s.context_ = make_context(TLS_client_method());
    if (ca_file.empty()) return s;
    if (SSL_CTX_load_verify_locations(context(s.context_), ca_file.c_str(), nullptr) != 1)
        fail("the CA file " + ca_file + " cannot be read; give a PEM file");
    SSL_CTX_set_verify(context(s.context_), SSL_VERIFY_PEER, nullptr);
    return s;
}

tls_bytes::side tls_bytes::side::server(const std::string& leaf_pem, const std::string& key_pem,
                                        bool tickets) {
    side s;
    s.context_ = make_context(TLS_server_method());
    s.accepts_ = true;
    if (!tickets) SSL_CTX_set_num_tickets(context(s.context_), 0);
    bio leaf_text(BIO_new_mem_buf(leaf_pem.data(), static_cast<int>(leaf_pem.size())));
    bio key_text(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
    std::unique_ptr<X509, freed<X509, X509_free>> leaf(
        PEM_read_bio_X509(leaf_text.get(), nullptr, nullptr, nullptr));
    std::unique_ptr<EVP_PKEY, freed<EVP_PKEY, EVP_PKEY_free>> key(
        PEM_read_bio_PrivateKey(key_text.get(), nullptr, nullptr, nullptr));
    if (!leaf || !key || SSL_CTX_use_certificate(context(s.context_), leaf.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context(s.context_), key.get()) != 1)
        fail("the server's certificate cannot be used");
    return s;
}

tls_bytes::tls_bytes(const side& s, const std::string& host) : state_(std::make_unique<state>()) {
    state_->ssl.reset(SSL_new(context(s.context_)));
    state_->in = BIO_new(BIO_s_mem());
    state_->out = BIO_new(BIO_s_mem());
    if (!state_->ssl || !state_->in || !state_->out) fail("OpenSSL gave no connection");
    SSL* ssl = state_->ssl.get();
    SSL_set_bio(ssl, state_->in, state_->out);
    if (s.accepts_) {
        SSL_set_accept_state(ssl);
        return;
    }
    auto* checks = SSL_get0_param(ssl);
    if (X509_VERIFY_PARAM_set1_ip_asc(checks, host.c_str()) != 1) {
        X509_VERIFY_PARAM_set1_host(checks, host.c_str(), 0);
        SSL_set_tlsext_host_name(ssl, host.c_str());
    }
    SSL_set_connect_state(ssl);
}

tls_bytes::~tls_bytes() = default;
tls_bytes::tls_bytes(tls_bytes&&) noexcept = default;
tls_bytes& tls_bytes::operator=(tls_bytes&&) noexcept = default;

bool tls_bytes::shake_hands() {
    ERR_clear_error();
    const int r = SSL_do_handshake(state_->ssl.get());
    if (r == 1) return true;
    if (SSL_get_error(state_->ssl.get(), r) != SSL_ERROR_WANT_READ) fail("the TLS handshake failed");
    return false;
}

void tls_bytes::feed(std::string_view came) {
    if (BIO_write(state_->in, came.data(), static_cast<int>(came.size())) != static_cast<int>(came.size()))
        fail("no memory for what came");
}

std::size_t tls_bytes::read(std::span<char> into) {
    ERR_clear_error();
    std::size_t n = 0;
    const int r = SSL_read_ex(state_->ssl.get(), into.data(), into.size(), &n);
    if (r == 1) return n;
    switch (SSL_get_error(state_->ssl.get(), r)) {
        case SSL_ERROR_WANT_READ: return 0;
        case SSL_ERROR_ZERO_RETURN: ended_ = true; return 0;
        default: fail("reading TLS failed");
    }
}

void tls_bytes::write(std::string_view bytes) {
    ERR_clear_error();
    std::size_t n = 0;
    if (!bytes.empty() && SSL_write_ex(state_->ssl.get(), bytes.data(), bytes.size(), &n) != 1)
        fail("writing TLS failed");
}

void tls_bytes::end() {
    ERR_clear_error();
    if (SSL_shutdown(state_->ssl.get()) < 0) fail("ending TLS failed");
}

std::string_view tls_bytes::outgoing() const {
    char* data = nullptr;
    const auto size = static_cast<std::size_t>(BIO_get_mem_data(state_->out, &data));
    return {data + state_->gone, size - state_->gone};
}

void tls_bytes::sent(std::size_t n) {
    state_->gone += n;
    if (!outgoing().empty()) return;
    state_->gone = 0;
    (void)BIO_reset(state_->out);
}

}  // namespace bench
