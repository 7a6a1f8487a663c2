#pragma once
#include <polyaxon/resources/v1/run_state.hpp>

#include <string>
#include <vector>

// The coroutines behind run_lineage.

namespace polyaxon::v1 {

awaitable<void> log_lineage(std::shared_ptr<run_state>, std::vector<run_artifact>, resources::owned_call);
/// All items of the run, page by page, into `lineage`.
awaitable<void> load_lineage(std::shared_ptr<run_state>, resources::owned_call);

/// Owned form of a log_*_ref.
class reference_request {
 public:
    reference_request() = default;
    std::string kind, path, name, hash, rel_path;
    std::optional<std::string> content;
    std::string summary;  ///< JSON text, may be empty
    std::string framework;
    bool is_input = false, skip_hash = false;
};
awaitable<void> log_reference(std::shared_ptr<run_state>, reference_request, resources::owned_call);

}  // namespace polyaxon::v1
