#pragma once
#include <polyaxon/async/call_state.hpp>
#include <polyaxon/async/counters.hpp>
#include <polyaxon/async/deadlines.hpp>
#include <polyaxon/async/engine.hpp>
#include <polyaxon/async/handler_memory.hpp>
#include <polyaxon/async/limiter.hpp>
#include <polyaxon/async/pool.hpp>
#include <polyaxon/async/retry_policy.hpp>
#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/gzip.hpp>

#include <asio/steady_timer.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace polyaxon::async {

/// What a try of a call came to when it was no success.
struct try_facts {
    bool sent = false, begun = false, reused = false;
    bool by_us = false;  ///< the client gave the connection up, because of another call
};

/// The engine without its door. Everything happens in turns on one executor: an event comes in (bytes, a new call, a deadline), calls are moved
/// on, then completed ones are handed to their callers, who may start the next ones, and last all requests are written and the timer is set.
/// No caller's code runs while a connection is at work.
class engine_core final : public std::enable_shared_from_this<engine_core> {
 public:
    engine_core(asio::any_io_executor, engine_options);

    // -- from any thread (thread_safe), or from the executor's
    void submit(call&);
    void request_cancel(std::uint64_t id);
    void request_close();
    void set_observer(std::shared_ptr<observer>);
    pool_stats stats() const { return count.snapshot(); }
    const asio::any_io_executor& user_executor() const noexcept { return user_executor_; }
    std::uint64_t next_id() noexcept { return ids_.fetch_add(1, std::memory_order_relaxed) + 1; }
    /// The execution context goes: destroys what waits without calling it, and everything that touches the context.
    void abandon();

    // -- in turns
    /// Runs `event` and then what follows from it.
    template <class F>
    void turn(F&& event) {
        if (dead_) return;
        if (in_turn_) return event();
        const auto keep = shared_from_this();
        in_turn_ = true;
        now = std::chrono::steady_clock::now();
        try {
            event();
        } catch (...) {
            // Out of memory, or an observer that threw: what is left of the turn is done in one of its own.
            in_turn_ = false;
            {
                const auto lock = guard();
                wake();
            }
            throw;
        }
        settle();
    }

    std::unique_ptr<transport> make_transport(const codec::origin& where) {
        return options.connect->make(run_on_, where);
    }
    void mark_dirty(connection& c) {
        if (!std::exchange(c.dirty, true)) dirty_.push_back(&c);
    }
    void mark_to_serve(pool& p) {
        if (!std::exchange(p.to_serve, true)) to_serve_.push_back(&p);
    }
    /// In a turn of its own, after what waits for the executor now.
    void flush_later(connection&);
    /// Several connections have calls on them.
    bool crowded() const noexcept { return count.open > count.idle + 3; }
    /// No caller has held this turn up: what was seen at its beginning still holds.
    bool turn_is_young() const noexcept {
        return std::chrono::steady_clock::now() - now < std::chrono::milliseconds(1);
    }
    void bury(std::unique_ptr<connection>) noexcept;
    /// One more connection is to come, or it does not: what keeps it in its lists later needs no memory then.
    void expect_connection();
    void forget_connection() noexcept { --connections_; }
    double dice() noexcept;  ///< [0, 1)

    /// The call's request was appended to a connection.
    void on_assigned(call_state&, bool reused);
    /// A complete answer; everything it points to lies in its connection.
    void on_answer(call_state&, const codec::http_head&, std::span<char> body, bool reused);
    /// It had a body of that size, and is used up: a very long one leaves no room behind.
    void answer_over(std::size_t size);
    /// A try failed without a complete answer: tries again or fails the call. The call is in no queue.
    void on_failed_try(call_state&, errc kind, std::error_code cause, std::string_view text, try_facts);
    /// The same where an exception must not leave: without memory for another try the call ends.
    void lost_try(call_state&, errc kind, std::error_code cause, std::string_view text, try_facts) noexcept;
    /// Ends the call wherever it stands.
    void fail(call_state&, errc kind, std::string detail, std::error_code cause = {});
    /// Ends the call for want of memory, wherever it stands: needs none itself. Does nothing when it has ended.
    void give_up(call_state&) noexcept;
    /// Its source or sink is of no use. `head`: of its answer, if one has come.
    void fail_flow(call_state&, const flow_trouble&, const codec::http_head& head);
    void call_due(call_state&);

