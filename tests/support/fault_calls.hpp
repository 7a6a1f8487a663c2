#pragma once
#include <polyaxon/context/system.hpp>
#include <polyaxon/testing/server.hpp>
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define POLYAXON_FAULT_PATIENCE 10'000
#else
#define POLYAXON_FAULT_PATIENCE 2'000
#endif

/// Every kind of call that the library makes, to be disturbed at each of its steps.
namespace polyaxon::test {

/// A server that knows all those calls, a folder with a file to send, and machines whose files hold the token.
class fault_desk {
 public:
    explicit fault_desk(bool tls);
    ~fault_desk();
    fault_desk(const fault_desk&) = delete;
    fault_desk& operator=(const fault_desk&) = delete;

    v0::client old_client(const asio::any_io_executor&) const;
    v1::client young_client(const asio::any_io_executor&) const;
    /// Removes what a download left; tells what is there beside the file to send.
    std::string tidy() const;
    /// Of every call here: long for a machine that works, short for who waits for what is lost.
    static constexpr std::chrono::milliseconds timeout{POLYAXON_FAULT_PATIENCE};
    const std::string& folder() const { return folder_; }
    std::size_t open_connections() const { return server_->open_connections(); }

 private:
    const std::string folder_;
    std::shared_ptr<const context::system> system_;
    std::unique_ptr<testing::server> server_;
    std::string url_, ca_;
    const bool tls_;
};

/// One kind. Each run has clients of its own, so that the first call loads the context and opens a connection.
struct call_kind {
    std::string_view name;
    asio::awaitable<std::string> (*make)(v0::client, v1::client, const std::string& folder);
    std::string_view value;  ///< that comes of it when nothing disturbs it
};
std::span<const call_kind> call_kinds();

}  // namespace polyaxon::test
