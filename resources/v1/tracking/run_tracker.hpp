#pragma once
#include <polyaxon/async/context_end.hpp>
#include <polyaxon/async/observer.hpp>
#include <polyaxon/resources/last_resort.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/run_client.hpp>
#include <polyaxon/resources/v1/status.hpp>
#include <polyaxon/resources/v1/target.hpp>
#include <polyaxon/resources/v1/tracking/event_store.hpp>
#include <polyaxon/resources/v1/tracking/resource_metrics.hpp>
#include <polyaxon/resources/v1/tracking/run_bell.hpp>
#include <polyaxon/resources/v1/tracking/run_changes.hpp>
#include <polyaxon/resources/v1/tracking/run_options.hpp>
#include <polyaxon/resources/v1/tracking/upload_ledger.hpp>

#include <asio/cancellation_signal.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Inside of the room: what a tracked run is made of.

namespace polyaxon::v1::tracking {

/// A run_client whose state this room may use.
class run_courier : public run_client {
 public:
    explicit run_courier(const run_client& of) : run_handle(of), run_client(of) {}
    run_courier(const run_courier&) = default;
    run_courier& operator=(const run_courier&) = delete;
    const std::shared_ptr<run_state>& state() const { return state_; }
};

/// Whether both name one directory, however they are written.
bool same_folder(const std::filesystem::path&, const std::filesystem::path&);

/// How a run is tracked.
struct run_setup {
    std::string uuid;
    std::filesystem::path directory;
    bool no_op = false, offline = false;
    bool ends = false;      ///< this process began it, so it says how it ends
    bool collects = false;  ///< event files are written
    bool uploads = false;   ///< files and what is said of them go to the server
    bool resources = false, logs = false;
    std::string connection;  ///< POLYAXON_ARTIFACTS_STORE_NAME
    std::chrono::milliseconds interval{5'000}, timeout{60'000}, max_outage{3'600'000};
    std::size_t max_waiting = 64 * 1024 * 1024;
    std::shared_ptr<async::time_source> time;
};

/// Takes in what is logged and brings it to disk and to the server: one lane for values and conditions, one request at a time, and one for
/// files. What may be called from any thread says so; everything else happens on one strand.
class run_tracker final : public async::ends_with_context, public std::enable_shared_from_this<run_tracker> {
 public:
    /// Values and files each have a run_client of their own: what one learns of the run is not in the other's way.
    run_tracker(run_courier values, run_courier files, run_setup);
    ~run_tracker() override;

    // -- from any thread; none waits for a file or the server, none throws
    const run_setup& setup() const noexcept { return setup_; }
    const client& owner() const noexcept { return courier_.get_client(); }
    std::filesystem::path directory() const;
    bool collects() const noexcept { return collects_; }
    void collect(bool events) noexcept { collects_ = events; }
    void keep_logs(bool on) noexcept { logs_ = on; }
    bool keeps_logs() const noexcept { return logs_; }
    void use_resources(bool on);
    void use_uploads(bool on) noexcept { uploads_ = on; }
    /// Where files go from now on. What waits is written to where it was; series that go on take what they have along.
    void move_to(std::filesystem::path directory);

    /// False, counted and told, when events are not collected.
    bool takes_events(std::string_view what) noexcept;
    void metric(std::string_view name, double value, const event_options&) noexcept;
    void event(event_kind, std::string_view name, std::string_view payload, const event_options&) noexcept;
    void line(std::string_view text) noexcept;
    void change(std::string_view member, const json& values, bool reset) noexcept;
    void change_tags(const json& tags, bool reset) noexcept;
    void change_text(std::string_view member, std::string_view text) noexcept;
    void progress(double value) noexcept;
    void condition(status_condition) noexcept;
    void lineage(run_artifact) noexcept;
    /// What the platform shows of a run depends on these.
    enum flag : unsigned {
        has_events = 1,
        has_metrics = 2,
        has_model = 4,
        has_tensorboard = 8,
        has_traces = 16
    };
    /// Tells it once.
    void raise(unsigned flags) noexcept;
    /// The run's end, once: sent when everything that was logged before has been.
    void finish(status_condition) noexcept;
    /// Counts and tells what cannot be logged.
    void refuse(std::string_view what, std::string_view why) noexcept;
    run_stats stats() const;

