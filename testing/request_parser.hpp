#pragma once
#include <polyaxon/testing/server.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace polyaxon::testing {

/// Bytes of a connection to requests (HTTP/1.0 and 1.1, pipelined, chunked bodies), over llhttp.
class request_parser {
 public:
    struct events {
        std::function<void()> wants_body;                          ///< the head asks for 100 Continue
        std::function<bool(received&&, bool keep_alive)> request;  ///< false: read no further
    };
    explicit request_parser(events);
    ~request_parser();
    request_parser(const request_parser&) = delete;
    request_parser& operator=(const request_parser&) = delete;

    /// False when the bytes are no HTTP request; `what()` says why. After that, or after `request` returned false,
    /// further bytes are ignored.
    bool feed(std::string_view bytes);
    const std::string& what() const;

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::testing
