#pragma once
#include "conformance/replay.hpp"

namespace conformance::v1 {

/// A recorded answer as the server gives it; headers of these records are lists of [name, value].
polyaxon::testing::reply answer_of(const json& recorded);

}  // namespace conformance::v1
