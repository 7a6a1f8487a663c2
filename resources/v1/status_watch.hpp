#pragma once
#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/run_state.hpp>
#include <polyaxon/resources/v1/status.hpp>
#include <polyaxon/resources/v1/watch_clock.hpp>
#include <polyaxon/resources/v1/watch_source.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace polyaxon::v1 {

/// Asks for the statuses of one run, again after pauses when a try failed: for a watch of them, and for who follows the logs.
class status_poll {
 public:
    status_poll(std::shared_ptr<run_state>, const watch_pace&, const call_options&);

    /// Finds the run; does so once, and from then on uses nothing of the state that it was given, so it is to be called where that one is
    /// used: before the first try, by who waits for it. False: offline or no_op, there is nothing to watch. Throws `context`.
    bool find();
    awaitable<status> ask();

    watch_clock& clock() { return clock_; }
    /// Of single polls, which are not repeated below.
    call_options call() const;
    /// What was given; once it is found, a state of its own.
    const std::shared_ptr<run_state>& run() const { return run_; }
    /// Answers that came after failures.
    std::uint64_t recoveries() const { return recoveries_; }
    /// A good answer came, to whatever was asked with this clock.
    void answered();

 private:
    std::shared_ptr<run_state> run_;
    std::optional<bool> found_;
    watch_clock clock_;
    const resources::owned_call call_;
    std::string owner_, project_, uuid_;
    std::uint64_t recoveries_ = 0;
};

/// What was told of a run's history so far.
class status_history {
 public:
    /// Leaves in `now` the conditions that are new or took the place of the last one. True: there is news, of them or of the status.
    bool keep_new(status& now);

 private:
    bool any_ = false;
    std::optional<std::string> last_;
    std::vector<std::string> known_;  ///< conditions, as text
};

class status_watch final : public watch_source<status> {
 public:
    status_watch(std::shared_ptr<run_state>, std::vector<std::string> statuses, const watch_pace&,
                 const call_options&);

 private:
    void begin() override { poll_.find(); }
    awaitable<void> fill() override;

    const std::vector<std::string> statuses_;
    status_poll poll_;
    status_history history_;
};

/// Polls until the status is one of `statuses`, or without them until the run has ended, and gives it with all its conditions.
awaitable<status> wait_for(std::shared_ptr<status_poll>, std::vector<std::string> statuses);

}  // namespace polyaxon::v1
