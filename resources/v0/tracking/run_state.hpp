#pragma once
#include <polyaxon/codec/request.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/background.hpp>
#include <polyaxon/resources/v0/client.hpp>
#include <polyaxon/resources/v0/core.hpp>
#include <polyaxon/resources/v0/metric.hpp>
#include <polyaxon/resources/v0/tracking/options.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Inside of the room: what a tracked run of any kind is made of.

namespace polyaxon::v0::tracking {

/// Opens a client for this room.
struct client_parts {
    static std::shared_ptr<v0::core> core_of(const client& c) {
        return std::static_pointer_cast<v0::core>(c.core_);
    }
};

/// What differs between experiments, groups, jobs and builds.
struct run_kind {
    std::string_view what;  ///< "experiment", for error texts
    std::string_view entity, statuses, coderef, metrics, logs,
        heartbeat;          ///< path templates; empty: it has none
    std::string_view info;  ///< the variable that tells who a managed one is
    bool outputs = true;    ///< a managed one must have a place for them
    bool prepares = false;  ///< a managed one exchanges its token, beats, and tells its environment
};
extern const run_kind experiment_kind, group_kind, job_kind, build_kind;

struct run_arguments {
    std::string project, id, group, outputs_store;
    bool track_logs = true, track_code = true, track_env = true;
};

class run_state : public std::enable_shared_from_this<run_state> {
 public:
    run_state(client owner, const run_kind&, run_arguments);
    ~run_state();

    enum class mode { unopened, no_op, offline, live };
    mode now() const noexcept { return mode_.load(std::memory_order_acquire); }
    bool managed() const noexcept { return managed_; }
    bool notebook() const noexcept { return notebook_; }
    const run_arguments& given() const noexcept { return given_; }
    const client& owner() const noexcept { return owner_; }
    const context::system& machine() const noexcept { return *machine_; }

    /// Finds out who and where; again: nothing.
    static awaitable<void> open(std::shared_ptr<run_state>, call_options = {});
    /// True where something is to be sent; false offline and with no_op. Throws for a run that is not open, or has no id yet when it needs one.
    bool sends(bool needs_id = true) const;

    /// Of one creation at a time, and none after one that came to its end: throws `invalid_argument`.
    void claim_creation();
    void leave_creation() noexcept;  ///< without a run another may be tried
    /// The created run. Offline: the time is its id.
    void created(std::string id, std::string_view base_outputs_path);
    /// Tells that it runs: status and heartbeat; that it has ended when its object went meanwhile.
    void start();

    std::optional<std::string> id() const { return copy(id_); }
    std::optional<std::string> user() const { return copy(user_); }
    std::optional<std::string> username() const { return copy(username_); }
    std::optional<std::string> project_name() const { return copy(project_name_); }
    std::optional<std::string> last_status() const { return copy(last_status_); }
    std::optional<std::string> outputs_path() const { return copy(outputs_path_); }
    std::string project() const;
    void set_outputs_store(std::string_view path);
    /// Does nothing for a local store, throws for none or another.
    void keep_output(std::string_view what) const;
    /// Where outputs go of what a group creates, if it was told; the environment is asked elsewhere.
    void keep_base(std::string_view base) {
        const std::lock_guard lock(mutex_);
        base_of_children_ = base;
    }
    std::string base_of_children() const {
        const std::lock_guard lock(mutex_);
        return base_of_children_;
    }

    // Left to the background.
    void patch(const json& body);
    void post(std::string_view path, resources::message);
    void status(std::string_view status, status_options);
    /// A status that ends the run; only the first one counts.
    void finish(std::string_view status, status_options);
    void metrics(std::span<const metric_value>, std::optional<timestamp> created_at);
    void log(std::string_view line);
    void record(std::string_view level, std::string_view text);
    void tell_code();
    void tell_environment();

    /// Path arguments of the run itself.
    resources::outgoing to_run(codec::verb, std::string_view path, resources::message,
                               const call_options& = {}) const;

    static awaitable<end_result> end(std::shared_ptr<run_state>, std::string status, std::string message,
                                     std::string traceback, std::chrono::milliseconds limit);
    /// Its object goes: a created run that has not ended ends now, one that is being created when it is.
    void leave() noexcept;

 private:
    struct targets {
        codec::request metrics, logs;
        std::string heartbeat;
    };
    std::optional<std::string> copy(const std::optional<std::string>& from) const {
        const std::lock_guard lock(mutex_);
        return from;
    }
    void read_project(std::string_view text);
    void read_info();
    void find_outputs();
    void place(std::string id);
    void beat(bool);
    void finish_left(bool by_exception);
    const targets& where() const { return *targets_.load(std::memory_order_acquire); }
    void tell_refused(std::string_view name);

    const client owner_;
    const std::shared_ptr<v0::core> core_;
    const run_kind& kind_;
    const run_arguments given_;
    const int exceptions_at_birth_;
    std::shared_ptr<const context::system> machine_;
    std::atomic<mode> mode_{mode::unopened};
    bool managed_ = false, notebook_ = false;  ///< of open
    int least_level_ = 20;
    std::string base_url_;
    background* work_ = nullptr;
    background_stats before_;

    mutable std::mutex mutex_;  ///< of all below but the atomics
    std::string project_, base_of_children_;
    std::optional<std::string> id_, user_, username_, project_name_, last_status_, outputs_path_;
    enum class creation { none, under_way, done } creation_ = creation::none;
    bool started_ = false, ended_ = false, beating_ = false, told_refusal_ = false;
    std::optional<bool> left_;  ///< by an exception?
    std::vector<std::unique_ptr<const targets>>
        kept_;                                      ///< older ones too: another thread may be reading them
    std::atomic<const targets*> targets_{nullptr};  ///< the newest of `kept_`, read without the lock
    std::atomic<std::uint64_t> refused_{0};
};

/// Holds the creation of a run while it is under way.
class creation_claim {
 public:
    explicit creation_claim(run_state& s) : state_(s) { state_.claim_creation(); }
    ~creation_claim() { state_.leave_creation(); }
    creation_claim(const creation_claim&) = delete;
    creation_claim& operator=(const creation_claim&) = delete;

 private:
    run_state& state_;
};

}  // namespace polyaxon::v0::tracking
