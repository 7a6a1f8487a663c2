#include <polyaxon/resources/v1/projects_registry_api.hpp>

#include <polyaxon/resources/v1/project_extra_rows.hpp>
#include <polyaxon/resources/v1/projects_more_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>
#include <polyaxon/resources/v1/version_rows.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<project_version>> projects_registry_api::list_versions(text owner, text project, text kind,
                                                                      const list_options& o) const {
    return resources::send(core_, rows::list_versions, {owner, project, kind}, query_of(o), o.call);
}
awaitable<page<project_version>> projects_registry_api::list_version_names(text owner, text project,
                                                                           text kind,
                                                                           const list_options& o) const {
    return resources::send(core_, rows::list_version_names, {owner, project, kind}, query_of(o), o.call);
}
awaitable<project_version> projects_registry_api::get_version(text owner, text project, text kind,
                                                              text version, const call_options& o) const {
    return resources::send(core_, rows::get_version, {owner, project, kind, version}, o);
}
awaitable<project_version> projects_registry_api::create_version(text owner, text project, text kind,
                                                                 const project_version_body& body,
                                                                 const call_options& o) const {
    return resources::send(core_, rows::create_version, {owner, project, kind}, body_of(body), o);
}
awaitable<project_version> projects_registry_api::create_version(text owner, text project, text kind,
                                                                 const json& body,
                                                                 const call_options& o) const {
    return resources::send(core_, rows::create_version, {owner, project, kind}, body_of(body), o);
}
awaitable<project_version> projects_registry_api::patch_version(text owner, text project, text kind,
                                                                text version,
                                                                const project_version_body& body,
                                                                const call_options& o) const {
    return resources::send(core_, rows::patch_version, {owner, project, kind, version}, body_of(body), o);
}
awaitable<project_version> projects_registry_api::patch_version(text owner, text project, text kind,
                                                                text version, const json& body,
                                                                const call_options& o) const {
    return resources::send(core_, rows::patch_version, {owner, project, kind, version}, body_of(body), o);
}
awaitable<project_version> projects_registry_api::update_version(text owner, text project, text kind,
                                                                 text version,
                                                                 const project_version_body& body,
                                                                 const call_options& o) const {
    return resources::send(core_, rows::update_version, {owner, project, kind, version}, body_of(body), o);
}
awaitable<project_version> projects_registry_api::update_version(text owner, text project, text kind,
                                                                 text version, const json& body,
                                                                 const call_options& o) const {
    return resources::send(core_, rows::update_version, {owner, project, kind, version}, body_of(body), o);
}
awaitable<void> projects_registry_api::delete_version(text owner, text project, text kind, text version,
                                                      const call_options& o) const {
    return resources::send(core_, rows::delete_version, {owner, project, kind, version}, o);
}
awaitable<version_stages> projects_registry_api::get_version_stages(text owner, text project, text kind,
                                                                    text version,
                                                                    const call_options& o) const {
    return resources::send(core_, rows::get_version_stages, {owner, project, kind, version}, o);
}
awaitable<version_stages> projects_registry_api::create_version_stage(text owner, text project, text kind,
                                                                      text version, const json& body,
                                                                      const call_options& o) const {
    return resources::send(core_, rows::create_version_stage, {owner, project, kind, version}, body_of(body),
                           o);
}
awaitable<void> projects_registry_api::transfer_version(text owner, text project, text kind, text version,
                                                        const json& body, const call_options& o) const {
    return resources::send(core_, rows::transfer_version, {owner, project, kind, version}, body_of(body), o);
}
awaitable<void> projects_registry_api::archive_project(text owner, text project,
                                                       const call_options& o) const {
    return resources::send(core_, rows::archive_project, {owner, project}, o);
}
awaitable<void> projects_registry_api::restore_project(text owner, text project,
                                                       const call_options& o) const {
    return resources::send(core_, rows::restore_project, {owner, project}, o);
}
awaitable<void> projects_registry_api::bookmark_project(text owner, text project,
                                                        const call_options& o) const {
    return resources::send(core_, rows::bookmark_project, {owner, project}, o);
}
awaitable<void> projects_registry_api::unbookmark_project(text owner, text project,
                                                          const call_options& o) const {
    return resources::send(core_, rows::unbookmark_project, {owner, project}, o);
}
awaitable<json> projects_registry_api::get_project_stats(text owner, text project,
                                                         const stats_options& o) const {
    return resources::send(core_, rows::get_project_stats, {owner, project}, query_of(o), o.call);
}
awaitable<json> projects_registry_api::get_project_settings(text owner, text project,
                                                            const call_options& o) const {
    return resources::send(core_, rows::get_project_settings, {owner, project}, o);
}
awaitable<json> projects_registry_api::patch_project_settings(text owner, text project, const json& body,
                                                              const call_options& o) const {
    return resources::send(core_, rows::patch_project_settings, {owner, project}, body_of(body), o);
}
awaitable<json> projects_registry_api::update_project_settings(text owner, text project, const json& body,
                                                               const call_options& o) const {
    return resources::send(core_, rows::update_project_settings, {owner, project}, body_of(body), o);
}
awaitable<page<json>> projects_registry_api::get_project_activities(text owner, text project,
                                                                    const list_options& o) const {
    return resources::send(core_, rows::get_project_activities, {owner, project}, query_of(o), o.call);
}
awaitable<void> projects_registry_api::enable_project_ci(text owner, text project,
                                                         const call_options& o) const {
    return resources::send(core_, rows::enable_project_ci, {owner, project}, o);
}
awaitable<void> projects_registry_api::disable_project_ci(text owner, text project,
                                                          const call_options& o) const {
    return resources::send(core_, rows::disable_project_ci, {owner, project}, o);
}
awaitable<page<project>> projects_registry_api::list_archived_projects(text user,
                                                                       const list_options& o) const {
    return resources::send(core_, rows::list_archived_projects, {user}, query_of(o), o.call);
}
awaitable<page<json>> projects_registry_api::list_bookmarked_projects(text user,
                                                                      const list_options& o) const {
    return resources::send(core_, rows::list_bookmarked_projects, {user}, query_of(o), o.call);
}

}  // namespace polyaxon::v1
