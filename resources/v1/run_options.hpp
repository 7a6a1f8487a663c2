#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/operation_options.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

// What the core of a run client may be told. Views only: who takes one copies.

namespace polyaxon::v1 {

/// Which run. What is unset comes from the context: the cached project, the user's organization, the cached run, or the run that
/// this process belongs to. Views only; who takes one copies.
struct run_ref {
    std::optional<std::string_view> owner = {};     ///< "acme", or "acme/team"
    std::optional<std::string_view> project = {};   ///< "vision", or "acme/vision"
    std::optional<std::string_view> run_uuid = {};  ///< 32 hex digits
    std::optional<bool> is_offline = {};            ///< true: nothing is sent, the local run changes
    std::optional<bool> no_op = {};                 ///< true: every method returns empty at once
};
static_assert(std::is_trivially_destructible_v<run_ref>);

/// What run_client::list may be told, in Python's order.
struct run_list_options {
    std::string_view query = {}, sort = {};  ///< as in list_options
    std::optional<int> limit = 20;
    std::optional<int> offset = {};
    bool all_projects = false;  ///< of the owner's every project (commercial platform)
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<run_list_options>);

/// What run_client::create may be told. Views only.
struct create_run_options {
    std::string_view name = {}, description = {};
    std::string_view tags = {};  ///< comma list
    std::string_view content =
        {};  ///< JSON or YAML text of an operation or component; without it the run is the user's own
    std::string_view managed_by = {};  ///< user, cli or agent
    std::optional<bool> is_managed = {};
    std::string_view pending = {};    ///< approval, upload, cache or build
    std::string_view meta_info = {};  ///< text of a JSON object
    // The short forms of `polyaxon run`, laid over the content or instead of it.
    std::string_view image = {};  ///< of the container
    std::string_view cmd = {};    ///< one or more lines for /bin/sh, which ends at the first that fails
    std::string_view env = {};    ///< text of a JSON object of names and texts
    quantity cpu = {}, memory = {}, gpu = {};
    std::string_view ports = {};  ///< comma list; what has no runtime yet becomes a service
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<create_run_options>);

struct refresh_options {
    bool load_conditions = false;         ///< also GET the statuses, into run_data().status_conditions
    bool load_artifacts_lineage = false;  ///< also GET the whole lineage, into artifacts_lineage()
    bool load_metrics = false;            ///< also GET the metrics that are known by name, into metrics()
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<refresh_options>);

struct status_options {
    std::string_view reason = "PolyaxonClient";
    std::string_view message = {};
    std::optional<timestamp> last_transition_time = {}, last_update_time = {};  ///< now when unset
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<status_options>);

struct end_options {
    std::string_view reason = "PolyaxonClient";
    std::string_view message = {};  ///< a sentence of the client's when empty
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<end_options>);

/// What list_children and get_runs_io may be told.
struct some_runs_options {
    std::string_view query = {}, sort = {};  ///< as in list_options
    std::optional<int> limit = {};
    std::optional<int> offset = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<some_runs_options>);

/// What a version that a run is promoted to may be told. Views only.
struct promote_options {
    std::optional<std::string_view> description = {};
    std::string_view tags = {};                       ///< comma list
    std::string_view content = {};                    ///< JSON text
    std::optional<std::string_view> connection = {};  ///< the store of the artifacts
    std::optional<std::string_view> artifacts = {};   ///< comma list of names in the run's lineage
    bool force = false;                               ///< changes a version that is there already
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<promote_options>);

struct get_statuses_options {
    std::string_view last_status = {};  ///< only conditions newer than the last one of this type
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<get_statuses_options>);

struct log_options {
    bool reset = false;  ///< replaces what the run has instead of adding to it
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<log_options>);

/// What restart and resume may change. Views only.
struct restart_options {
    std::string_view content = {};
    bool copy = false;                 ///< copy the artifacts (restart alone)
    bool recompile = false;            ///< compile the operation again
    std::string_view copy_dirs = {};   ///< comma list of folders to copy
    std::string_view copy_files = {};  ///< comma list of files to copy
    std::string_view name = {}, description = {};
    std::string_view tags = {};  ///< comma list
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<restart_options>);

}  // namespace polyaxon::v1
