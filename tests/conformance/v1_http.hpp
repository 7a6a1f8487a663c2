#pragma once
#include "conformance/v1_methods.hpp"

namespace conformance::v1 {

/// A request that was made by hand, as the operation of the SDK's classes that sends it. Throws inexpressible where there is none.
recorded_call as_operation(const json& args);

}  // namespace conformance::v1
