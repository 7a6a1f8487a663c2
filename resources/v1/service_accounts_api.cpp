#include <polyaxon/resources/v1/service_accounts_api.hpp>

#include <polyaxon/resources/v1/service.hpp>
#include <polyaxon/resources/v1/service_account_rows.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<json>> service_accounts_api::list_service_accounts(text owner, const list_options& o) const {
    return resources::send(core_, rows::list_service_accounts, {owner}, query_of(o), o.call);
}
awaitable<json> service_accounts_api::create_service_account(text owner, const json& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::create_service_account, {owner}, body_of(body), o);
}
awaitable<page<json>> service_accounts_api::list_service_account_names(text owner,
                                                                       const list_options& o) const {
    return resources::send(core_, rows::list_service_account_names, {owner}, query_of(o), o.call);
}
awaitable<json> service_accounts_api::create_service_account_token(text owner, text account, const json& body,
                                                                   const call_options& o) const {
    return resources::send(core_, rows::create_service_account_token, {owner, account}, body_of(body), o);
}
awaitable<json> service_accounts_api::patch_service_account_token(text owner, text account, text uuid,
                                                                  const json& body,
                                                                  const call_options& o) const {
    return resources::send(core_, rows::patch_service_account_token, {owner, account, uuid}, body_of(body),
                           o);
}
awaitable<json> service_accounts_api::update_service_account_token(text owner, text account, text uuid,
                                                                   const json& body,
                                                                   const call_options& o) const {
    return resources::send(core_, rows::update_service_account_token, {owner, account, uuid}, body_of(body),
                           o);
}
awaitable<void> service_accounts_api::delete_service_account_token(text owner, text account, text uuid,
                                                                   const call_options& o) const {
    return resources::send(core_, rows::delete_service_account_token, {owner, account, uuid}, o);
}
awaitable<json> service_accounts_api::get_service_account_token(text owner, text account, text uuid,
                                                                const call_options& o) const {
    return resources::send(core_, rows::get_service_account_token, {owner, account, uuid}, o);
}
awaitable<json> service_accounts_api::patch_service_account(text owner, text uuid, const json& body,
                                                            const call_options& o) const {
    return resources::send(core_, rows::patch_service_account, {owner, uuid}, body_of(body), o);
}
awaitable<json> service_accounts_api::update_service_account(text owner, text uuid, const json& body,
                                                             const call_options& o) const {
    return resources::send(core_, rows::update_service_account, {owner, uuid}, body_of(body), o);
}
awaitable<void> service_accounts_api::delete_service_account(text owner, text uuid,
                                                             const call_options& o) const {
    return resources::send(core_, rows::delete_service_account, {owner, uuid}, o);
}
awaitable<json> service_accounts_api::get_service_account(text owner, text uuid,
                                                          const call_options& o) const {
    return resources::send(core_, rows::get_service_account, {owner, uuid}, o);
}
awaitable<page<json>> service_accounts_api::list_service_account_tokens(text owner, text uuid,
                                                                        const list_options& o) const {
    return resources::send(core_, rows::list_service_account_tokens, {owner, uuid}, query_of(o), o.call);
}

}  // namespace polyaxon::v1
