#pragma once
#include <polyaxon/context/load_once.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/context/v1.hpp>
#include <polyaxon/resources/core.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>
#include <mutex>
#include <vector>

namespace polyaxon::async {
class connector;
class websocket;
struct websocket_options;
}  // namespace polyaxon::async

namespace polyaxon::v1 {

/// What all handles of one v1 client share. The context is read by the first call that needs it, once. Thread-safe.
class client_core final : public resources::core {
 public:
    client_core(asio::any_io_executor executor, const client_config& config);

    const resources::session& ready() override;
    context_report report() override;
    /// Who asks and where; loads it on first use, like ready().
    const context::v1_context& context();
    /// Environment and files of the machine, or those of a test.
    const context::system& machine() const;

    /// A WebSocket: its connection is made by who makes those of the calls, with their time limits. Throws as ready().
    std::shared_ptr<async::websocket> open_socket(codec::destination, codec::request,
                                                  async::websocket_options);
    /// Ends all calls and WebSockets.
    void close();

 private:
    struct loaded {
        context::v1_context context;
        resources::session session;
        std::shared_ptr<async::connector> connect;
    };
    const loaded& load();

    std::shared_ptr<const context::v1_arguments> arguments_;
    context::load_once<loaded> once_;
    std::mutex sockets_mutex_;
    std::vector<std::weak_ptr<async::websocket>> sockets_;
};

}  // namespace polyaxon::v1
