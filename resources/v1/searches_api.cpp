#include <polyaxon/resources/v1/searches_api.hpp>

#include <polyaxon/resources/v1/search_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> searches_api::list_searches(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_searches, {owner}, query_of(o), o.call);
}
awaitable<json> searches_api::create_search(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_search, {owner}, body_of(body), o);
}
awaitable<page<json>> searches_api::list_search_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_search_names, {owner}, query_of(o), o.call);
}
awaitable<json> searches_api::patch_search(text owner, text uuid, const json& body,
                                           const call_options& o) const {
    return resources::send(core_, rows::patch_search, {owner, uuid}, body_of(body), o);
}
awaitable<json> searches_api::update_search(text owner, text uuid, const json& body,
                                            const call_options& o) const {
    return resources::send(core_, rows::update_search, {owner, uuid}, body_of(body), o);
}
awaitable<void> searches_api::delete_search(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_search, {owner, uuid}, o);
}
awaitable<json> searches_api::get_search(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_search, {owner, uuid}, o);
}

}  // namespace polyaxon::v1
