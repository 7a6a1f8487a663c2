#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/user.hpp>

#include <memory>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Who you are. A cheap handle of its client: copy it, keep it, share it between threads.
class auth_api {
 public:
    /// The user that the client's token (or `options.token`) belongs to.
    ///
    /// GET /users/. Without any token it fails as `unauthenticated` and nothing is sent; a bad token is `unauthenticated`
    /// with status 401. Cancelling ends the call as `canceled`.
    ///
    ///     auto me = co_await client.auth().get_user();
    awaitable<user> get_user(get_user_options options = {}) const;

 private:
    friend class client;
    explicit auth_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
