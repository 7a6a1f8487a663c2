#include <polyaxon/resources/v1/connections_api.hpp>

#include <polyaxon/resources/v1/connection_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> connections_api::list_connections(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_connections, {owner}, query_of(o), o.call);
}
awaitable<json> connections_api::create_connection(text owner, const json& body,
                                                   const call_options& o) const {
    return resources::send(core_, rows::create_connection, {owner}, body_of(body), o);
}
awaitable<page<json>> connections_api::list_connection_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_connection_names, {owner}, query_of(o), o.call);
}
awaitable<json> connections_api::patch_connection(text owner, text uuid, const json& body,
                                                  const call_options& o) const {
    return resources::send(core_, rows::patch_connection, {owner, uuid}, body_of(body), o);
}
awaitable<json> connections_api::update_connection(text owner, text uuid, const json& body,
                                                   const call_options& o) const {
    return resources::send(core_, rows::update_connection, {owner, uuid}, body_of(body), o);
}
awaitable<void> connections_api::delete_connection(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_connection, {owner, uuid}, o);
}
awaitable<json> connections_api::get_connection(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_connection, {owner, uuid}, o);
}

}  // namespace polyaxon::v1
