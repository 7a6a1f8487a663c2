#pragma once
#include "support/connect_proxy.hpp"
#include "support/sanitizers.hpp"

#include <polyaxon/async/time_source.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/testing/server.hpp>
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

/// Every kind of call that the library makes, to be disturbed at each of its steps.
namespace polyaxon::test {

inline constexpr std::string_view fault_uuid = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

/// One kind. Each run has clients of its own, so that the first call loads the context and opens a connection.
struct call_kind {
    std::string_view name;
    asio::awaitable<std::string> (*make)(v0::client, v1::client, const std::string& folder);
    std::string_view value;          ///< that comes of it when nothing disturbs it
    int attempts = 1;                ///< of its clients
    std::size_t pipeline_depth = 1;  ///< over 1: all over one connection
    bool cold = false;               ///< allocations of loading the context are failed, too
    std::size_t writes = 0;          ///< requests of it that must not be sent twice: POST and PATCH
    bool proxied = false;            ///< through a tunnel
    int max_redirects = 0;
    bool hurried = false;  ///< what its clients do on their own, they do a thousand times as fast
};
std::span<const call_kind> call_kinds();
/// What a batch throws when more than one of its calls failed, and what is left to the background when one did.
struct several_failed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A server that knows all those calls, a folder with a file to send, and machines whose files hold the token.
class fault_desk {
 public:
    explicit fault_desk(bool tls);
    ~fault_desk();
    fault_desk(const fault_desk&) = delete;
    fault_desk& operator=(const fault_desk&) = delete;

    v0::client old_client(const asio::any_io_executor&, const call_kind&) const;
    v1::client young_client(const asio::any_io_executor&, const call_kind&) const;
    /// Removes what a download left, and what the server remembers; tells what is there beside the file to send.
    std::string tidy() const;
    /// POST and PATCH requests that have arrived since.
    std::size_t writes() const { return memory_->writes; }
    /// Of every call here: long for a machine that works, short for who waits for what is lost.
    static constexpr std::chrono::milliseconds timeout = scaled(std::chrono::seconds(2));
    const std::string& folder() const { return folder_; }
    std::size_t open_connections() const { return server_->open_connections() + proxy_->open_connections(); }

 private:
    template <class Config>
    void set_transport(Config&, const call_kind&) const;

    struct memory {
        std::atomic<std::size_t> writes{0}, flaky{0};
    };
    const std::string folder_;
    const std::shared_ptr<memory> memory_ = std::make_shared<memory>();
    std::shared_ptr<const context::system> system_;
    std::unique_ptr<testing::server> server_;
    const std::unique_ptr<connect_proxy> proxy_ = std::make_unique<connect_proxy>();
    const std::shared_ptr<async::time_source> hurry_;
    std::string url_, ca_, proxy_url_ = proxy_->url();
    const bool tls_;
};

}  // namespace polyaxon::test
