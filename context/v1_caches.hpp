#pragma once
#include <polyaxon/context/file_reader.hpp>
#include <polyaxon/context/v1.hpp>
#include <polyaxon/context/v1_merge.hpp>

// Inside of the room: which project, run and user the CLI has cached.

namespace polyaxon::context {

/// Reads .project, .run, .user and (`with_cli`) .cli into `out`; what is wrong with one of them waits there for who needs it.
void read_v1_caches(const v1_folders&, bool with_cli, file_reader&, v1_context& out);

}  // namespace polyaxon::context
