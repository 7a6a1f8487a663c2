#pragma once
#include <polyaxon/codec/json.hpp>

namespace polyaxon::v0::tracking {

/// Where this process runs, by the platform's names, as far as a C++ program has them: pid, hostname, os, system, user, client_version, sys.argv,
/// is_notebook, filename, module_path. The command line goes as it is: secrets do not belong there.
///
///     std::cout << tracking::get_run_env().text() << '\n';
json get_run_env();

}  // namespace polyaxon::v0::tracking
