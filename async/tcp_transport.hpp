#pragma once
#include <polyaxon/async/socket_core.hpp>

namespace polyaxon::async {

/// A plain TCP stream: TCP_NODELAY, writes tried at once, handlers in fixed memory.
std::unique_ptr<transport> make_tcp_transport(const asio::any_io_executor&, route);

}  // namespace polyaxon::async
