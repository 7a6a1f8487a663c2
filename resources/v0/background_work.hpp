#pragma once
#include <memory>

namespace polyaxon::context {
struct v0_arguments;
}
namespace polyaxon::v0 {

class background;
class core;

/// What `core` sends on its own, over the core's sessions. It does not keep the core alive.
std::shared_ptr<background> make_background(core&, const context::v0_arguments&);

}  // namespace polyaxon::v0
