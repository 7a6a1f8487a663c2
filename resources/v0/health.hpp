#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}
namespace polyaxon::v0 {

class core;

/// Heartbeats to an absolute URL; throws `invalid_argument` for what is none.
void set_health_check(core&, std::string_view url);
/// To POLYAXON_INTERNAL_HEALTH_CHECK_URL under the base URL, if that is set. Loads the context.
void set_internal_health_check(core&);
/// POST {"status", "created_at"} to POLYAXON_INTERNAL_RECONCILE_URL under the base URL, if that is set.
awaitable<void> reconcile(std::shared_ptr<resources::core>, std::string_view status, const call_options&);

}  // namespace polyaxon::v0