    void start();  ///< once, after init
    /// The run as it is after its end, for the run object.
    void show(run_state& to) const;
    /// Waits until what was logged so far has arrived, or `limit`.
    /// Offline that is on disk, with the run itself.
    static awaitable<end_result> settle(std::shared_ptr<run_tracker>, std::chrono::milliseconds limit);
    /// Nothing more is logged; the lanes end when nothing is left.
    void stop();
    /// The lanes end now; what is left is lost, counted and told.
    void close();
    /// The run object goes without end().
    void leave(bool by_exception) noexcept;
    void abandon() override;

 private:
    struct job {
        enum class what { condition, change, lineage, ending } kind{};
        status_condition status;
        json body;
        std::vector<run_artifact> items;
        std::string name;
        int begun = 0;  ///< times; more than once when it failed here, not at the server
    };
    struct waiter {
        async::completion done;
        std::uint64_t round = 0;
        std::unique_ptr<async::time_source::alarm> hurry, end;
        std::vector<std::string> unsent;
        bool canceled = false, finished = false;
    };
    struct settle_canceler;
    /// One request under way, with its tries again.
    struct lane {
        lane(asio::any_io_executor on, const std::shared_ptr<async::time_source>& time)
            : work(on, time), pause(std::move(on), time) {}
        run_bell work, pause;
        asio::cancellation_signal stop;
        std::string current;  ///< what is under way
        std::string trouble;  ///< why the last delivery was broken
        bool running = false;
    };
    /// Broken, of files only: it failed here, not at the server, so it may pass the next time.
    enum class outcome { sent, refused, broken };
    /// A directory that the run's files are or were written to.
    struct place {
        event_store* store;
        std::shared_ptr<upload_ledger> ledger;  ///< none: replaced, and its files have gone
        std::uint64_t mark = 0;                 ///< of what was summarized
        bool left = false;                      ///< what is logged no longer goes there
        std::set<std::string, std::less<>> known =
            {};  ///< of a run that goes on: folders that have what the server has
        std::optional<async::steady_time> again = {};  ///< when to ask the server for them again
    };
    using attempt = std::function<awaitable<void>(int tries)>;

    static awaitable<void> send_values(std::shared_ptr<run_tracker>);
    static awaitable<void> send_files(std::shared_ptr<run_tracker>);
    using lane_body = awaitable<void> (*)(std::shared_ptr<run_tracker>);
    void start_lane(lane&, lane_body);
    static awaitable<void> run_lane(std::shared_ptr<run_tracker>, lane*, lane_body);
    static awaitable<outcome> deliver(std::shared_ptr<run_tracker>, lane*, std::string name, attempt);
    static awaitable<void> round(std::shared_ptr<run_tracker>);
    static awaitable<void> upload(std::shared_ptr<run_tracker>, std::shared_ptr<upload_ledger>, found_file*,
                                  int tries);
    static awaitable<void> visit(std::shared_ptr<run_tracker>, place*);
    static awaitable<bool> fetch_past(std::shared_ptr<run_tracker>, place*);
    static awaitable<void> fetch(std::shared_ptr<run_tracker>, std::string folder, std::string to);
    static awaitable<void> persist(std::shared_ptr<run_tracker>);
    static awaitable<void> send(std::shared_ptr<run_tracker>, const job*);
    static awaitable<void> left(std::shared_ptr<run_tracker>);
    static awaitable<end_result> settle_lanes(std::shared_ptr<run_tracker>, std::chrono::milliseconds limit);

