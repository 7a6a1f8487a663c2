// What the client itself can: health check, reconcile, setters.
#include "conformance/v0_methods.hpp"

namespace conformance::v0 {

std::span<const method> client_methods() { return {}; }

}  // namespace conformance::v0
