#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/v0/tracking/log_forwarder.hpp>
#include <polyaxon/resources/v0/tracking/options.hpp>

#include <exception>
#include <initializer_list>
#include <memory>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace polyaxon::v0::tracking {

class run_state;

/// What all tracked runs can do. Use experiment, group, job and build.
///
/// Making one does no I/O and cannot fail; open() or create() finds out who and where. What is logged goes to the background of the client, in order
/// and in batches: these functions return at once, wait for nothing and throw nothing for want of a network. What goes wrong there is
/// counted (client.background()) and told to the client's observer. They throw `invalid_argument`, before anything is sent, for an argument that
/// cannot be sent and for a run that is not open or does not exist yet.
///
/// With POLYAXON_NO_OP everything does nothing. With POLYAXON_IS_OFFLINE no client's host is needed: a creation succeeds, with the unix time as id
/// and the status "created", and nothing is sent. get_entity_data() gives a default value in both.
///
/// End: `co_await end()` tells the platform, and waits until everything has arrived. A created run that goes without it ends by itself: as
/// failed when an exception is on its way, else as succeeded; that is queued and sent as long as the client's executor runs, and no heartbeat is
/// sent any more. One that is still being created then ends as soon as it is. A run that was opened by its id, and a managed one, are left as they are.
/// Which exit code a program gives is its own affair: call log_failed before it.
///
/// Movable, not copyable. The logging functions may be called from any thread; open, create and end by one coroutine at a time. It must go before the
/// client's execution context.
class tracker {
 public:
    tracker(tracker&&) noexcept = default;
    tracker& operator=(tracker&&) noexcept;
    ~tracker();

    /// Finds out who and where: GET /users/, unless managed. create() does it too. A managed experiment exchanges its one-time token here, tells its
    /// environment and begins its heartbeat. Again: nothing.
    /// `timeout` bounds all of it. Fails as every call does, as `context` for a managed run that the environment does not describe or that has no place for its outputs, and
    /// as `invalid_argument` without a project.
    ///
    ///     tracking::experiment e(client, {.project = "adam/mnist", .experiment_id = 42});
    ///     co_await e.open();
    awaitable<void> open(call_options options = {});

    /// Ends a created run that has not ended, stops its heartbeat, and waits until everything that was logged has arrived. What did not is in the
    /// result: nothing of it is thrown. Cancelling ends the wait as `canceled`.
    ///
    ///     if (const auto end = co_await e.end(); !end.complete()) std::cerr << end.failed << " failed\n";
    awaitable<end_result> end(end_options options = {});
    /// Waits until everything has arrived, without ending the run. As of client.drain_background.
    ///
    ///     const auto unsent = co_await e.drain();
    awaitable<std::size_t> drain(std::chrono::milliseconds limit = {});

    /// Tells a status at any time. POST …/statuses/. "succeeded", "failed" and "stopped" count as the end. A group has no traceback.
    ///
    ///     e.log_status("running", {.message = "epoch 3"});
    void log_status(std::string_view status, status_options options = {});
    /// End the run, once: later ends are ignored, and the heartbeat stops.
    ///
    ///     e.log_failed("no data");
    void log_succeeded();
    void log_failed(std::string_view message = {}, std::string_view traceback = {});
    /// The message tells type and text of the exception: "Type: std::runtime_error, Value: boom".
    ///
    ///     try { train(e); } catch (...) { e.log_failed(std::current_exception()); throw; }
    void log_failed(std::exception_ptr why);
    void log_stopped();
    /// The old names.
    void succeeded() { log_succeeded(); }
    void failed(std::string_view message = {}, std::string_view traceback = {}) {
        log_failed(message, traceback);
    }
    void stop() { log_stopped(); }

    /// Adds tags, or replaces them. PATCH. Throws `invalid_argument` for an empty one.
    ///
    ///     e.log_tags("baseline, small");
    void log_tags(tag_list tags, update_options options = {});
    void log_tags(std::initializer_list<std::string_view> tags, update_options options = {}) {
        log_tags(tag_list(std::span(tags.begin(), tags.size())), options);
    }
    /// The same from JSON: null, a text or an array of texts.
    void log_tags(const json& tags, update_options options = {});
    /// PATCH {"name"}.
    ///
    ///     e.set_name("second");
    void set_name(std::string_view name);
    /// PATCH {"description"}.
    ///
    ///     e.set_description("with dropout");
    void set_description(std::string_view description);

    /// True when POLYAXON_NO_OP turned everything off; known once open.
    bool no_op() const;
    std::string project() const;  ///< as it was given, or as the platform told it
    std::optional<std::string> user()
        const;  ///< who the client's token belongs to; not when managed or offline
    std::optional<std::string> username() const;      ///< the owner of the project
    std::optional<std::string> project_name() const;  ///< without its owner
    std::optional<std::string> last_status()
        const;  ///< the last one that was told by this object, "created" after an unattended creation

 protected:
    tracker() = default;
    explicit tracker(std::shared_ptr<run_state> state) : state_(std::move(state)) {}
    /// Throws for an object that was moved from or default-constructed.
    run_state& run() const;
    const std::shared_ptr<run_state>& shared() const;
    std::optional<std::string> id() const;
    /// PATCH with one text.
    void tell(std::string_view key, std::string_view value);

 private:
    std::shared_ptr<run_state> state_;
};

/// What jobs, builds and experiments have and groups do not.
class running_tracker : public tracker {
 public:
    /// Tells commit, branch, origin and changes of the git work tree around the working directory; an empty body outside of one. POST …/coderef/.
    /// Runs git, and waits for it, for 5 s at most.
    ///
    ///     e.log_code_ref();
    void log_code_ref();
    /// Adds a line to the run's log, as it is. Sent in batches. Bytes that are not UTF-8 become U+FFFD. The 0.5 servers take none of jobs and builds.
    ///
    ///     e.send_logs("epoch 1 done");
    void send_logs(std::string_view log_line);
    /// Adds a record of the program's own log: "2019-11-25 10:00:00 UTC INFO -- text". Nothing without track_logs, in a managed run (the
    /// platform reads its output), and below POLYAXON_LOGS_LEVEL (20: INFO). For the sink of a logging library.
    ///
    ///     e.forward_log("INFO", "epoch 1 done");
    void forward_log(std::string_view level, std::string_view text);
    /// Does that with each line written to a stream, until the result goes, which must be before the stream does; the run may go earlier.
    ///
    ///     const auto forwarding = e.forward_logs(std::clog);
    ///     std::clog << "epoch 1 done\n";
    log_forwarder forward_logs(std::ostream& from, std::string_view level = "INFO");

 protected:
    using tracker::tracker;
    running_tracker() = default;
};

}  // namespace polyaxon::v0::tracking
