#include <polyaxon/resources/v1/project_dashboards_api.hpp>

#include <polyaxon/resources/v1/project_dashboard_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<void> project_dashboards_api::delete_project_dashboard(text owner, text project, text uuid,
                                                                 const call_options& o) const {
    return resources::send(core_, rows::delete_project_dashboard, {owner, project, uuid}, o);
}
awaitable<json> project_dashboards_api::get_project_dashboard(text owner, text project, text uuid,
                                                              const call_options& o) const {
    return resources::send(core_, rows::get_project_dashboard, {owner, project, uuid}, o);
}
awaitable<void> project_dashboards_api::promote_project_dashboard(text owner, text project, text uuid,
                                                                  const call_options& o) const {
    return resources::send(core_, rows::promote_project_dashboard, {owner, project, uuid}, o);
}
awaitable<page<json>> project_dashboards_api::list_project_dashboards(text owner, text project,
                                                                      const list_options& o) const {
    return resources::send(core_, rows::list_project_dashboards, {owner, project}, query_of(o), o.call);
}
awaitable<page<json>> project_dashboards_api::list_project_dashboard_names(text owner, text project,
                                                                           const list_options& o) const {
    return resources::send(core_, rows::list_project_dashboard_names, {owner, project}, query_of(o), o.call);
}
awaitable<json> project_dashboards_api::create_project_dashboard(text owner, text project, const json& body,
                                                                 const call_options& o) const {
    return resources::send(core_, rows::create_project_dashboard, {owner, project}, body_of(body), o);
}
awaitable<json> project_dashboards_api::patch_project_dashboard(text owner, text project, text uuid,
                                                                const json& body,
                                                                const call_options& o) const {
    return resources::send(core_, rows::patch_project_dashboard, {owner, project, uuid}, body_of(body), o);
}
awaitable<json> project_dashboards_api::update_project_dashboard(text owner, text project, text uuid,
                                                                 const json& body,
                                                                 const call_options& o) const {
    return resources::send(core_, rows::update_project_dashboard, {owner, project, uuid}, body_of(body), o);
}

}  // namespace polyaxon::v1
