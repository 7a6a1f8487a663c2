#pragma once
// A client made of nothing but a blocking socket, so that our server is not judged by our client.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <string_view>

namespace raw {

struct answer {
    int status = 0;
    std::string head, body;  // body as it came, chunks joined
    std::string header(std::string_view name) const {
        const auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == std::string::npos) return {};
        const auto from = at + name.size() + 4;
        return head.substr(from, head.find("\r\n", from) - from);
    }
};

inline std::string gunzip(const std::string& in) {
    z_stream z{};
    inflateInit2(&z, 15 + 16);
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z.avail_in = static_cast<uInt>(in.size());
    std::string out;
    int code = Z_OK;
    while (code == Z_OK) {
        char piece[8192];
        z.next_out = reinterpret_cast<Bytef*>(piece);
        z.avail_out = sizeof piece;
        code = inflate(&z, Z_NO_FLUSH);
        out.append(piece, sizeof piece - z.avail_out);
    }
    inflateEnd(&z);
    if (code != Z_STREAM_END) throw std::runtime_error("not gzip");
    return out;
}

class client {
 public:
    explicit client(std::uint16_t port) {
        fd_ = ::socket(AF_INET, SOCK_STREAM, 0);
        const timeval limit{10, 0};
        ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
            throw std::runtime_error("connect");
    }
    ~client() {
        SSL_free(ssl_);
        SSL_CTX_free(ctx_);
        ::close(fd_);
    }
    client(const client&) = delete;
    client& operator=(const client&) = delete;

    /// Empty when the handshake and the check against `ca` and `name` succeed, else why not.
    std::string start_tls(const std::string& ca, const char* ip, const char* host, int max_version = 0) {
        ctx_ = SSL_CTX_new(TLS_client_method());
        if (max_version) {
            SSL_CTX_set_min_proto_version(ctx_, 0);
            SSL_CTX_set_max_proto_version(ctx_, max_version);
            SSL_CTX_set_cipher_list(ctx_, "ALL:@SECLEVEL=0");
        }
        BIO* bio = BIO_new_mem_buf(ca.data(), static_cast<int>(ca.size()));
        if (X509* cert = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)) {
            X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx_), cert);
            X509_free(cert);
        }
        BIO_free(bio);
        SSL_CTX_set_verify(ctx_, SSL_VERIFY_PEER, nullptr);
        ssl_ = SSL_new(ctx_);
        if (ip) X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_), ip);
        if (host) SSL_set1_host(ssl_, host);
        SSL_set_fd(ssl_, fd_);
        ERR_clear_error();
        if (SSL_connect(ssl_) == 1) return {};
        const auto verify = SSL_get_verify_result(ssl_);
        if (verify != X509_V_OK) return X509_verify_cert_error_string(verify);
        const char* reason = ERR_reason_error_string(ERR_peek_last_error());
        return reason ? reason : "handshake failed";
    }
    std::string tls_version() const { return SSL_get_version(ssl_); }

    void send(std::string_view bytes) {
        if (ssl_) {
            if (SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())) <= 0)
                throw std::runtime_error("SSL_write");
            return;
        }
        while (!bytes.empty()) {
            const auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) throw std::runtime_error("send");
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }
    void get(const std::string& target) { send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"); }

    /// More bytes: false at a clean end, throws when reset or after ten seconds.
    bool more() {
        char piece[8192];
        long n;
        if (ssl_) {
            ERR_clear_error();
            n = SSL_read(ssl_, piece, sizeof piece);
            if (n <= 0) {
                if (SSL_get_error(ssl_, static_cast<int>(n)) == SSL_ERROR_ZERO_RETURN) return false;
                throw std::runtime_error("SSL_read");
            }
        } else {
            n = ::recv(fd_, piece, sizeof piece, 0);
            if (n < 0) throw std::runtime_error(errno == ECONNRESET ? "reset" : "recv");
        }
        in_.append(piece, static_cast<std::size_t>(n));
        return n > 0;
    }
    std::string take(std::size_t n) {
        while (in_.size() < n) {
            if (!more()) throw std::runtime_error("end of stream");
        }
        std::string out = in_.substr(0, n);
        in_.erase(0, n);
        return out;
    }
    std::string line() {
        for (;;) {
            if (const auto at = in_.find("\r\n"); at != std::string::npos) return take(at + 2).substr(0, at);
            if (!more()) throw std::runtime_error("end of stream");
        }
    }
    answer read(bool head_only = false) {
        answer a;
        for (;;) {
            if (const auto at = in_.find("\r\n\r\n"); at != std::string::npos) {
                a.head = take(at + 4);
                break;
            }
            if (!more()) throw std::runtime_error("end of stream");
        }
        a.status = std::stoi(a.head.substr(9, 3));
        if (head_only || a.status < 200 || a.status == 204) return a;
        if (a.header("Transfer-Encoding") == "chunked") {
            for (;;) {
                const auto size = std::stoul(line(), nullptr, 16);
                a.body += take(size);
                line();
                if (size == 0) break;
            }
        } else {
            a.body = take(std::stoul(a.header("Content-Length")));
        }
        return a;
    }
    /// "fin" or "rst", with everything that came before.
    std::string end(std::string* rest = nullptr) {
        std::string how = "fin";
        try {
            while (more()) {
            }
        } catch (const std::exception& e) {
            how = e.what();
        }
        if (rest) *rest = in_;
        return how;
    }

 private:
    int fd_ = -1;
    SSL_CTX* ctx_ = nullptr;
    SSL* ssl_ = nullptr;
    std::string in_;
};

}  // namespace raw
