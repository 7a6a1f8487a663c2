#include <polyaxon/resources/v1/dashboards_api.hpp>

#include <polyaxon/resources/v1/dashboard_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> dashboards_api::list_dashboards(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_dashboards, {owner}, query_of(o), o.call);
}
awaitable<json> dashboards_api::create_dashboard(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_dashboard, {owner}, body_of(body), o);
}
awaitable<page<json>> dashboards_api::list_dashboard_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_dashboard_names, {owner}, query_of(o), o.call);
}
awaitable<json> dashboards_api::patch_dashboard(text owner, text uuid, const json& body,
                                                const call_options& o) const {
    return resources::send(core_, rows::patch_dashboard, {owner, uuid}, body_of(body), o);
}
awaitable<json> dashboards_api::update_dashboard(text owner, text uuid, const json& body,
                                                 const call_options& o) const {
    return resources::send(core_, rows::update_dashboard, {owner, uuid}, body_of(body), o);
}
awaitable<void> dashboards_api::delete_dashboard(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_dashboard, {owner, uuid}, o);
}
awaitable<json> dashboards_api::get_dashboard(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_dashboard, {owner, uuid}, o);
}

}  // namespace polyaxon::v1
