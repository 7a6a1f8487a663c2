#include <polyaxon/testing/tls_side.hpp>

#include <polyaxon/testing/certificate.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <stdexcept>

namespace polyaxon::testing {
namespace {

void need(bool ok, const std::string& what) {
    if (ok) return;
    char text[256] = "unknown error";
    if (const auto code = ERR_get_error()) ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    throw std::runtime_error("polyaxon::testing::server: " + what + ": " + text);
}

void use_made(SSL_CTX* ctx, const made_certificate& made) {
    BIO* bio = BIO_new_mem_buf(made.leaf_pem.data(), static_cast<int>(made.leaf_pem.size()));
    X509* cert = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    BIO_free_all(bio);
    bio = BIO_new_mem_buf(made.key_pem.data(), static_cast<int>(made.key_pem.size()));
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
    BIO_free_all(bio);
    const bool ok = SSL_CTX_use_certificate(ctx, cert) == 1 && SSL_CTX_use_PrivateKey(ctx, key) == 1;
    X509_free(cert);
    EVP_PKEY_free(key);
    need(ok, "the made certificate cannot be used");
}

}  // namespace

struct tls_context::impl {
    SSL_CTX* ctx = SSL_CTX_new(TLS_server_method());
    ~impl() { SSL_CTX_free(ctx); }
};

tls_context::tls_context(const server_options& o) : impl_(std::make_unique<impl>()) {
    SSL_CTX* ctx = impl_->ctx;
    need(ctx != nullptr, "SSL_CTX_new");
    if (o.cert_file.empty()) {
        const auto made = make_certificate();
        use_made(ctx, made);
        ca_pem_ = made.ca_pem;
    } else {
        const auto& key = o.key_file.empty() ? o.cert_file : o.key_file;
        need(SSL_CTX_use_certificate_chain_file(ctx, o.cert_file.c_str()) == 1,
             "cert_file " + o.cert_file + " cannot be used");
        need(SSL_CTX_use_PrivateKey_file(ctx, key.c_str(), SSL_FILETYPE_PEM) == 1,
             "key_file " + key + " cannot be used");
        need(SSL_CTX_check_private_key(ctx) == 1, "key_file " + key + " does not belong to " + o.cert_file);
    }
    if (o.max_tls_version != 0) {
        // Old versions sign with SHA-1, which the default security level refuses.
        SSL_CTX_set_min_proto_version(ctx, 0);
        need(SSL_CTX_set_max_proto_version(ctx, o.max_tls_version) == 1, "max_tls_version is no TLS version");
        need(SSL_CTX_set_cipher_list(ctx, "ALL:@SECLEVEL=0") == 1, "cipher list");
    }
    static constexpr unsigned char id[] = "polyaxon::testing";
    SSL_CTX_set_session_id_context(ctx, id, sizeof id - 1);
    SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS);
}

tls_context::~tls_context() = default;

struct tls_side::impl {
    SSL* ssl = nullptr;
    BIO *in = nullptr, *out = nullptr;  // owned by ssl
    ~impl() { SSL_free(ssl); }
};

tls_side::tls_side(const tls_context& context) : impl_(std::make_unique<impl>()) {
    impl_->ssl = SSL_new(context.impl_->ctx);
    need(impl_->ssl != nullptr, "SSL_new");
    impl_->in = BIO_new(BIO_s_mem());
    impl_->out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(impl_->in, -1);
    SSL_set_bio(impl_->ssl, impl_->in, impl_->out);
    SSL_set_accept_state(impl_->ssl);
}

tls_side::~tls_side() = default;

void tls_side::drain(std::string& wire) {
    char* data = nullptr;
    const long n = BIO_get_mem_data(impl_->out, &data);
    if (n > 0) wire.append(data, static_cast<std::size_t>(n));
    (void)BIO_reset(impl_->out);
}

tls_side::state tls_side::receive(std::string_view bytes, std::string& plain, std::string& wire) {
    ERR_clear_error();
    BIO_write(impl_->in, bytes.data(), static_cast<int>(bytes.size()));
    for (;;) {
        char piece[16 * 1024];
        const int n = SSL_read(impl_->ssl, piece, sizeof piece);  // does the handshake too
        if (n > 0) plain.append(piece, static_cast<std::size_t>(n));
        if (n > 0) continue;
        const int why = SSL_get_error(impl_->ssl, n);
        drain(wire);
        if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) return state::open;
        ERR_clear_error();
        return why == SSL_ERROR_ZERO_RETURN ? state::ended : state::failed;
    }
}

bool tls_side::send(std::string_view plain, std::string& wire) {
    if (plain.empty()) return true;
    ERR_clear_error();
    const int n = SSL_write(impl_->ssl, plain.data(), static_cast<int>(plain.size()));
    drain(wire);
    return n == static_cast<int>(plain.size());
}

void tls_side::shutdown(std::string& wire) {
    ERR_clear_error();
    if (SSL_is_init_finished(impl_->ssl)) SSL_shutdown(impl_->ssl);
    drain(wire);
    ERR_clear_error();
}

}  // namespace polyaxon::testing
