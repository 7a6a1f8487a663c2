#pragma once
#include <asio/signal_set.hpp>

#include <memory>

// Inside of the room.

namespace polyaxon::v1::tracking {

class run_tracker;

/// Waits for SIGTERM and SIGINT: then the run ends as failed (reason ExitHandler), what was logged is sent, for the client's `timeout` at most,
/// and the signal comes again with what the system does by default, which ends the process. Of several
/// runs the last one to end does that; one that does not hear of the signal is waited for as long. Its end forgets the signals.
class run_signals {
 public:
    explicit run_signals(const std::shared_ptr<run_tracker>&);
    ~run_signals();
    run_signals(const run_signals&) = delete;
    run_signals& operator=(const run_signals&) = delete;

 private:
    struct watch;
    std::shared_ptr<watch> watch_;
};

}  // namespace polyaxon::v1::tracking
