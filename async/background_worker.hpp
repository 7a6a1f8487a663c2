#pragma once
#include <polyaxon/async/background_policy.hpp>
#include <polyaxon/async/background_queue.hpp>
#include <polyaxon/async/call.hpp>
#include <polyaxon/async/completion.hpp>
#include <polyaxon/async/context_end.hpp>

#include <asio/post.hpp>

#include <atomic>
#include <deque>
#include <list>
#include <map>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

// Inside of the room: the queue without its door.

namespace polyaxon::async {

/// Runs the lanes of a background queue. All but what says otherwise happens on one strand. No std::bad_alloc comes out of what happens there:
/// what could not be done for want of memory is done with the next event, or a little later; what it costs is counted and told.
class background_worker final : public ends_with_context,
                                public std::enable_shared_from_this<background_worker> {
 public:
    background_worker(asio::any_io_executor, std::shared_ptr<background_owner>, background_setup);
    ~background_worker() override;

    // -- from any thread
    void add(background_job);
    void add_item(background_job target, std::string_view item);
    void set_heartbeat(std::string_view url);
    void unset_heartbeat(std::string_view url) noexcept;
    background_stats stats() const { return store_.stats(); }
    void close() noexcept;
    void abandon() override;

    /// Somebody who waits for all to be sent.
    struct waiter {
        completion done;
        std::chrono::milliseconds quiet{}, limit{};
        std::size_t left = 0;
        bool canceled = false, starved = false, over = false;
        std::unique_ptr<time_source::alarm> note, end;
    };
    /// Without memory it ends at once, `starved`.
    void start_drain(const std::shared_ptr<waiter>&) noexcept;
    void cancel_drain(const std::shared_ptr<waiter>&) noexcept;
    const asio::any_io_executor& user_executor() const noexcept { return user_executor_; }

 private:
    enum class kind { singles, batches, heartbeats };
    /// One request at a time, with its retries.
    struct lane {
        explicit lane(kind k) : what(k) {}
        const kind what;
        std::optional<background_parcel> current;
        std::string url;  ///< of a heartbeat
        background_route route;
        call node;
        std::unique_ptr<time_source::alarm> pause;
        int tries = 0;
        bool in_flight = false, pausing = false;
        bool unalarmed = false;                 ///< pausing, and there was no memory for an alarm
        bool turning = false, again = false;    ///< in go_on; which was asked for once more meanwhile
        std::optional<steady_time> away_since;  ///< nothing could be reached since then
        bool away_told = false;
    };

    struct beat_times {
        steady_time begun;
        std::optional<steady_time> due;  ///< once known
    };
    using drains = std::list<std::shared_ptr<waiter>>;

    template <class F>
    void post(F f);
    /// False: there is no memory for it.
    template <class F>
    bool try_to_post(F f) noexcept;
    void wake(background_store::wake) noexcept;
    void go_on(lane&);
    bool take(lane&);
    void attempt(lane&);
    void ended(lane&, error_info* failure);
    void retry_after(lane&, std::chrono::milliseconds pause);
    void give_up(lane&, error_info&, background_store::outcome);
    void finish(lane&);
    void later() noexcept;
    void look_again();
    template <class F>
    void warn(F text, std::string_view shorter) noexcept;
    void set_alarm(std::unique_ptr<time_source::alarm>&, steady_time, void (background_worker::*)());
    void flush_later();
    void flush_now();
    void beat();
    void arm_beats();
    bool still_wanted(const lane&);
    void drop_beat(lane&);
    void tell_dropped();
    void take_drains();
    void begin_drain(const std::shared_ptr<waiter>&);
    void check_drains();
    void end_drain(const std::shared_ptr<waiter>&);
    void shut(std::size_t lost);
    background_pace pace();

    asio::any_io_executor user_executor_, run_on_;
    const std::shared_ptr<background_owner> owner_;
    const background_setup setup_;
    const std::shared_ptr<time_source> time_;
    background_store store_;

    std::mutex beats_mutex_;
    std::map<std::string, beat_times, std::less<>> beats_;

    lane singles_{kind::singles}, batches_{kind::batches}, heartbeats_{kind::heartbeats};
    std::deque<std::string> beat_line_;
    std::unique_ptr<time_source::alarm> flush_alarm_, beat_alarm_, again_alarm_;
    drains drains_;
    std::atomic<bool> closed_{false}, dead_{false}, told_closed_{false};
    std::atomic<bool> again_{false};  ///< something could not be done for want of memory

    std::mutex door_mutex_;  ///< of posting, against the end of the context, and of:
    drains drains_to_be_;    ///< not yet on the strand
};

template <class F>
void background_worker::post(F f) {
    const std::lock_guard lock(door_mutex_);
    if (dead_) return;
    asio::post(run_on_, [self = shared_from_this(), f = std::move(f)] {
        if (self->dead_) return;
        f(*self);
        self->look_again();
    });
}

template <class F>
bool background_worker::try_to_post(F f) noexcept {
    for (int i = 0; i < 4; ++i) try {  // others may have given some back meanwhile
            post(f);
            return true;
        } catch (const std::bad_alloc&) {
        }
    return false;
}

template <class F>
void background_worker::warn(F text, std::string_view shorter) noexcept try {
    owner_->warn(text());
} catch (const std::bad_alloc&) {
    owner_->warn(shorter);
}

}  // namespace polyaxon::async
