#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/v1/user.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// AuthV1: logging in and passwords, with the Python SDK's names. `auth()` of a client gives it; copying is cheap. The commercial platform
/// serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are `json`. Arguments are
/// copied before a method returns; errors are those of runs_api. Thread-safe.
class auth_api {
 public:
    explicit auth_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// Changes the password of the user: `{"oldPassword", "password"}`. POST /api/v1/auth/change-password.
    ///
    ///     co_await client.auth().change_password(body);
    awaitable<void> change_password(const json& body, const call_options& = {}) const;

    /// Asks for a mail with a link to set the password anew: `{"email"}`. POST /api/v1/auth/reset-password.
    ///
    ///     co_await client.auth().reset_password(body);
    awaitable<void> reset_password(const json& body, const call_options& = {}) const;

    /// Sets the password by the link of that mail. POST /api/v1/auth/reset-password-confirm.
    ///
    ///     auto it = co_await client.auth().reset_password_confirm(body);
    awaitable<auth> reset_password_confirm(const json& body, const call_options& = {}) const;

    /// Makes a user. POST /api/v1/auth/signup.
    ///
    ///     auto it = co_await client.auth().signup(body);
    awaitable<auth> signup(const json& body, const call_options& = {}) const;

    /// A token for `{"username", "password"}`. POST /api/v1/auth/token.
    ///
    ///     auto it = co_await client.auth().login(body);
    awaitable<auth> login(const json& body, const call_options& = {}) const;

    /// Begins a trial of the platform. POST /api/v1/auth/trial.
    ///
    ///     co_await client.auth().trial(body);
    awaitable<void> trial(const json& body, const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
