#include <polyaxon/resources/v1/tags_api.hpp>

#include <polyaxon/resources/v1/service.hpp>
#include <polyaxon/resources/v1/tag_rows.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> tags_api::list_tags(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_tags, {owner}, query_of(o), o.call);
}
awaitable<json> tags_api::create_tag(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_tag, {owner}, body_of(body), o);
}
awaitable<json> tags_api::load_tags(text owner, const list_options& o) const {
    return resources::send(core_, rows::load_tags, {owner}, query_of(o), o.call);
}
awaitable<void> tags_api::sync_tags(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::sync_tags, {owner}, body_of(body), o);
}
awaitable<json> tags_api::patch_tag(text owner, text uuid, const json& body, const call_options& o) const {
    return resources::send(core_, rows::patch_tag, {owner, uuid}, body_of(body), o);
}
awaitable<json> tags_api::update_tag(text owner, text uuid, const json& body, const call_options& o) const {
    return resources::send(core_, rows::update_tag, {owner, uuid}, body_of(body), o);
}
awaitable<void> tags_api::delete_tag(text owner, text uuid, const delete_tag_options& o) const {
    return resources::send(core_, rows::delete_tag, {owner, uuid}, query_of(o), o.call);
}
awaitable<json> tags_api::get_tag(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_tag, {owner, uuid}, o);
}

}  // namespace polyaxon::v1
