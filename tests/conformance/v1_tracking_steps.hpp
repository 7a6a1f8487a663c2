#pragma once
#include "conformance/replay.hpp"

namespace polyaxon::v1::tracking {
class run;
}

namespace conformance::v1 {

/// One recorded call of the module `tracking` on a run. False: there is no such method. Throws inexpressible.
bool track(polyaxon::v1::tracking::run&, const std::string& method, const json& args);

}  // namespace conformance::v1
