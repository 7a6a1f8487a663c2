#pragma once
#include <polyaxon/async/handler_memory.hpp>
#include <polyaxon/async/websocket.hpp>
#include <polyaxon/async/websocket_pulse.hpp>
#include <polyaxon/codec/receive_buffer.hpp>
#include <polyaxon/codec/websocket_handshake.hpp>

#include <asio/steady_timer.hpp>

#include <atomic>
#include <deque>
#include <optional>
#include <span>
#include <string_view>

namespace polyaxon::async {

/// A websocket without its door. Everything happens in turns on one executor; no caller's code runs inside one.
class websocket_core final : public std::enable_shared_from_this<websocket_core>, transport_events {
 public:
    websocket_core(const asio::any_io_executor&, std::shared_ptr<connector>, codec::destination,
                   codec::request, websocket_options);

    // -- from any thread (thread_safe), or from the executor's
    void request_wait(websocket_turn&);  ///< where there is no memory it completes at once, starved
    void request_sent(websocket_sent&);  ///< the same
    /// There was no memory for the wait.
    void starve(websocket_turn&) const noexcept;
    void starve(websocket_sent&) const noexcept;
    void request_send(std::string message, bool text);
    void request_close() noexcept;
    void request_cancel() noexcept;
    void request_cancel_of(std::uint64_t wait, bool sending) noexcept;
    /// The execution context goes: waiting handlers are destroyed uncalled, with everything that touches the context.
    void abandon();

    completion waiter, sender;
    std::atomic<std::uint64_t> wait_number{0}, sent_number{0};
    asio::any_io_executor user_executor;

 private:
    enum class state { idle, pausing, dialing, asking, open, leaving, ended };
    enum class wish { none, close, cancel };

    void on_open(std::error_code, std::string_view detail) override;
    void on_read(std::error_code, std::size_t n) override;
    void on_written(std::error_code) override;

    template <class F>
    void post(F event);
    template <class F>
    void post_or(wish otherwise, F event) noexcept;
    template <class F>
    void turn(F&& event);
    void give_up(const char* why) noexcept;
    template <class Into, class Event>
    void request(completion& by, Into& into, Event event);
    void hand_over();
    void hand_over_message();
    void hand_over_sent();
    void tell(completion websocket_core::*who);
    void close_now();
    void cancel_now(const char* why);
    void begin();
    void dial();
    void opened(std::error_code, std::string_view detail);
    void take_bytes();
    void take_answer();
    void take_messages();
    void lost(std::error_code);
    void refuse();
    void peer_closed();
    void read_more();
    void flush();
    void write_pieces();
    void end(std::shared_ptr<const error_info>) noexcept;
    void fail(errc kind, std::string detail, std::error_code cause = {});
    std::unique_ptr<error_info> describe(errc kind, std::string detail) const;
    void leave();
    void shut();
    void arm();
    bool full() const {
        return queue_.size() >= options_.queued_messages || queued_bytes_ >= options_.queued_bytes;
    }

    static std::string in_seconds(std::chrono::milliseconds t) {
        const auto ms = t.count();
        return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
    }
    static steady_time after(steady_time now, std::chrono::milliseconds t) {
        const auto longest = std::chrono::floor<std::chrono::milliseconds>(steady_time::max() - now);
        return t < longest ? now + t : steady_time::max();
    }

    template <void (websocket_core::*Member)()>
    void prepare(deadline_entry& entry) {
        entry.owner = this;
        entry.due = [](void* self) { (static_cast<websocket_core*>(self)->*Member)(); };
    }
    void open_due();
    void pulse_due();
    void leave_due();
    void total_due();

    const std::shared_ptr<connector> connect_;
    const codec::destination to_;
    codec::request request_;
    const websocket_options options_;
    asio::any_io_executor run_on_, at_work_;
    std::atomic<bool> dead_{false};
    std::atomic<wish> unposted_{wish::none};

    state state_ = state::idle;
    bool in_turn_ = false;
    steady_time now_{}, dialed_at_{}, opened_at_{};
    std::chrono::milliseconds open_for_{0};
    deadlines clock_;
    deadline_entry open_, pulse_entry_, leave_, total_;
    websocket_pulse pulse_;
    std::optional<asio::steady_timer> timer_;
    steady_time armed_ = steady_time::max();

    std::unique_ptr<transport> transport_;
    codec::receive_buffer in_;
    std::string out_, sending_;
    std::size_t written_ = 0;  ///< of sending_, handed to the transport
    bool reading_ = false, writing_ = false;
    std::optional<codec::websocket_answer> answer_;
    codec::websocket frames_;
    bool was_open_ = false, over_ = false;
    int close_code_ = 0;

    struct queued {
        std::string message;
        bool text;
    };
    std::deque<queued> queue_;
    std::size_t queued_bytes_ = 0;
    std::shared_ptr<const error_info> spare_;
    std::shared_ptr<const error_info> failure_;  ///< null with over_: closed in order
    websocket_turn* waiting_ = nullptr;
    websocket_sent* sending_for_ = nullptr;
};

}  // namespace polyaxon::async
