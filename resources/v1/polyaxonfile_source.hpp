#pragma once
#include <polyaxon/resources/v1/polyaxonfile.hpp>
#include <polyaxon/resources/v1/run_state.hpp>

#include <string>

// Where polyaxonfiles come from.

namespace polyaxon::v1 {

/// The file that a reference stands for, with all references in it resolved. `kind` as of file_reference. Throws `invalid_argument` for what
/// cannot be read or refers to itself, and what the requests throw.
awaitable<json> load_polyaxonfile(std::shared_ptr<run_state>, file_reference, resources::owned_call);

}  // namespace polyaxon::v1
