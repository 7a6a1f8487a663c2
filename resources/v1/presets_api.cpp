#include <polyaxon/resources/v1/presets_api.hpp>

#include <polyaxon/resources/v1/preset_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> presets_api::list_presets(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_presets, {owner}, query_of(o), o.call);
}
awaitable<json> presets_api::create_preset(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_preset, {owner}, body_of(body), o);
}
awaitable<page<json>> presets_api::list_preset_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_preset_names, {owner}, query_of(o), o.call);
}
awaitable<json> presets_api::patch_preset(text owner, text uuid, const json& body,
                                          const call_options& o) const {
    return resources::send(core_, rows::patch_preset, {owner, uuid}, body_of(body), o);
}
awaitable<json> presets_api::update_preset(text owner, text uuid, const json& body,
                                           const call_options& o) const {
    return resources::send(core_, rows::update_preset, {owner, uuid}, body_of(body), o);
}
awaitable<void> presets_api::delete_preset(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_preset, {owner, uuid}, o);
}
awaitable<json> presets_api::get_preset(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_preset, {owner, uuid}, o);
}

}  // namespace polyaxon::v1
