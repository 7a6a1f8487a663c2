#pragma once
#include <polyaxon/resources/v1/run_state.hpp>

#include <memory>

namespace polyaxon::v1 {

/// The same run in a state of its own, with what is needed to find its streams: for what goes on by itself, on a strand of its own, while
/// others use the run_client or turn it to another run. Finds the run; throws `context`, also when no run is known.
std::shared_ptr<run_state> apart(run_state&);

}  // namespace polyaxon::v1
