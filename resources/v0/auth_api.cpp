#include <polyaxon/resources/v0/auth_api.hpp>

#include <polyaxon/codec/url.hpp>
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/auth_exchange.hpp>
#include <polyaxon/resources/v0/auth_rows.hpp>
#include <polyaxon/resources/v0/core.hpp>

#include <string>

namespace polyaxon::v0 {

// Without credentials that it knows the server answers 200 with an empty name.
static awaitable<user> somebody(awaitable<user> call) {
    auto who = co_await std::move(call);
    if (!who.username.empty()) co_return who;
    error_info info;
    info.kind = errc::unauthenticated;
    info.status = 200;
    info.detail =
        "the server answered with nobody: it took the credentials for none. Check the token and the "
        "authentication type, which is Token for users";
    info.request = "GET /users/";
    throw error(std::move(info));
}

// The scheme word in front of another token is the configured one, which is only known once the context is loaded.
static awaitable<user> user_of(std::shared_ptr<resources::core> core, std::string token,
                               call_options options) {
    auto m = speaking_with(static_cast<v0::core&>(*core).who().authentication_type, token, "token");
    auto call = resources::send(core, rows::get_user, {}, std::move(m), options);
    co_return co_await std::move(call);
}

awaitable<user> auth_api::get_user(get_user_options options) const {
    if (options.token.empty())
        return somebody(resources::send_as_user(core_, rows::get_user, {}, {}, options.call));
    options.call.idempotency_key = {};  // of no use to a GET, and soon gone
    return somebody(user_of(core_, std::string(options.token), options.call));
}

awaitable<std::string> auth_api::login(credentials credentials, login_options options) const {
    std::string form;
    codec::append_query(form, "username", credentials.username);
    codec::append_query(form, "password", credentials.password);
    resources::message m;
    m.text(form.substr(1), "application/x-www-form-urlencoded");  // without the '?' of a target
    resources::outgoing o(core_->how(), rows::login.method, rows::login.path, {}, std::move(m), options.call);
    return log_in(core_, std::move(o), options.set_token);
}

/// One exchange: its row, path, scheme, token and the name of the token's argument.
template <class E>
static awaitable<std::string> exchanged(const std::shared_ptr<resources::core>& core, const E&,
                                        const resources::path_arguments<E::arguments>& path,
                                        resources::message m, token_place place,
                                        const exchange_options& options) {
    resources::outgoing o(core->how(), E::method, E::path, path.view(), std::move(m), options.call);
    return exchange_token(core, std::move(o), {options.set_token, options.persist_token, place});
}

awaitable<std::string> auth_api::login_experiment_ephemeral_token(std::string_view username,
                                                                  std::string_view project_name,
                                                                  id experiment_id,
                                                                  std::string_view ephemeral_token,
                                                                  exchange_options options) const {
    return exchanged(core_, rows::experiment_ephemeral_token, segments(username, project_name, experiment_id),
                     speaking_with("EphemeralToken", ephemeral_token, "ephemeral_token"),
                     token_place::temporary, options);
}

static resources::message as_the_platform(std::string_view internal_token) {
    return speaking_with("Internaltoken", internal_token, "internal_token");
}

awaitable<std::string> auth_api::login_experiment_impersonate_token(std::string_view username,
                                                                    std::string_view project_name,
                                                                    id experiment_id,
                                                                    std::string_view internal_token,
                                                                    exchange_options options) const {
    return exchanged(core_, rows::experiment_impersonate_token,
                     segments(username, project_name, experiment_id), as_the_platform(internal_token),
                     token_place::pod_context, options);
}

awaitable<std::string> auth_api::login_job_impersonate_token(std::string_view username,
                                                             std::string_view project_name, id job_id,
                                                             std::string_view internal_token,
                                                             exchange_options options) const {
    return exchanged(core_, rows::job_impersonate_token, segments(username, project_name, job_id),
                     as_the_platform(internal_token), token_place::pod_context, options);
}

awaitable<std::string> auth_api::login_build_impersonate_token(std::string_view username,
                                                               std::string_view project_name, id job_id,
                                                               std::string_view internal_token,
                                                               exchange_options options) const {
    return exchanged(core_, rows::build_impersonate_token, segments(username, project_name, job_id),
                     as_the_platform(internal_token), token_place::pod_context, options);
}

awaitable<std::string> auth_api::login_notebook_impersonate_token(std::string_view username,
                                                                  std::string_view project_name,
                                                                  std::string_view internal_token,
                                                                  exchange_options options) const {
    return exchanged(core_, rows::notebook_impersonate_token, segments(username, project_name),
                     as_the_platform(internal_token), token_place::pod_context, options);
}

}  // namespace polyaxon::v0
