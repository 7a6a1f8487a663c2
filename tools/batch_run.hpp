#pragma once
#include "batch_options.hpp"

namespace polyaxon::batch {

/// The main job: list, fetch, write, sum up; with `embedded` also check every figure. Returns the program's exit code.
int run(const options&);

}  // namespace polyaxon::batch
