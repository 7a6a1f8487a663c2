#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace bench {

/// TLS 1.3 between bytes and bytes, without a socket: what came goes in by `feed`, what is to be sent comes out of `outgoing`.
/// Both sides of the benchmark use it, so that one turn is one send. Throws std::runtime_error when a file cannot be read or
/// the peer breaks the protocol.
class tls_bytes {
 public:
    /// What all connections of a side share.
    class side {
     public:
        /// Verifies the server by the CA of the file; with an empty name it verifies nothing.
        static side client(const std::string& ca_file);
        /// Without `tickets` no client can resume a session.
        static side server(const std::string& leaf_pem, const std::string& key_pem, bool tickets = true);

     private:
        friend class tls_bytes;
        std::shared_ptr<void> context_;
        bool accepts_ = false;
    };

    /// `host` is checked against the certificate; unused by a server.
    tls_bytes(const side&, const std::string& host);
    ~tls_bytes();
    tls_bytes(tls_bytes&&) noexcept;
    tls_bytes& operator=(tls_bytes&&) noexcept;

    /// Goes on with the handshake by what has come; true when it is complete.
    bool shake_hands();
    void feed(std::string_view came);
    /// Bytes of the peer; 0 when no complete record is left. `ended` tells whether it has said goodbye.
    std::size_t read(std::span<char> into);
    bool ended() const { return ended_; }
    void write(std::string_view bytes);
    /// Says that nothing more will be written.
    void end();
    /// What is to be sent, and how much of it went.
    std::string_view outgoing() const;
    void sent(std::size_t n);

 private:
    struct state;
    std::unique_ptr<state> state_;
    bool ended_ = false;
};

}  // namespace bench
