#include "conformance/v1_method_rows.hpp"

// ProjectClient: the registry. A method with the kind in its name is called by that name.

namespace conformance::v1 {
namespace {

using pc = api::project_client;

api::version_kind kind_of(std::string_view word) {
    try {
        return api::version_kind_of(word);
    } catch (const polyaxon::error&) {
        throw inexpressible("there is no kind of version " + std::string(word));
    }
}
std::string_view text_or_json(arguments& a, std::string_view key) {
    const auto value = a.take(key);
    if (value.is_null()) return {};
    return a.keep(value.is_string() ? value.as<std::string>() : std::string(value.text()));
}
std::string_view list_or_text(arguments& a, std::string_view key) {
    const auto value = a.take(key);
    if (value.is_null()) return {};
    return value.is_string() ? a.keep(value.as<std::string>()) : a.comma_list(value);
}

api::register_version_options registering(arguments& a) {
    api::register_version_options o;
    o.description = a.optional_text("description");
    o.tags = list_or_text(a, "tags");
    o.content = text_or_json(a, "content");
    o.readme = a.optional_text("readme");
    o.run = a.text("run");
    o.connection = a.optional_text("connection");
    if (const auto names = list_or_text(a, "artifacts"); !names.empty()) o.artifacts = names;
    o.stage = a.text("stage");
    o.force = a.flag("force").value_or(false);
    return o;
}
api::stage_version_options staging(arguments& a) {
    api::stage_version_options o;
    if (const auto reason = a.text("reason"); !reason.empty()) o.reason = reason;
    o.message = a.text("message");
    return o;
}
api::copy_version_options copying(arguments& a) {
    api::copy_version_options o;
    o.to_project = a.text("to_project");
    o.name = a.text("name");
    o.description = a.text("description");
    o.tags = list_or_text(a, "tags");
    o.content = text_or_json(a, "content");
    o.force = a.flag("force").value_or(false);
    return o;
}
api::push_version_options pushing(arguments& a) {
    api::push_version_options o;
    o.force = a.flag("force");
    o.clean = a.flag("clean").value_or(false);
    return o;
}

auto list_versions(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    return project_of(c, r).list_versions(kind, short_paging<api::project_list_options>(a));
}
template <auto Method>
auto kind_list_versions(const api::client& c, const recorded_call& r, arguments& a) {
    return (project_of(c, r).*Method)(short_paging<api::project_list_options>(a));
}
auto get_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    return project_of(c, r).get_version(kind, version, {});
}
template <auto Method>
auto kind_get_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return (project_of(c, r).*Method)(version, {});
}
auto get_version_stages(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    return project_of(c, r).get_version_stages(kind, version, {});
}
template <auto Method>
auto kind_get_version_stages(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return (project_of(c, r).*Method)(version, {});
}
auto register_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    return project_of(c, r).register_version(kind, version, registering(a));
}
template <auto Method>
auto kind_register_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return (project_of(c, r).*Method)(version, registering(a));
}
auto delete_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    return project_of(c, r).delete_version(kind, version, {});
}
template <auto Method>
auto kind_delete_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return (project_of(c, r).*Method)(version, {});
}
auto stage_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    const auto stage = a.either_text(2, "stage");
    return project_of(c, r).stage_version(kind, version, stage, staging(a));
}
template <auto Method>
auto kind_stage_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    const auto stage = a.either_text(1, "stage");
    return (project_of(c, r).*Method)(version, stage, staging(a));
}
auto transfer_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    const auto to_project = a.either_text(2, "to_project");
    return project_of(c, r).transfer_version(kind, version, to_project, {});
}
template <auto Method>
auto kind_transfer_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    const auto to_project = a.either_text(1, "to_project");
    return (project_of(c, r).*Method)(version, to_project, {});
}
auto copy_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    return project_of(c, r).copy_version(kind, version, copying(a));
}
template <auto Method>
auto kind_copy_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return (project_of(c, r).*Method)(version, copying(a));
}
auto push_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    const auto path = a.either_text(2, "path");
    return project_of(c, r).push_version(kind, version, path, pushing(a));
}
template <auto Method>
auto kind_push_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    const auto path = a.either_text(1, "path");
    return (project_of(c, r).*Method)(version, path, pushing(a));
}
auto create_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    return with_body<api::project_version_body>(
        a.either(1, "data"), [&](const auto& body) { return project_of(c, r).create_version(kind, body); });
}
auto patch_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto kind = kind_of(a.either_text(0, "kind"));
    const auto version = a.either_text(1, "version");
    return with_body<api::project_version_body>(a.either(2, "data"), [&](const auto& body) {
        return project_of(c, r).patch_version(kind, version, body);
    });
}
auto create_component_version(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).create_component_version(a.either(0, "data"));
}
auto patch_component_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return project_of(c, r).patch_component_version(version, a.either(1, "data"));
}
auto create_model_version(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).create_model_version(a.either(0, "data"));
}
auto patch_model_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return project_of(c, r).patch_model_version(version, a.either(1, "data"));
}
auto create_artifact_version(const api::client& c, const recorded_call& r, arguments& a) {
    return project_of(c, r).create_artifact_version(a.either(0, "data"));
}
auto patch_artifact_version(const api::client& c, const recorded_call& r, arguments& a) {
    const auto version = a.either_text(0, "version");
    return project_of(c, r).patch_artifact_version(version, a.either(1, "data"));
}

