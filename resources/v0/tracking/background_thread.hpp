#pragma once
#include <polyaxon/resources/tracking/background_thread.hpp>

namespace polyaxon::v0::tracking {

using polyaxon::background_thread;

}  // namespace polyaxon::v0::tracking
