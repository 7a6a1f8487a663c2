#include <polyaxon/async/tls_errors.hpp>
#include <polyaxon/async/tls_machine.hpp>

#include <asio/ip/address.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace polyaxon::async {

namespace {

struct free_ssl {
    void operator()(SSL* s) const noexcept { SSL_free(s); }
};

/// The two ends a BIO moves bytes between: the cipher bytes fed last, and what is to be sent.
struct pipe {
    std::string_view in;
    std::string out;
    bool starved = false;  ///< there was no memory for what is to be sent
};

pipe& pipe_of(BIO* b) { return *static_cast<pipe*>(BIO_get_data(b)); }

int take(BIO* b, char* to, int size) {
    BIO_clear_retry_flags(b);
    auto& in = pipe_of(b).in;
    if (in.empty()) {
        BIO_set_retry_read(b);
        return -1;
    }
    const auto n = std::min(in.size(), static_cast<std::size_t>(size));
    std::memcpy(to, in.data(), n);
    in.remove_prefix(n);
    return static_cast<int>(n);
}

int give(BIO* b, const char* from, int size) {
    BIO_clear_retry_flags(b);
    try {
        pipe_of(b).out.append(from, static_cast<std::size_t>(size));
    } catch (const std::bad_alloc&) {  // OpenSSL knows no exceptions
        pipe_of(b).starved = true;
        return -1;
    }
    return size;
}

long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

/// A BIO over our own buffers: unlike OpenSSL's memory BIO it copies nothing that the TLS layer does not copy anyway.
const BIO_METHOD* pipe_method() {
    static BIO_METHOD* const method = [] {
        BIO_METHOD* m = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "polyaxon");
        BIO_meth_set_read(m, take);
        BIO_meth_set_write(m, give);
        BIO_meth_set_ctrl(m, control);
        return m;
    }();
    return method;
}

bool is_address(const std::string& text) {
    std::error_code ec;
    asio::ip::make_address(text, ec);
    return !ec;
}

class machine final : public tls_machine {
 public:
    machine(std::shared_ptr<tls_context> shared, std::string name, std::string key)
        : shared_(std::move(shared)), name_(std::move(name)), key_(std::move(key)) {}

