#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/stream.hpp>
#include <polyaxon/resources/v1/shell_output.hpp>
#include <polyaxon/resources/v1/streams_path.hpp>
#include <polyaxon/resources/v1/watch_errand.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polyaxon::async {
class websocket;
}

namespace polyaxon::v1 {

struct run_state;

/// A command in a container, over a WebSocket in Kubernetes' protocol v4.channel.k8s.io: the first byte of each message is its channel.
/// `next` by one coroutine at a time, `send` by one; the rest from any thread.
class run_shell final : public stream<shell_output>::source, public std::enable_shared_from_this<run_shell> {
 public:
    run_shell(std::shared_ptr<run_state>, const shell_options&);
    ~run_shell();

    awaitable<std::optional<shell_output>> next() override;
    void close() override;
    void cancel() override;
    stream_stats stats() const override;

    /// Throws what keeps it from being typed into.
    void must_have_stdin() const;
    static awaitable<bool> send(std::shared_ptr<run_shell>, std::string bytes);
    void resize(int rows, int cols);

 private:
    void begin();
    static awaitable<void> open(std::shared_ptr<run_shell>);
    void connect(const streams_place&);
    std::shared_ptr<async::websocket> socket() const;
    void take(std::string message);
    bool quiet() const { return closed_ || over_; }

    std::shared_ptr<run_state> run_;  ///< once it has begun, a state of its own
    const resources::owned_call call_;
    const std::shared_ptr<watch_errand> errand_;  ///< finds the pod; the WebSocket needs none
    std::vector<std::string> words_;
    std::string pod_, container_;
    const bool stderr_, stdin_, stdout_, tty_;

    // -- of `next` alone
    bool begun_ = false;
    std::deque<shell_output> ready_;
    std::optional<error> failed_;
    stream_stats stats_;

    std::atomic<bool> closed_{false}, over_{false}, sending_{false};
    mutable std::mutex mutex_;  ///< of these
    bool canceled_ = false;
    std::shared_ptr<async::websocket> socket_;
    std::string early_;                        ///< typed before there was a socket
    std::optional<std::pair<int, int>> size_;  ///< rows and columns, set before
};

}  // namespace polyaxon::v1
