#pragma once
#include <polyaxon/async/socket_core.hpp>
#include <polyaxon/async/tls_context.hpp>

namespace polyaxon::async {

/// TLS 1.2 or 1.3 over a socket of its own: one receive of up to 64 KiB, decrypted straight into the reader's span; all bytes of one
/// write in one record run and one send. A connection that ends without close_notify reads as lost, not as ended.
std::unique_ptr<transport> make_tls_transport(const asio::any_io_executor&, route,
                                              std::shared_ptr<tls_context>);

}  // namespace polyaxon::async
