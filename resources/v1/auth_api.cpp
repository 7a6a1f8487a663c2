#include <polyaxon/resources/v1/auth_api.hpp>

#include <polyaxon/resources/v1/auth_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<void> auth_api::change_password(const json& body, const call_options& o) const {
    return resources::send(core_, rows::change_password, {}, body_of(body), o);
}
awaitable<void> auth_api::reset_password(const json& body, const call_options& o) const {
    return resources::send(core_, rows::reset_password, {}, body_of(body), o);
}
awaitable<auth> auth_api::reset_password_confirm(const json& body, const call_options& o) const {
    return resources::send(core_, rows::reset_password_confirm, {}, body_of(body), o);
}
awaitable<auth> auth_api::signup(const json& body, const call_options& o) const {
    return resources::send(core_, rows::signup, {}, body_of(body), o);
}
awaitable<auth> auth_api::login(const json& body, const call_options& o) const {
    return resources::send(core_, rows::login, {}, body_of(body), o);
}
awaitable<void> auth_api::trial(const json& body, const call_options& o) const {
    return resources::send(core_, rows::trial, {}, body_of(body), o);
}

}  // namespace polyaxon::v1
