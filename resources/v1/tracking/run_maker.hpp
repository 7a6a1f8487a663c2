#pragma once
#include <polyaxon/resources/v1/tracking/run.hpp>
#include <polyaxon/resources/v1/tracking/run_signals.hpp>

#include <memory>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// Makes runs, for init.
struct run_maker {
    static run make(const run_client& of, std::shared_ptr<run_tracker>);
    static void watch_signals(run&);
    /// Whole lines of std::cout, std::cerr and std::clog become lines of the run's log; of one run at a time.
    static void forward_outputs(run&);
};

}  // namespace polyaxon::v1::tracking
