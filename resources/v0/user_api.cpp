#include <polyaxon/resources/v0/user_api.hpp>

#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/change.hpp>
#include <polyaxon/resources/v0/user_rows.hpp>

namespace polyaxon::v0 {

awaitable<response> user_api::activate_user(std::string_view username, call_options options) const {
    return change(core_, rows::activate_user, segments(username), false, options);
}
awaitable<response> user_api::delete_user(std::string_view username, call_options options) const {
    return change(core_, rows::delete_user, segments(username), false, options);
}
awaitable<response> user_api::grant_superuser(std::string_view username, call_options options) const {
    return change(core_, rows::grant_superuser, segments(username), false, options);
}
awaitable<response> user_api::revoke_superuser(std::string_view username, call_options options) const {
    return change(core_, rows::revoke_superuser, segments(username), false, options);
}

}  // namespace polyaxon::v0
