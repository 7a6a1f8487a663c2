#include <polyaxon/resources/v1/policies_api.hpp>

#include <polyaxon/resources/v1/policy_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> policies_api::list_policies(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_policies, {owner}, query_of(o), o.call);
}
awaitable<json> policies_api::create_policy(text owner, const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_policy, {owner}, body_of(body), o);
}
awaitable<page<json>> policies_api::list_policy_names(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_policy_names, {owner}, query_of(o), o.call);
}
awaitable<json> policies_api::patch_policy(text owner, text uuid, const json& body,
                                           const call_options& o) const {
    return resources::send(core_, rows::patch_policy, {owner, uuid}, body_of(body), o);
}
awaitable<json> policies_api::update_policy(text owner, text uuid, const json& body,
                                            const call_options& o) const {
    return resources::send(core_, rows::update_policy, {owner, uuid}, body_of(body), o);
}
awaitable<void> policies_api::delete_policy(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_policy, {owner, uuid}, o);
}
awaitable<json> policies_api::get_policy(text owner, text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_policy, {owner, uuid}, o);
}

}  // namespace polyaxon::v1
