#pragma once
#include <polyaxon/codec/json.hpp>

// Inside of the room.

namespace polyaxon {

/// Where this process runs, by the platform's names: pid, hostname, os, system, user, sys.argv, is_notebook, filename, module_path. The
/// command line goes as it is: secrets do not belong there.
json process_facts();

}  // namespace polyaxon
