#pragma once
#include <polyaxon/async/proxy.hpp>
#include <polyaxon/async/socket_handler.hpp>
#include <polyaxon/async/socket_quiet.hpp>
#include <polyaxon/async/transport.hpp>
#include <polyaxon/codec/errc.hpp>

#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <vector>

namespace polyaxon::async {

/// Where a socket goes, and through what.
struct route {
    codec::origin to;
    std::optional<proxy_address> proxy;  ///< asked for a CONNECT tunnel to `to`
    std::string trouble;  ///< not empty: the proxy setting is of no use, and opening fails with this text
};

/// What a plain and a TLS transport share: name look-up, connecting, the proxy's tunnel, and the rule that nothing is told after
/// `detach`. It is owned by its transport and by the operations that are under way, so a transport may die at any time.
class socket_core : public std::enable_shared_from_this<socket_core> {
 public:
    socket_core(const asio::any_io_executor&, route);
    virtual ~socket_core() = default;
    socket_core(const socket_core&) = delete;
    socket_core& operator=(const socket_core&) = delete;

    void open(transport_events&);
    /// Closes the socket; no event follows.
    void detach();

    const std::string& failure() const noexcept { return failure_; }
    std::error_code cause() const noexcept { return cause_; }

 protected:
    /// The stream of bytes to the origin stands (through the tunnel, if there is one).
    virtual void connected() = 0;

    void opened();
    void fail_open(errc, std::string detail, std::error_code cause = {});
    /// The same for want of memory, without needing any. To be called from a handler of an exception that is rethrown when nobody listens
    /// any more: then it came from whom we told.
    void starved();
    /// Notes why a read or a write failed and gives the code to report.
    std::error_code lost(std::error_code system, std::string_view doing) noexcept;
    std::error_code note(errc, std::string detail, std::error_code cause = {});

    /// What has come beyond what was counted in `taken_`, without taking it.
    quiet look();

    template <class Core, auto Member>
    socket_handler<Core, Member> handler(socket_memory& slot) {
        return {std::static_pointer_cast<Core>(shared_from_this()), &slot};
    }

    asio::any_io_executor executor_;
    asio::ip::tcp::socket socket_;
    transport_events* events_ = nullptr;  ///< null after detach
    socket_memory read_slot_, write_slot_;
    route route_;
    std::uint64_t taken_ = 0;  ///< bytes that reached us; whoever reads adds to it

 private:
    using endpoints = std::vector<asio::ip::tcp::endpoint>;
    void find_addresses(const std::string& host, std::uint16_t port);
    void connect_next();
    void attempt_ended(std::error_code, std::size_t attempt);
    void start_tunnel();
    void send_connect();
    void tunnel_written(std::error_code, std::size_t);
    void tunnel_read(std::error_code, std::size_t);

    const std::string& peer_host() const { return route_.proxy ? route_.proxy->host : route_.to.host; }
    std::uint16_t peer_port() const { return route_.proxy ? route_.proxy->port : route_.to.port; }
    std::string peer_text() const;

    struct dialing;  ///< what only opening needs
    std::shared_ptr<dialing> dialing_;
    std::string failure_;
    std::error_code cause_;
};

}  // namespace polyaxon::async