constexpr method methods[] = {
    row<list_versions>("ProjectClient.list_versions"),
    row<kind_list_versions<&pc::list_component_versions>>("ProjectClient.list_component_versions"),
    row<kind_list_versions<&pc::list_model_versions>>("ProjectClient.list_model_versions"),
    row<kind_list_versions<&pc::list_artifact_versions>>("ProjectClient.list_artifact_versions"),
    row<get_version>("ProjectClient.get_version"),
    row<kind_get_version<&pc::get_component_version>>("ProjectClient.get_component_version"),
    row<kind_get_version<&pc::get_model_version>>("ProjectClient.get_model_version"),
    row<kind_get_version<&pc::get_artifact_version>>("ProjectClient.get_artifact_version"),
    row<get_version_stages>("ProjectClient.get_version_stages"),
    row<kind_get_version_stages<&pc::get_component_version_stages>>(
        "ProjectClient.get_component_version_stages"),
    row<kind_get_version_stages<&pc::get_model_version_stages>>("ProjectClient.get_model_version_stages"),
    row<kind_get_version_stages<&pc::get_artifact_version_stages>>(
        "ProjectClient.get_artifact_version_stages"),
    row<register_version>("ProjectClient.register_version"),
    row<kind_register_version<&pc::register_component_version>>("ProjectClient.register_component_version"),
    row<kind_register_version<&pc::register_model_version>>("ProjectClient.register_model_version"),
    row<kind_register_version<&pc::register_artifact_version>>("ProjectClient.register_artifact_version"),
    row<delete_version>("ProjectClient.delete_version"),
    row<kind_delete_version<&pc::delete_component_version>>("ProjectClient.delete_component_version"),
    row<kind_delete_version<&pc::delete_model_version>>("ProjectClient.delete_model_version"),
    row<kind_delete_version<&pc::delete_artifact_version>>("ProjectClient.delete_artifact_version"),
    row<stage_version>("ProjectClient.stage_version"),
    row<kind_stage_version<&pc::stage_component_version>>("ProjectClient.stage_component_version"),
    row<kind_stage_version<&pc::stage_model_version>>("ProjectClient.stage_model_version"),
    row<kind_stage_version<&pc::stage_artifact_version>>("ProjectClient.stage_artifact_version"),
    row<transfer_version>("ProjectClient.transfer_version"),
    row<kind_transfer_version<&pc::transfer_component_version>>("ProjectClient.transfer_component_version"),
    row<kind_transfer_version<&pc::transfer_model_version>>("ProjectClient.transfer_model_version"),
    row<kind_transfer_version<&pc::transfer_artifact_version>>("ProjectClient.transfer_artifact_version"),
    row<copy_version>("ProjectClient.copy_version"),
    row<kind_copy_version<&pc::copy_component_version>>("ProjectClient.copy_component_version"),
    row<kind_copy_version<&pc::copy_model_version>>("ProjectClient.copy_model_version"),
    row<kind_copy_version<&pc::copy_artifact_version>>("ProjectClient.copy_artifact_version"),
    row<push_version>("ProjectClient.push_version"),
    row<kind_push_version<&pc::push_component_version>>("ProjectClient.push_component_version"),
    row<kind_push_version<&pc::push_model_version>>("ProjectClient.push_model_version"),
    row<kind_push_version<&pc::push_artifact_version>>("ProjectClient.push_artifact_version"),
    row<create_component_version>("ProjectClient.create_component_version"),
    row<patch_component_version>("ProjectClient.patch_component_version"),
    row<create_model_version>("ProjectClient.create_model_version"),
    row<patch_model_version>("ProjectClient.patch_model_version"),
    row<create_artifact_version>("ProjectClient.create_artifact_version"),
    row<patch_artifact_version>("ProjectClient.patch_artifact_version"),
    row<create_version>("ProjectClient.create_version"),
    row<patch_version>("ProjectClient.patch_version"),
};

}  // namespace

table project_versions_table() { return methods; }

}  // namespace conformance::v1
