#pragma once
#include <memory>
#include <utility>

namespace polyaxon::v1 {

struct project_state;

/// What the parts of project_client have in common: one project. The parts derive from it virtually.
class project_handle {
 protected:
    project_handle() = default;
    explicit project_handle(std::shared_ptr<project_state> state) : state_(std::move(state)) {}
    std::shared_ptr<project_state> state_;
};

}  // namespace polyaxon::v1
