#include <polyaxon/resources/v0/message_stream.hpp>

#include <polyaxon/async/retry_policy.hpp>

#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace polyaxon::v0 {

using async::websocket, async::websocket_turn;
using std::chrono::milliseconds;

namespace {

constexpr int most_reconnects = 10;

/// Codes of a server that goes, and comes back: its own failure, restart, too much to do, a gateway's.
bool passing(int close_code) { return close_code >= 1011 && close_code <= 1014; }

error_info closed_client(std::string request) {
    error_info info;
    info.kind = errc::canceled;
    info.detail = "the client was closed";
    info.request = std::move(request);
    return info;
}

}  // namespace

message_stream::message_stream(std::shared_ptr<core> c, resources::outgoing what, bool reconnect)
    : core_(std::move(c)), what_(std::move(what)), reconnect_(reconnect) {}

std::shared_ptr<websocket> message_stream::open() {
    if (!begun_) {
        if (what_.refused) throw error(*what_.refused);
        setup_ = core_->streams();
        if (what_.timeout > milliseconds::zero()) {
            const auto now = std::chrono::steady_clock::now();
            const auto longest = std::chrono::floor<milliseconds>(async::steady_time::max() - now);
            if (what_.timeout < longest) deadline_ = now + what_.timeout;
        }
        begun_ = true;
        core_->tell_when_closed(shared_from_this());
    }
    async::websocket_options o;
    o.connect_timeout = setup_.connect_timeout;
    o.open_timeout = setup_.open_timeout;
    o.deadline = deadline_;
    o.not_before = not_before_;
    o.thread_safe = setup_.thread_safe;
    auto made = std::make_shared<websocket>(core_->executor(), setup_.connect, setup_.to, what_.request, o);
    open_now_ = false;
    const std::lock_guard lock(mutex_);
    if (asked_ == asked::close)
        made->close();
    else if (asked_ != asked::nothing)
        made->cancel();
    return socket_ = made;
}

awaitable<std::optional<std::string>> message_stream::next(std::shared_ptr<message_stream> self) {
    auto& s = *self;
    for (;;) {
        if (s.failed_) throw error(*s.failed_);
        if (s.over_ || s.closed()) co_return std::nullopt;
        std::shared_ptr<websocket> socket = s.socket_;
        if (!socket) socket = s.open();
        websocket_turn turn;
        co_await async::async_next(*socket, turn, asio::use_awaitable);
        if (turn.opened && !std::exchange(s.open_now_, true)) {
            if (s.was_open_) ++s.reconnects_, s.restarted_ = true;
            s.was_open_ = true;
        }
        if (s.closed()) continue;  // a loss at the same time is of no matter
        switch (turn.came) {
            case websocket_turn::what::message:
                if (turn.message.empty()) break;
                co_return std::move(turn.message);
            case websocket_turn::what::closed: s.over_ = true; break;
            case websocket_turn::what::failed: {
                error_info info = *turn.failure;
                if (s.goes_again(turn, info)) {
                    const std::lock_guard lock(s.mutex_);
                    s.socket_.reset();
                    break;
                }
                s.failed_ = error(std::move(info));
            }
        }
    }
}

bool message_stream::goes_again(const websocket_turn& turn, error_info& info) {
    losses_.lost(turn.open_for);
    const int failures = losses_.in_a_row();
    info.attempts = failures;
    {
        const std::lock_guard lock(mutex_);
        if (asked_ == asked::client) info = closed_client(std::move(info.request));
        if (asked_ != asked::nothing) return false;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!reconnect_ || now >= deadline_) return false;
    const bool worth = info.status != 0             ? async::worth_retrying(info.status)
                       : info.kind == errc::network ? turn.close_code == 0 || passing(turn.close_code)
                                                    : info.kind == errc::timeout;
    if (!worth) return false;
    const auto& retry = setup_.retry;
    const int most = what_.max_attempts > 0 ? what_.max_attempts
                     : was_open_            ? most_reconnects
                                            : retry.max_attempts;
    if (failures >= most) {
        if (failures > 1) info.detail += " (tried " + std::to_string(failures) + " times)";
        return false;
    }
    auto top = std::max(retry.base_delay, milliseconds(0));
    for (int i = 1; i < losses_.hasty() && top < retry.max_delay; ++i) top *= 2;
    top = std::min(top, std::max(retry.max_delay, milliseconds(0)));
    milliseconds pause(std::uniform_int_distribution<milliseconds::rep>(0, top.count())(dice_));
    if (info.retry_after) {
        if (*info.retry_after > retry.max_retry_after) {
            info.detail +=
                "; not tried again: the server asks for a longer pause than max_retry_after allows";
            return false;
        }
        pause = std::max(pause, *info.retry_after);
    }
    if (pause >= deadline_ - now) {
        info.detail += "; not tried again: the pause before would outlast the time of the stream";
        return false;
    }
    not_before_ = now + pause;
    return true;
}

void message_stream::give_up(error_info info) {
    failed_ = error(std::move(info));
    cancel();
    throw error(*failed_);
}

void message_stream::end(asked how) {
    std::shared_ptr<websocket> socket;
    {
        const std::lock_guard lock(mutex_);
        if (asked_ == asked::nothing || how == asked::cancel) asked_ = how;
        socket = socket_;
    }
    if (!socket) return;
    if (how == asked::close)
        socket->close();
    else
        socket->cancel();
}

bool message_stream::closed() {
    const std::lock_guard lock(mutex_);
    return asked_ == asked::close && !failed_;
}

void message_stream::close() { end(asked::close); }
void message_stream::cancel() { end(asked::cancel); }
void message_stream::client_closed() { end(asked::client); }

}  // namespace polyaxon::v0
