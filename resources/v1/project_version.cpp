#include <polyaxon/resources/v1/project_version.hpp>

#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/fields.hpp>

namespace polyaxon::v1 {

using codec::at;
using codec::field;

namespace {

constexpr std::string_view kind_names[] = {"component", "model", "artifact"};

constexpr field stages_fields[] = {
    at_filled<&version_stages::uuid>("uuid"),
    at<&version_stages::stage>("stage"),
    at<&version_stages::stage_conditions>("stage_conditions"),
};

// In the order of the server's answer to a GET; what the community edition never sends comes last.
constexpr field version_fields[] = {
    at_filled<&project_version::uuid>("uuid"),
    at<&project_version::name>("name"),
    at<&project_version::description>("description"),
    at<&project_version::tags>("tags"),
    at<&project_version::user>("user"),
    at<&project_version::created_at>("created_at"),
    at<&project_version::updated_at>("updated_at"),
    at<&project_version::stage>("stage"),
    at<&project_version::state>("state"),
    at<&project_version::kind>("kind"),
    at<&project_version::owner>("owner"),
    at<&project_version::project>("project"),
    at<&project_version::content>("content"),
    at<&project_version::readme>("readme"),
    at<&project_version::run>("run"),
    at<&project_version::artifacts>("artifacts"),
    at<&project_version::meta_info>("meta_info"),
    at<&project_version::connection>("connection"),
    at<&project_version::stage_conditions>("stage_conditions"),
    at<&project_version::role>("role"),
    at<&project_version::contributors>("contributors"),
};

}  // namespace

std::string_view name(version_kind kind) noexcept { return kind_names[static_cast<int>(kind)]; }

version_kind version_kind_of(std::string_view word) {
    for (const auto kind : {version_kind::component, version_kind::model, version_kind::artifact})
        if (word == name(kind)) return kind;
    throw refused("\"" + std::string(word) + "\" is no kind of version: use component, model or artifact");
}

std::error_code read(codec::json_in& in, version_stages& out) { return read_object(in, stages_fields, &out); }
void write(codec::json_out& out, const version_stages& v) { write_object(out, stages_fields, &v); }
std::error_code read(codec::json_in& in, project_version& out) {
    return read_object(in, version_fields, &out);
}
void write(codec::json_out& out, const project_version& v) { write_object(out, version_fields, &v); }

}  // namespace polyaxon::v1