    const engine_options options;
    deadlines clock;
    counters count;
    steady_time now{};
    std::shared_ptr<observer> watch;

 private:
    bool wake() noexcept;
    void catch_up_soon() noexcept;
    void catch_up();
    void settle();
    /// One for each call, connection and pool, two of our own and `more` need no memory from here on.
    void expect_deadlines(std::size_t more) {
        clock.make_room(all_.size() + connections_ + pools_.size() + 2 + more);
    }
    void take_messages();
    void accept(call_state&);
    void detach(call_state&);
    void complete(call_state&);
    void hand_back(call_state&);
    void cancel(std::uint64_t id);
    void cancel(call_state&);
    void shut();
    void flush();
    void arm();
    bool try_to_arm() noexcept;
    void finish_drains();
    pool& pool_for(const codec::origin&);
    /// What has begun goes before those that have not; what a dead connection sent back does not even wait for the pace.
    enum class rank { usual, begun, sent_back };
    void wait_again(call_state&, rank);
    void admit(call_state&, bool first);
    void let_go();
    void set_due(call_state&, steady_time other);
    bool stalled(call_state&);
    static bool answer_is_due(const call_state&);  ///< its limit is answer_timeout
    void try_again(call_state&, std::unique_ptr<error_info>, try_facts);
    void succeed(call_state&, const codec::http_head&, std::span<char> body);
    bool redirect(call_state&, const codec::http_head&, std::string& why_not);
    void http_failure(call_state&, const codec::http_head&, std::string_view body,
                      std::string_view redirect_why, bool reused);
    std::unique_ptr<error_info> describe(const call_state&, errc kind, std::string detail) const;
    call_event event_of(const call_state&, std::string& host) const;
    std::unique_lock<std::mutex> guard() const;

    asio::any_io_executor user_executor_, run_on_;
    asio::any_io_executor at_work_;  ///< tracked while calls are under way
    std::optional<asio::steady_timer> timer_;
    steady_time armed_ = steady_time::max();  ///< what the timer waits for
    handler_memory<512> timer_memory_;
    retry_bucket bucket_;
    std::uint64_t random_;
    std::atomic<std::uint64_t> ids_{0};

    mutable std::mutex mutex_;  ///< of the messages below, when thread_safe
    call_queue inbox_;
    std::vector<std::uint64_t> cancels_;
    std::shared_ptr<observer> new_watch_;
    bool waking_ = false, close_asked_ = false, watch_asked_ = false;
    std::atomic<bool> dead_{false};
    std::atomic<bool> messages_{false};

    bool in_turn_ = false, closed_ = false;
    call_register all_;
    std::size_t under_way_ = 0;  ///< calls that are no drains
    call_queue completed_, draining_;
    limiter limiter_;
    call_queue paced_;  ///< wait for their turn by the pace, in their order
    deadline_entry next_turn_;
    deadline_entry catch_up_;  ///< for what could not be posted
    call_index by_id_;
    std::vector<std::unique_ptr<pool>> pools_;
    std::vector<pool*> to_serve_;
    std::vector<connection*> dirty_, later_;
    std::vector<std::unique_ptr<connection>> graves_;
    std::size_t connections_ = 0;  ///< in the pools and in the graves: each list of them has so much room
    bool burying_ = false;
    std::vector<std::uint64_t> cancels_now_;
    // One answer is decoded at a time, so all connections share what that needs.
    codec::json_parser parser_;
    codec::gunzip unpacker_;
    std::string unpacked_, decode_what_;
};

/// "GET /api/v1/users/": verb and path, without query.
std::string request_text(const call_state&);

}  // namespace polyaxon::async
