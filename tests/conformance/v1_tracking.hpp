#pragma once
#include "conformance/replay.hpp"

#include <vector>

namespace conformance::v1 {

/// A call of the module `tracking`. The calls from one `init` on to its `end` are one run, so all of them are made, once; what they sent
/// together is compared with what the record of this call says, and for `end` with the records of all. `all` is the whole file.
/// Values arrive merged, so PATCHes, lineage and files compare by their sum; moments that a client takes itself are left out.
void replay_tracking(const std::vector<json>& all, const json& a_case);

}  // namespace conformance::v1
