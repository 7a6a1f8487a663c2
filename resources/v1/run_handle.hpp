#pragma once
#include <memory>
#include <utility>

namespace polyaxon::v1 {

struct run_state;

/// What the parts of run_client (artifacts, lineage, watching, …) have in common: one run. The parts derive from it virtually.
class run_handle {
 protected:
    run_handle() = default;
    explicit run_handle(std::shared_ptr<run_state> state) : state_(std::move(state)) {}
    // Copied, never moved: each part of a run_client would move the one state once more, from where it no longer is.
    run_handle(const run_handle&) = default;
    run_handle& operator=(const run_handle&) = default;
    std::shared_ptr<run_state> state_;
};

}  // namespace polyaxon::v1
