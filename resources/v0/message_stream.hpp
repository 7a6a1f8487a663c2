#pragma once
#include <polyaxon/async/websocket.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/core.hpp>
#include <polyaxon/resources/v0/stream_losses.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

namespace polyaxon::v0 {

/// The texts of one stream, over one WebSocket after the other: what was lost is opened again where that makes sense. `next` by one
/// coroutine at a time; the rest from any thread.
class message_stream final : public ends_with_client, public std::enable_shared_from_this<message_stream> {
 public:
    message_stream(std::shared_ptr<core>, resources::outgoing, bool reconnect);

    /// The next message that is not empty, or nothing after a close in order, by the server or by `close`. Throws what ends it, and again.
    static awaitable<std::optional<std::string>> next(std::shared_ptr<message_stream>);
    /// True once after each reconnect, when its first message came.
    bool take_restart() { return std::exchange(restarted_, false); }
    /// What `next` gave was new: the losses before it do not count against the stream any more.
    void progressed() { losses_.progressed(); }
    /// By `close`: there is nothing more, whatever had come. To be asked by who calls `next`.
    bool closed();
    std::uint64_t reconnects() const { return reconnects_; }

    void close();
    void cancel();
    void client_closed() override;
    /// Ends it with an error about a message; throws it.
    [[noreturn]] void give_up(error_info);

 private:
    std::shared_ptr<async::websocket> open();
    bool goes_again(const async::websocket_turn&, error_info&);
    enum class asked { nothing, close, cancel, client };
    void end(asked);

    const std::shared_ptr<core> core_;
    resources::outgoing what_;
    const bool reconnect_;
    std::minstd_rand dice_{std::random_device{}()};

    // -- of `next` alone
    async::steady_time deadline_ = async::steady_time::max(), not_before_{};
    stream_setup setup_;
    bool begun_ = false, was_open_ = false, open_now_ = false, restarted_ = false, over_ = false;
    stream_losses losses_;
    std::uint64_t reconnects_ = 0;
    std::optional<error> failed_;

    std::mutex mutex_;  ///< of these
    std::shared_ptr<async::websocket> socket_;
    asked asked_ = asked::nothing;
};

}  // namespace polyaxon::v0
