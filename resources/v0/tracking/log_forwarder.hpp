#pragma once
#include <polyaxon/resources/tracking/log_forwarder.hpp>

namespace polyaxon::v0::tracking {

using polyaxon::log_forwarder;

}  // namespace polyaxon::v0::tracking
