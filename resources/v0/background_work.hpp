#pragma once
#include <memory>

namespace polyaxon::v0 {

class background;
class core;

/// What `core` sends on its own, over the core's sessions. It does not keep the core alive.
std::shared_ptr<background> make_background(core&);

}  // namespace polyaxon::v0
