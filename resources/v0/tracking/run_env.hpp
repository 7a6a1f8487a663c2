#pragma once
#include <polyaxon/resources/tracking/run_env.hpp>

namespace polyaxon::v0::tracking {

using polyaxon::get_run_env;

}  // namespace polyaxon::v0::tracking
