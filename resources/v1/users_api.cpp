#include <polyaxon/resources/v1/users_api.hpp>

#include <polyaxon/resources/v1/service.hpp>
#include <polyaxon/resources/v1/user_rows.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<user> users_api::get_user(const call_options& o) const {
    return resources::send(core_, rows::get_user, {}, o);
}
awaitable<user> users_api::patch_user(const json& body, const call_options& o) const {
    return resources::send(core_, rows::patch_user, {}, body_of(body), o);
}
awaitable<user> users_api::update_user(const json& body, const call_options& o) const {
    return resources::send(core_, rows::update_user, {}, body_of(body), o);
}
awaitable<page<json>> users_api::get_history(const list_options& o) const {
    return resources::send(core_, rows::get_history, {}, query_of(o), o.call);
}
awaitable<json> users_api::get_suggestions(const list_options& o) const {
    return resources::send(core_, rows::get_suggestions, {}, query_of(o), o.call);
}
awaitable<page<json>> users_api::list_tokens(const list_options& o) const {
    return resources::send(core_, rows::list_tokens, {}, query_of(o), o.call);
}
awaitable<json> users_api::create_token(const json& body, const call_options& o) const {
    return resources::send(core_, rows::create_token, {}, body_of(body), o);
}
awaitable<json> users_api::patch_token(text uuid, const json& body, const call_options& o) const {
    return resources::send(core_, rows::patch_token, {uuid}, body_of(body), o);
}
awaitable<json> users_api::update_token(text uuid, const json& body, const call_options& o) const {
    return resources::send(core_, rows::update_token, {uuid}, body_of(body), o);
}
awaitable<void> users_api::delete_token(text uuid, const call_options& o) const {
    return resources::send(core_, rows::delete_token, {uuid}, o);
}
awaitable<json> users_api::get_token(text uuid, const call_options& o) const {
    return resources::send(core_, rows::get_token, {uuid}, o);
}
awaitable<json> users_api::get_workspaces(const list_options& o) const {
    return resources::send(core_, rows::get_workspaces, {}, query_of(o), o.call);
}

}  // namespace polyaxon::v1
