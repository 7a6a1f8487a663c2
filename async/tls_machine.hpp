#pragma once
#include <polyaxon/async/tls_context.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace polyaxon::async {

/// One TLS client connection without a socket: cipher bytes in and out, plain bytes in and out. What is checked (chain, dates, name or
/// address) is set here for every connection, a resumed one as well.
class tls_machine {
 public:
    enum class state {
        done,       ///< what was asked for is complete
        need_more,  ///< feed it further cipher bytes
        ended,      ///< the peer said close_notify
        failed,     ///< what() says why; send output() (an alert), then give up
    };
    struct taken {
        std::size_t bytes;
        state then;  ///< done: the span is full, more may lie here
    };

    /// `host` is what the user wrote; server_name of the settings beats it. Null with `why` when the settings are of no use.
    static std::unique_ptr<tls_machine> make(std::shared_ptr<tls_context>, const std::string& host,
                                             std::uint16_t port, std::string& why);
    virtual ~tls_machine() = default;

    /// Gives the next cipher bytes, which must stay until read() or handshake() said need_more. Only while has_input() is false.
    virtual void feed(std::string_view cipher) = 0;
    /// What was fed last and is not used up.
    virtual std::string_view rest() const = 0;
    /// True while read() may find something without being fed.
    virtual bool has_input() const = 0;
    /// True while nothing is half-way: no plain text waits, no record is incomplete.
    virtual bool at_rest() const = 0;

    virtual state handshake() = 0;
    /// Decrypts until `into` is full or the input is dry.
    virtual taken read(std::span<char> into) = 0;
    /// Handles what was fed while nobody reads; need_more: only tickets and the like, done: application data lies there.
    virtual state look() = 0;
    /// Encrypts all of `plain` into output().
    virtual state write(std::string_view plain) = 0;
    virtual void shut() = 0;

    /// Cipher bytes to be sent; the caller takes them by swap.
    virtual std::string& output() = 0;

    virtual const std::string& what() const = 0;
    /// "TLSv1.3 TLS_AES_256_GCM_SHA384, resumed".
    virtual std::string describe() const = 0;
    virtual bool resumed() const = 0;
    /// What to say when the peer goes away in the middle of the handshake.
    virtual std::string cut_in_handshake(std::string_view how) const = 0;

    /// Sets the callbacks of an SSL_CTX that machines will be made of.
    static void prepare(ssl_ctx_st*, bool verify);
};

}  // namespace polyaxon::async
