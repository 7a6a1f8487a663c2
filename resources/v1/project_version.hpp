#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/status.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

/// What a version in a project's registry is of.
enum class version_kind { component, model, artifact };

/// "component", "model" or "artifact".
std::string_view name(version_kind) noexcept;
/// The kind of that name; throws `invalid_argument` for any other word.
///
///     auto kind = polyaxon::v1::version_kind_of(argv[1]);
version_kind version_kind_of(std::string_view name);

/// One entry of a version's history: as that of a run, its type being a stage: testing, staging, production or disabled.
using stage_condition = status_condition;

/// The stage of a version and how it came about. The answer to a new stage has empty members.
struct version_stages {
    std::string uuid;                  ///< of the version; empty when the server did not say
    std::optional<std::string> stage;  ///< the present one: testing, staging, production, disabled
    std::vector<stage_condition> stage_conditions;  ///< oldest first
};
std::error_code read(codec::json_in&, version_stages&);
void write(codec::json_out&, const version_stages&);

/// A version of a component, model or artifact. All members are optional: an item of a list has no owner, project, content, readme, run,
/// artifacts and meta_info. Words are kept as the server says them, unknown members are skipped.
struct project_version {
    std::string uuid;                 ///< 32 hex digits; empty when the server did not say
    std::optional<std::string> name;  ///< "v1"
    std::optional<std::string> description;
    std::vector<std::string> tags;
    std::optional<std::string> owner, project, user;
    std::optional<std::string> connection;  ///< the store of the artifacts
    std::optional<std::string> run;         ///< uuid of the run that made it
    std::vector<std::string> artifacts;     ///< names in that run's lineage
    json meta_info;                         ///< `run` {name, uuid, project}, `lineage` [run artifacts]
    std::optional<timestamp> created_at, updated_at;
    std::optional<std::string> stage;  ///< testing, staging, production or disabled
    std::optional<std::string> kind;   ///< component, model or artifact
    std::vector<stage_condition> stage_conditions;
    std::optional<std::string> content;  ///< JSON or YAML text: a component, or what describes the version
    std::optional<std::string> readme;
    std::optional<std::string> state;  ///< uuid that equal content shares
    std::optional<std::string> role;
    std::vector<json> contributors;
};
std::error_code read(codec::json_in&, project_version&);
void write(codec::json_out&, const project_version&);

/// A version to send: members that are unset, empty or null are left out. To say null or an empty list, send `json`.
///
///     polyaxon::v1::project_version_body body;
///     body.name = "v2"; body.content = text;
///     co_await project.create_component_version(body);
class project_version_body : public project_version {
 public:
    project_version_body() = default;
};

}  // namespace polyaxon::v1
