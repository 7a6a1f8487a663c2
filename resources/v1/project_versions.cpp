#include <polyaxon/resources/v1/project_versions.hpp>

#include <polyaxon/resources/v1/as_json.hpp>
#include <polyaxon/resources/v1/version_calls.hpp>

namespace polyaxon::v1 {

namespace calls = version_calls;
using resources::owned_call;
using text = std::string_view;

awaitable<page<project_version>> project_versions::list_versions(version_kind kind,
                                                                 const project_list_options& o) {
    return calls::list(state_, kind, listed(o, 20), false);
}
awaitable<page<project_version>> project_versions::list_version_names(version_kind kind,
                                                                      const project_list_options& o) {
    return calls::list(state_, kind, listed(o), true);
}
awaitable<project_version> project_versions::get_version(version_kind kind, text version,
                                                         const call_options& o) {
    return calls::get(state_, kind, std::string(version), owned_call(o));
}
awaitable<version_stages> project_versions::get_version_stages(version_kind kind, text version,
                                                               const call_options& o) {
    return calls::get_stages(state_, kind, std::string(version), owned_call(o));
}
awaitable<project_version> project_versions::create_version(version_kind kind,
                                                            const project_version_body& body,
                                                            const call_options& o) {
    return calls::create(state_, kind, as_json(body), owned_call(o));
}
awaitable<project_version> project_versions::create_version(version_kind kind, const json& body,
                                                            const call_options& o) {
    return calls::create(state_, kind, body, owned_call(o));
}
awaitable<project_version> project_versions::patch_version(version_kind kind, text version,
                                                           const project_version_body& body,
                                                           const call_options& o) {
    return calls::patch(state_, kind, std::string(version), as_json(body), owned_call(o));
}
awaitable<project_version> project_versions::patch_version(version_kind kind, text version, const json& body,
                                                           const call_options& o) {
    return calls::patch(state_, kind, std::string(version), body, owned_call(o));
}
awaitable<project_version> project_versions::register_version(version_kind kind, text version,
                                                              const register_version_options& o) {
    return calls::enter(state_, version_registration(kind, version, o), owned_call(o.call));
}
awaitable<void> project_versions::delete_version(version_kind kind, text version, const call_options& o) {
    return calls::remove(state_, kind, std::string(version), owned_call(o));
}
awaitable<version_stages> project_versions::stage_version(version_kind kind, text version, text stage,
                                                          const stage_version_options& o) {
    stage_condition c;
    c.type = stage;
    c.reason = std::string(o.reason);
    if (!o.message.empty()) c.message = std::string(o.message);
    c.last_transition_time = o.last_transition_time;
    c.last_update_time = o.last_update_time;
    return calls::stage(state_, kind, std::string(version), std::move(c), owned_call(o.call));
}
awaitable<void> project_versions::transfer_version(version_kind kind, text version, text to_project,
                                                   const call_options& o) {
    return calls::transfer(state_, kind, std::string(version), std::string(to_project), owned_call(o));
}
awaitable<project_version> project_versions::copy_version(version_kind kind, text version,
                                                          const copy_version_options& o) {
    return calls::copy(state_, kind, std::string(version), calls::copy_request(o), owned_call(o.call));
}
awaitable<void> project_versions::persist_version(const project_version& v, text folder) {
    return calls::persist(state_, v, std::string(folder));
}
awaitable<void> project_versions::download_artifacts_for_version(const project_version& v, text folder,
                                                                 const call_options& o) {
    return calls::download(state_, v, std::string(folder), owned_call(o));
}
awaitable<std::string> project_versions::pull_version(version_kind kind, text version, text path,
                                                      const pull_version_options& o) {
    return calls::pull(state_, kind, std::string(version), std::string(path), o.download_artifacts,
                       owned_call(o.call));
}
awaitable<std::optional<project_version>> project_versions::load_offline_version(
    version_kind kind, text version, text path, const load_version_options& o) {
    return calls::load(state_, kind, std::string(version), std::string(path), o);
}
awaitable<project_version> project_versions::push_version(version_kind kind, text version, text path,
                                                          const push_version_options& o) {
    return calls::push(state_, kind, std::string(version), std::string(path), o.force.value_or(false),
                       o.clean, owned_call(o.call));
}

}  // namespace polyaxon::v1
