#pragma once
#include <polyaxon/context/load_once.hpp>
#include <polyaxon/context/v0_arguments.hpp>
#include <polyaxon/resources/core.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::v0 {

class background;

/// What streams are opened with: each has a connection of its own.
struct stream_setup {
    codec::destination to;
    std::shared_ptr<async::connector> connect;
    retry_options retry;
    std::chrono::milliseconds connect_timeout{10'000}, open_timeout{20'000};
    bool thread_safe = true;
};

/// What ends when the client is closed and is no call of an engine.
class ends_with_client {
 public:
    virtual void client_closed() = 0;  ///< from any thread

 protected:
    ~ends_with_client() = default;
};

/// What all handles of one v0 client share: who asks and where, loaded by the first call, and the engine made from it.
/// A setter changes the arguments and makes a new session of them; calls under way keep theirs, which is why sessions that were in use once
/// stay until the core goes (a few hundred bytes each).
class core final : public resources::core {
 public:
    core(asio::any_io_executor executor, std::shared_ptr<const context::v0_arguments> arguments);
    ~core() override;

    const resources::session& ready() override { return load().session; }
    /// The same for who may outlive the core: keeps the session, and not the core.
    std::shared_ptr<const resources::session> session_now() {
        const auto& now = load();
        return {now.shared_from_this(), &now.session};
    }
    context_report report() override { return load().who.report; }
    const context::v0_context& who() { return load().who; }
    /// The machine itself, for what is written to it.
    std::shared_ptr<const context::system> machine();
    /// The one-time token that a pod was given, until it was used.
    std::optional<std::string> one_time_token();
    void one_time_token_used() noexcept { one_time_used_ = true; }
    /// What the client sends on its own.
    background& work();
    /// The same if there is anything, else null.
    std::shared_ptr<background> work_if_any() const;
    /// Of the session that calls use now; a copy, because setters make new ones.
    stream_setup streams() { return load().streams; }
    /// Tells it when the client is closed; at once when it is already.
    void tell_when_closed(const std::shared_ptr<ends_with_client>&);
    /// Throws `canceled` after close().
    void must_be_open() const;
    /// Ends background work, streams, then all calls.
    void close();

    /// Calls from now on carry this token; empty: what environment and files say. Throws `context` for one that cannot be a header.
    void set_token(std::string token);
    void set_host(std::string_view host);
    void set_http_port(int port);
    void set_ws_port(int port);
    void set_use_https(bool);
    void set_verify_ssl(bool);
    void set_is_managed(bool);
    void set_authentication_type(std::string_view);
    void set_version_api(std::string_view);
    void set_reraise(bool);
    /// Changes an argument of the client: `change` is given a copy of all. When the context is loaded already, it is resolved anew from what was
    /// read then, without I/O; what cannot be is a `context` error, and all stays as it was. `name` is that of the report's entry.
    void set(std::string_view name, const std::function<void(context::v0_arguments&)>& change);

 private:
    struct loaded : std::enable_shared_from_this<loaded> {
        context::v0_context who;
        resources::session session;
        stream_setup streams;
    };
    struct engine_of {
        bool verified;
        std::shared_ptr<async::engine> engine;
        std::shared_ptr<async::connector> connect;
    };
    const loaded& load();
    result<const loaded*> resolve(const std::shared_ptr<const context::v0_arguments>&, std::string& warning);
    const engine_of& engine_for(const context::v0_arguments&, const context::v0_context&);

    std::mutex setting_;  ///< of all below but the two that say otherwise
    std::shared_ptr<const context::v0_arguments> arguments_;
    std::shared_ptr<const context::system> remembered_;  ///< what was read once, for setters
    std::set<std::string, std::less<>> changed_;         ///< entries of the report that a setter made
    std::set<std::string> warned_;                       ///< origins whose missing verification was told
    std::vector<std::shared_ptr<const loaded>> all_;
    std::vector<engine_of> engines_;
    std::atomic<const loaded*> now_{nullptr};  ///< of `all_`; read without the lock
    context::load_once<const loaded*> once_;   ///< has a lock of its own
    std::mutex ends_mutex_;
    std::vector<std::weak_ptr<ends_with_client>> ends_;
    std::atomic<bool> one_time_used_{false};  ///< what was read once still has it
    mutable std::mutex work_mutex_;
    std::shared_ptr<background> work_;
    std::atomic<background*> work_now_{nullptr};  ///< the same, without the lock
};

}  // namespace polyaxon::v0
