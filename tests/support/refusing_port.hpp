#pragma once
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <cstdint>

namespace polyaxon::test {

/// A port of 127.0.0.1 on which nobody listens. It is taken as long as this lives, or another test's server might get it.
class refusing_port {
 public:
    std::uint16_t number() const { return socket_.local_endpoint().port(); }

 private:
    asio::io_context io_;
    asio::ip::tcp::socket socket_{io_, {asio::ip::address_v4::loopback(), 0}};
};

}  // namespace polyaxon::test
