#pragma once
#include <polyaxon/resources/v1/run_state.hpp>

#include <string>

// What refresh_data shares with run_events.

namespace polyaxon::v1 {

/// GETs the metrics of these names, a comma list, into the state's cache.
awaitable<void> load_metrics(std::shared_ptr<run_state>, std::string names, bool force,
                             resources::owned_call);

/// Names of all metrics that the state knows of: asked for before, or in the lineage. A comma list, may be empty.
std::string known_metrics(const run_state&);

}  // namespace polyaxon::v1
