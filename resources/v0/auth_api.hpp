#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/v0/auth.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/user.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Who you are, and how to become somebody. A cheap handle of its client: copy it, keep it, share it between threads.
///
/// The exchanges below are for programs in a pod of the platform. They turn a token that the pod was given into one that speaks as the
/// run's user, need the client's internal header (see api_config::is_managed), and fail as `unauthenticated` without it or with a bad
/// token, as `forbidden` for a run that is not in the state for it. By default later calls of the client carry the new token, with the
/// configured authentication type, and it is written to a file of mode 0600 where clients of the same pod find it; when that fails the
/// call ends as `context`, although the token was given out and, with `set_token`, is in use.
class auth_api {
 public:
    /// The user that the client's token (or `options.token`) belongs to.
    ///
    /// GET /users/. Without any token it fails as `unauthenticated` and nothing is sent; a bad token is `unauthenticated`
    /// with status 401. So is, with status 200, an answer without a name: that is how the server says that it took the
    /// credentials for none, after an unknown authentication type for example. Cancelling ends the call as `canceled`.
    ///
    ///     auto me = co_await client.auth().get_user();
    awaitable<user> get_user(get_user_options options = {}) const;

    /// Changes a name and a password for a token, which later calls of the client carry with `set_token`.
    ///
    /// POST /users/token/ as a form, with neither the client's token nor its internal header. Every refusal is `unauthenticated`
    /// with the server's status (400 for a wrong name or password), but for 429, which is `rate_limited`.
    ///
    ///     auto token = co_await client.auth().login({"adam", password}, {.set_token = true});
    awaitable<std::string> login(credentials credentials, login_options options = {}) const;

    /// Exchanges an experiment's one-time token. POST /{username}/{project_name}/experiments/{experiment_id}/ephemeraltoken/.
    ///
    /// The token works once. The file is .polyaxon/.authtoken in the temporary folder. POLYAXON_SECRET_EPHEMERAL_TOKEN is
    /// taken out of the environment of the process.
    ///
    ///     auto token = co_await client.auth().login_experiment_ephemeral_token("adam", "mnist", 42, one_time);
    awaitable<std::string> login_experiment_ephemeral_token(std::string_view username,
                                                            std::string_view project_name, id experiment_id,
                                                            std::string_view ephemeral_token,
                                                            exchange_options options = {}) const;

    /// Speaks as an experiment's user. POST /{username}/{project_name}/experiments/{experiment_id}/impersonatetoken/. The file of
    /// this and the following ones is .authtoken in the pod's shared folder, which must be there.
    ///
    ///     auto token = co_await client.auth().login_experiment_impersonate_token("adam", "mnist", 42, internal);
    awaitable<std::string> login_experiment_impersonate_token(std::string_view username,
                                                              std::string_view project_name, id experiment_id,
                                                              std::string_view internal_token,
                                                              exchange_options options = {}) const;

    /// Speaks as a job's user. POST /{username}/{project_name}/jobs/{job_id}/impersonatetoken/.
    ///
    ///     auto token = co_await client.auth().login_job_impersonate_token("adam", "mnist", 12, internal);
    awaitable<std::string> login_job_impersonate_token(std::string_view username,
                                                       std::string_view project_name, id job_id,
                                                       std::string_view internal_token,
                                                       exchange_options options = {}) const;

    /// Speaks as a build's user. POST /{username}/{project_name}/builds/{job_id}/impersonatetoken/, which release 0.5.6 does
    /// not have (a hidden 405).
    ///
    ///     auto token = co_await client.auth().login_build_impersonate_token("adam", "mnist", 3, internal);
    awaitable<std::string> login_build_impersonate_token(std::string_view username,
                                                         std::string_view project_name, id job_id,
                                                         std::string_view internal_token,
                                                         exchange_options options = {}) const;

    /// Speaks as a notebook's user. POST /{username}/{project_name}/notebook/impersonatetoken/.
    ///
    ///     auto token = co_await client.auth().login_notebook_impersonate_token("adam", "mnist", internal);
    awaitable<std::string> login_notebook_impersonate_token(std::string_view username,
                                                            std::string_view project_name,
                                                            std::string_view internal_token,
                                                            exchange_options options = {}) const;

 private:
    friend class client;
    explicit auth_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
