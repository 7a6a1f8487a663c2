#include <polyaxon/async/tls_context.hpp>
#include <polyaxon/async/tls_errors.hpp>
#include <polyaxon/async/tls_machine.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <unordered_map>

namespace polyaxon::async {

namespace {

template <auto Free>
struct freeing {
    template <class T>
    void operator()(T* p) const noexcept {
        Free(p);
    }
};
using context_ptr = std::unique_ptr<SSL_CTX, freeing<SSL_CTX_free>>;
using session_ptr = std::unique_ptr<SSL_SESSION, freeing<SSL_SESSION_free>>;
using file_ptr = std::unique_ptr<BIO, freeing<BIO_vfree>>;
using certificate_ptr = std::unique_ptr<X509, freeing<X509_free>>;

/// Adds every certificate of a PEM file to the store. False with `why` when it cannot be read, is broken, or holds none.
bool load_roots(SSL_CTX* context, const std::string& path, std::string& why) {
    errno = 0;
    const file_ptr file(BIO_new_file(path.c_str(), "r"));
    if (!file) {
        why = "the CA file " + path + " cannot be read: " + std::strerror(errno ? errno : EIO);
        return false;
    }
    int count = 0;
    while (true) {
        ERR_clear_error();
        const certificate_ptr one(PEM_read_bio_X509_AUX(file.get(), nullptr, nullptr, nullptr));
        if (!one) break;
        if (X509_STORE_add_cert(SSL_CTX_get_cert_store(context), one.get()) != 1) {
            why = "a certificate of the CA file " + path + " cannot be used: " + newest_openssl_error();
            return false;
        }
        ++count;
    }
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) {
        why = "the CA file " + path + " is broken behind certificate " + std::to_string(count) + ": " +
              newest_openssl_error();
        return false;
    }
    ERR_clear_error();
    if (count == 0)
        why = "the CA file " + path + " holds no certificate: it must be a PEM file with BEGIN CERTIFICATE";
    return count > 0;
}

bool load_client_certificate(SSL_CTX* context, const tls_settings& s, std::string& why) {
    if (s.cert_file.empty()) {
        why = "a client key was given (" + s.key_file + ") but no client certificate: give cert_file too";
        return false;
    }
    const auto& key = s.key_file.empty() ? s.cert_file : s.key_file;
    // OpenSSL would ask on the terminal.
    SSL_CTX_set_default_passwd_cb(context, [](char*, int, int, void*) { return -1; });
    for (const auto* path : {&s.cert_file, &key}) {
        errno = 0;
        if (file_ptr(BIO_new_file(path->c_str(), "r"))) continue;
        why = (path == &s.cert_file ? "the client certificate " : "the client key ") + *path +
              " cannot be read: " + std::strerror(errno ? errno : EIO);
        return false;
    }
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context, s.cert_file.c_str()) != 1) {
        why =
            "the client certificate " + s.cert_file + " is not a PEM certificate: " + newest_openssl_error();
        return false;
    }
    if (SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) != 1) {
        const bool other_key = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
        why = other_key
                  ? "the client key " + key + " does not belong to the certificate " + s.cert_file
                  : "the client key " + key +
                        " is not a PEM key, or is encrypted with a pass phrase: " + newest_openssl_error();
        return false;
    }
    if (SSL_CTX_check_private_key(context) != 1) {
        why = "the client key " + key + " does not belong to the certificate " + s.cert_file;
        return false;
    }
    return true;
}

class shared_context final : public tls_context {
 public:
    explicit shared_context(const tls_options& o)
        : settings_{o.verify.value_or(true),  o.check_host.value_or(true), std::string(o.ca_file),
                    std::string(o.cert_file), std::string(o.key_file),     std::string(o.server_name)} {}

    const tls_settings& settings() const noexcept override { return settings_; }

    SSL_CTX* context(std::string& why) override {
        const std::lock_guard lock(mutex_);
        if (!context_) context_ = load(why);
        return context_.get();
    }

    SSL_SESSION* session(const std::string& key) override {
        const std::lock_guard lock(mutex_);
        const auto found = sessions_.find(key);
        if (found == sessions_.end()) return nullptr;
        SSL_SESSION_up_ref(found->second.get());
        return found->second.get();
    }

    void keep(const std::string& key, SSL_SESSION* one) override {
        session_ptr owned(one);
        const std::lock_guard lock(mutex_);
        // A client talks to a handful of hosts; the bound only guards against one that is led through thousands.
        if (sessions_.size() >= most_sessions && !sessions_.contains(key)) sessions_.clear();
        sessions_[key] = std::move(owned);
    }

    void forget(const std::string& key) override {
        const std::lock_guard lock(mutex_);
        sessions_.erase(key);
    }

 private:
    context_ptr load(std::string& why) const {
        context_ptr c(SSL_CTX_new(TLS_client_method()));
        if (!c) {
            why = "OpenSSL could not be set up: " + newest_openssl_error();
            return nullptr;
        }
        SSL_CTX_set_min_proto_version(c.get(), TLS1_2_VERSION);
        SSL_CTX_set_options(c.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
        SSL_CTX_set_mode(c.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        SSL_CTX_set_session_cache_mode(c.get(), SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
        tls_machine::prepare(c.get(), settings_.verify);
        if (settings_.verify) {
            if (!settings_.ca_file.empty()) {
                if (!load_roots(c.get(), settings_.ca_file, why)) return nullptr;
            } else if (SSL_CTX_set_default_verify_paths(c.get()) != 1) {
                why = "the system's CA certificates cannot be read: " + newest_openssl_error();
                return nullptr;
            }
        }
        const bool certificate = !settings_.cert_file.empty() || !settings_.key_file.empty();
        if (certificate && !load_client_certificate(c.get(), settings_, why)) return nullptr;
        return c;
    }

    static constexpr std::size_t most_sessions = 1024;
    const tls_settings settings_;
    std::mutex mutex_;
    context_ptr context_;
    std::unordered_map<std::string, session_ptr> sessions_;
};

}  // namespace

std::shared_ptr<tls_context> tls_context::make(const tls_options& o) {
    return std::make_shared<shared_context>(o);
}

}  // namespace polyaxon::async
