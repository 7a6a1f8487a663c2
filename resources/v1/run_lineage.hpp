#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// Which part of a lineage list. Views only.
struct lineage_list_options {
    std::string_view query = {};  ///< comma list of field:operation: "kind:model"
    std::string_view sort = {};   ///< "-created_at"
    std::optional<int> limit = 20;
    std::optional<int> offset = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<lineage_list_options>);

/// What a log_*_ref may be told. Views only. Without `name` it is made from the path's last part, without `hash` it is the first 12
/// hex digits of the MD5 of `content`, when that is given.
struct reference_options {
    std::string_view name = {};
    std::string_view hash = {};
    std::string_view content = {};      ///< hashed, not sent
    std::string_view summary = {};      ///< text of a JSON object; path and hash are added to it
    std::optional<bool> is_input = {};  ///< data: true, all else: false
    std::string_view connection = {};   ///< the store in which the path lies
    bool sanitize_name = true;          ///< names become tidy: "my data.csv" is sent as "my-data-csv"
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<reference_options>);

/// What a run read and made: the part of run_client that keeps its lineage. Offline the local lineage (artifacts_lineage()) changes alone.
class run_lineage : public virtual run_handle {
 public:
    /// Adds items, or changes those of the same name and state. POST /api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts with
    /// `{"artifacts": […]}`, all in one request. An item without name or kind is `invalid_argument`, and nothing is sent.
    ///
    ///     co_await run.log_artifact_lineage(items);        // std::vector<run_artifact> items
    awaitable<void> log_artifact_lineage(std::span<const run_artifact> items, const call_options& = {});
    awaitable<void> log_artifact_lineage(const run_artifact& item, const call_options& = {});

 protected:
    run_lineage() = default;
};

}  // namespace polyaxon::v1
