#include <polyaxon/resources/v0/auth_api.hpp>

#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/auth_rows.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <string>

namespace polyaxon::v0 {

// The scheme word in front of another token is the configured one, which is only known once the context is loaded.
static awaitable<user> user_of(std::shared_ptr<resources::core> core, std::string token, std::string key,
                               call_options options) {
    options.idempotency_key = key;
    resources::message m;
    m.authorization(static_cast<v0::core&>(*core).who().authentication_type + ' ' + token);
    auto call = resources::send(core, rows::get_user, {}, std::move(m), options);
    co_return co_await std::move(call);
}

awaitable<user> auth_api::get_user(get_user_options options) const {
    if (options.token.empty()) return resources::send_as_user(core_, rows::get_user, {}, {}, options.call);
    return user_of(core_, std::string(options.token), std::string(options.call.idempotency_key),
                   options.call);
}

}  // namespace polyaxon::v0
