#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/project_version.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// What a version is made of. Views only. Members that are unset or empty are not sent; an empty text in an optional one is.
struct register_version_options {
    std::optional<std::string_view> description = {};
    std::string_view tags = {};     ///< comma list
    std::string_view content = {};  ///< JSON or YAML text; a component needs one
    std::optional<std::string_view> readme = {};
    std::string_view run = {};                        ///< uuid of the run that made it
    std::optional<std::string_view> connection = {};  ///< the store of the artifacts
    std::optional<std::string_view> artifacts = {};   ///< comma list of names in the run's lineage
    std::string_view stage = {};                      ///< testing, staging, production or disabled
    std::span<const stage_condition> stage_conditions = {};
    bool force = false;  ///< changes a version that is there already, instead of ending as `conflict`
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<register_version_options>);

struct stage_version_options {
    std::string_view reason = "ClientStageUpdate";
    std::string_view message = {};
    std::optional<timestamp> last_transition_time = {}, last_update_time = {};  ///< now when unset
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<stage_version_options>);

/// Where a copy goes and what differs in it. Views only. What is empty or unset is as in the original.
struct copy_version_options {
    std::string_view to_project = {};  ///< the same project when empty
    std::string_view name = {};        ///< "v1-copy" of "v1" when empty
    std::string_view description = {};
    std::string_view tags = {};  ///< comma list
    std::string_view content = {};
    bool force = false;  ///< changes a version of that name, instead of ending as `conflict`
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<copy_version_options>);

struct pull_version_options {
    bool download_artifacts = true;  ///< of model and artifact versions; a component has none
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<pull_version_options>);

struct push_version_options {
    /// Changes a version that is there already, instead of ending as `conflict`. Unset: as in Python, false, but true for
    /// push_model_version and push_artifact_version.
    std::optional<bool> force = {};
    bool clean = false;  ///< removes what was sent once the server has it
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<push_version_options>);

struct load_version_options {
    bool reset_project = false;       ///< keep this client's owner and project, whatever the file says
    bool raise_if_not_found = false;  ///< `not_found` instead of nothing
};
static_assert(std::is_trivially_destructible_v<load_version_options>);

}  // namespace polyaxon::v1