    bool set_up(std::string& why) {
        SSL_CTX* context = shared_->context(why);
        if (!context) return false;
        ERR_clear_error();
        ssl_.reset(SSL_new(context));
        BIO* bio = ssl_ ? BIO_new(pipe_method()) : nullptr;
        if (!bio) {
            why = "OpenSSL could not make a connection: " + newest_openssl_error();
            return false;
        }
        BIO_set_data(bio, &pipe_);
        BIO_set_init(bio, 1);
        SSL_set_bio(ssl_.get(), bio, bio);
        SSL_set_app_data(ssl_.get(), this);
        SSL_set_connect_state(ssl_.get());
        const bool address = is_address(name_);
        if (!address && SSL_set_tlsext_host_name(ssl_.get(), name_.c_str()) != 1) {
            why = "'" + name_ + "' cannot be a TLS server name";
            return false;
        }
        const auto& settings = shared_->settings();
        if (settings.verify && settings.check_host) {
            X509_VERIFY_PARAM* checks = SSL_get0_param(ssl_.get());
            X509_VERIFY_PARAM_set_hostflags(
                checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
            const int set = address ? X509_VERIFY_PARAM_set1_ip_asc(checks, name_.c_str())
                                    : X509_VERIFY_PARAM_set1_host(checks, name_.c_str(), name_.size());
            if (set != 1) {  // never go on without the check
                why = "'" + name_ + "' cannot be checked against a certificate: " + newest_openssl_error();
                return false;
            }
        }
        if (SSL_SESSION* session = shared_->session(key_)) {
            SSL_set_session(ssl_.get(), session);
            SSL_SESSION_free(session);
            offered_ = true;
        }
        return true;
    }

    void feed(std::string_view cipher) override {
        pipe_.in = cipher;
        if (first_bytes_.size() < 8) first_bytes_.append(cipher.substr(0, 8 - first_bytes_.size()));
    }

    std::string_view rest() const override { return pipe_.in; }
    bool has_input() const override {
        return ended_ || failed_ || !pipe_.in.empty() || SSL_pending(ssl_.get()) > 0;
    }
    bool at_rest() const override { return !has_input() && SSL_has_pending(ssl_.get()) == 0; }

    state handshake() override {
        ERR_clear_error();
        const int r = SSL_do_handshake(ssl_.get());
        if (r == 1) {
            handshaking_ = false;
            return state::done;
        }
        const auto s = outcome(r);
        if (s == state::failed && offered_) shared_->forget(key_);
        if (s == state::ended) return fail(cut_in_handshake("close_notify"));
        return s;
    }

    taken read(std::span<char> into) override {
        std::size_t got = 0;
        while (got < into.size()) {
            if (failed_ || ended_)
                return {got, got > 0 ? state::done : failed_ ? state::failed : state::ended};
            std::size_t n = 0;
            ERR_clear_error();
            const int r = SSL_read_ex(ssl_.get(), into.data() + got, into.size() - got, &n);
            got += n;
            if (r == 1) continue;
            const auto s = outcome(r);
            if (s == state::need_more) return {got, s};
        }
        return {got, state::done};
    }

    state look() override {
        char one;
        std::size_t n = 0;
        ERR_clear_error();
        const int r = SSL_peek_ex(ssl_.get(), &one, 1, &n);
        return r == 1 ? state::done : outcome(r);
    }

    state write(std::string_view plain) override {
        if (failed_) return state::failed;
        std::size_t n = 0;
        ERR_clear_error();
        const int r = SSL_write_ex(ssl_.get(), plain.data(), plain.size(), &n);
        return r == 1 ? state::done : outcome(r);
    }

    void shut() override {
        ERR_clear_error();
        if (!handshaking_ && !failed_) SSL_shutdown(ssl_.get());
        ERR_clear_error();
    }

    std::string& output() override { return pipe_.out; }
    const std::string& what() const override { return what_; }
    bool resumed() const override { return SSL_session_reused(ssl_.get()) == 1; }

    std::string describe() const override {
        const char* cipher = SSL_get_cipher_name(ssl_.get());
        return std::string(SSL_get_version(ssl_.get())) + " " + (cipher ? cipher : "") +
               (resumed() ? ", resumed" : "");
    }

    std::string cut_in_handshake(std::string_view how) const override {
        auto text = "the server closed the connection during the TLS handshake (" + std::string(how) + ")";
        if (certificate_asked_)
            return text + " after it had asked for a client certificate: give cert_file and key_file";
        return text + (first_bytes_.empty()
                           ? ": does it speak TLS on this port? If it speaks plain HTTP, use http"
                           : ": look into the server's log");
    }

    static int refuse(int good, X509_STORE_CTX* store) {
        if (good == 1) return 1;
        auto* ssl =
            static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
        auto& self = *static_cast<machine*>(SSL_get_app_data(ssl));
        try {
            self.certificate_trouble_ = certificate_trouble(store, self.name_);
        } catch (const std::bad_alloc&) {
            // OpenSSL's own words must do.
        }
        return 0;
    }

    static int keep(SSL* ssl, SSL_SESSION* session) {
        auto& self = *static_cast<machine*>(SSL_get_app_data(ssl));
        try {
            self.shared_->keep(self.key_, session);
        } catch (const std::bad_alloc&) {
            // It is not kept, and gone.
        }
        return 1;  // the reference is ours now
    }

    static int asked(SSL* ssl, X509**, EVP_PKEY**) {
        static_cast<machine*>(SSL_get_app_data(ssl))->certificate_asked_ = true;
        return 0;  // go on without one
    }

 private:
    /// What a call that did not succeed means.
    state outcome(int r) {
        if (std::exchange(pipe_.starved, false)) {
            failed_ = true;
            throw std::bad_alloc();
        }
        switch (SSL_get_error(ssl_.get(), r)) {
            case SSL_ERROR_WANT_READ: return state::need_more;
            case SSL_ERROR_ZERO_RETURN: ended_ = true; return state::ended;
            default: break;
        }
        const auto code = ERR_peek_error();
        ERR_clear_error();
        if (!certificate_trouble_.empty()) return fail(certificate_trouble_);
        return fail(tls_trouble({code, first_bytes_, certificate_asked_, handshaking_}));
    }

    state fail(std::string why) {
        failed_ = true;
        what_ = std::move(why);
        return state::failed;
    }

    std::shared_ptr<tls_context> shared_;
    const std::string name_, key_;
    pipe pipe_;
    std::unique_ptr<SSL, free_ssl> ssl_;  // goes before what its BIO points to
    std::string first_bytes_, certificate_trouble_, what_;
    bool handshaking_ = true, offered_ = false, certificate_asked_ = false, ended_ = false, failed_ = false;
};

}  // namespace

std::unique_ptr<tls_machine> tls_machine::make(std::shared_ptr<tls_context> shared, const std::string& host,
                                               std::uint16_t port, std::string& why) {
    auto name = shared->settings().server_name.empty() ? host : shared->settings().server_name;
    if (const auto zone = name.find('%'); zone != name.npos) name.resize(zone);  // fe80::1%eth0
    if (name.ends_with('.')) name.pop_back();
    auto made =
        std::make_unique<machine>(std::move(shared), std::move(name), host + ":" + std::to_string(port));
    if (!made->set_up(why)) return nullptr;
    return made;
}

void tls_machine::prepare(ssl_ctx_st* context, bool verify) {
    SSL_CTX_set_verify(context, verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE,
                       verify ? machine::refuse : nullptr);
    SSL_CTX_sess_set_new_cb(context, machine::keep);
    SSL_CTX_set_client_cert_cb(context, machine::asked);
    static constexpr unsigned char http11[] = "\x08http/1.1";
    SSL_CTX_set_alpn_protos(context, http11, sizeof http11 - 1);
}

}  // namespace polyaxon::async