    std::optional<job> next_job();
    void count() noexcept;
    template <class F>
    void take_in(std::size_t bytes, F f, bool status = false) noexcept;
    void write_events();
    void write_events(place&);
    void tell(const flush_report&);
    void write_what_waits();
    std::vector<std::string> unknown(place&);
    bool went_on(const place&, const std::string& path) const;
    void return_to(const std::filesystem::path& directory);
    void summarize(place&);
    void put_lineage(run_artifact);
    void leave_behind(const std::string& what, const std::string& why);
    void end_round(std::uint64_t asked);
    void stumbled(lane&, const std::string& why) noexcept;
    void sample();
    void sent();
    void count_retry();
    void leave_one();
    void drop_job();
    void give_up(const error_info&, const std::string& name, int tries);
    void tell(const background_event&) noexcept;
    void warn(std::string_view) noexcept;
    void ring(bool values, bool files) noexcept;
    void begin_settling(const std::shared_ptr<waiter>&, std::chrono::milliseconds limit);
    void cancel_settling(const std::shared_ptr<waiter>&);
    void check_waiters();
    void end_waiter(const std::shared_ptr<waiter>&);
    bool arrived(std::uint64_t round) const;
    std::vector<std::string> unsent(std::uint64_t round);
    void hurry(const std::shared_ptr<waiter>&);
    void over(const std::shared_ptr<waiter>&);
    void let_go();
    template <class F>
    void post(F f);
    event_store& store() const { return *store_.load(); }

    run_courier courier_, files_courier_;
    run_setup setup_;
    asio::any_io_executor on_;  ///< a strand, which must go before its context; empty when dead_
    std::atomic<bool> collects_, logs_, uploads_, resources_;
    std::atomic<bool> stopping_{false}, closed_{false}, dead_{false};
    std::atomic<unsigned> flags_{0};
    std::atomic<bool> values_rung_{false}, files_rung_{false};  ///< posted and not yet heard

    // Of events. Stores are kept to the end: a thread may be logging to one that was replaced.
    std::vector<std::unique_ptr<event_store>> stores_;
    std::atomic<event_store*> store_{nullptr};

    mutable std::mutex mutex_;  // of what follows, down to stats_
    run_changes changes_;
    std::deque<status_condition> conditions_;
    std::map<std::string, run_artifact> lineage_;  ///< by name
    std::optional<status_condition> ending_;
    bool ended_ = false, ending_sent_ = false, told_uncollected_ = false, told_full_ = false;
    std::size_t others_bytes_ = 0, lineage_bytes_ = 0;
    /// Changes and lineage that waited when the end became due: they go before it, what came later does not.
    std::optional<std::size_t> changes_before_end_;
    bool lineage_before_end_ = false;
    std::optional<double> progress_;
    std::deque<async::steady_time> progress_times_;
    run_stats stats_;
    std::size_t under_way_ = 0;  ///< requests and files that a lane has taken
    std::string first_failure_;

    // On the strand.
    lane values_, files_;
    std::optional<job> in_hand_;            ///< of the lane of values: what it has taken and not yet done
    std::list<place> places_;               ///< the last is where files go now
    std::uint64_t asked_ = 0, rounds_ = 0;  ///< rounds of the files asked for and done
    std::uint64_t ending_round_ = 0;
    std::unique_ptr<resource_sampler> sampler_;
    std::optional<async::steady_time> next_sample_;
    bool hurry_ = false;     ///< the end no longer waits for files
    bool draining_ = false;  ///< stopping, and all that was posted before has been done
    bool in_round_ = false;
    std::vector<found_file> to_send_;
    std::vector<std::string> left_, leaving_;  ///< what the last round could not send, and the one under way
    std::map<std::string, std::string, std::less<>> troubles_;  ///< told once, until they are another
    std::list<std::shared_ptr<waiter>> waiters_;

    std::mutex door_mutex_;
    resources::last_resort backstop_;
};

}  // namespace polyaxon::v1::tracking
