#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/response.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Users of the platform, for its administrators: everybody else is `forbidden`. An unknown user is `not_found`. A cheap handle
/// of its client: copy it, keep it, share it between threads.
class user_api {
 public:
    /// Lets a user in who registered and waits. POST /users/activate/{username}/.
    ///
    ///     co_await client.user().activate_user("jane");
    awaitable<response> activate_user(std::string_view username, call_options options = {}) const;

    /// Removes a user and all that they own. DELETE /users/delete/{username}/.
    ///
    ///     co_await client.user().delete_user("jane");
    awaitable<response> delete_user(std::string_view username, call_options options = {}) const;

    /// Makes a user an administrator. POST /superusers/grant/{username}/.
    ///
    ///     co_await client.user().grant_superuser("jane");
    awaitable<response> grant_superuser(std::string_view username, call_options options = {}) const;

    /// Takes that back. POST /superusers/revoke/{username}/.
    ///
    ///     co_await client.user().revoke_superuser("jane");
    awaitable<response> revoke_superuser(std::string_view username, call_options options = {}) const;

 private:
    friend class client;
    explicit user_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
