#pragma once
#include <memory>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// What a handle of a service holds, for services whose operations are spread over parts.
class service_handle {
 protected:
    explicit service_handle(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
