#pragma once
#include <polyaxon/resources/v1/run.hpp>

// What happens to the local copy of a run, with or without a server.

namespace polyaxon::v1 {

/// Changes `data` as a PATCH of `changes` would; `merge` adds to inputs, outputs, meta_info and tags. Throws `invalid_argument` when a
/// member has the wrong type.
void apply(run& data, const json& changes);

/// The run's status, and its times where the status says so: started_at with the first running one, finished_at with an end.
void enter(run& data, const status_condition&);

}  // namespace polyaxon::v1
