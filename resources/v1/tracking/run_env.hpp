#pragma once
#include <polyaxon/codec/json.hpp>

namespace polyaxon::v1::tracking {

/// Where this process runs, for outputs/env.json, by the names of the Python client as far as a C++ program has them: pid, hostname, os, system,
/// user, sys.argv, is_notebook, filename, module_path, packages, polyaxon-cpp_version. The command line goes as it is: secrets do not belong there.
///
///     write_asset(directory, "outputs/env.json", run_env().text());
json run_env();

}  // namespace polyaxon::v1::tracking
