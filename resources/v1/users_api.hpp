#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/user.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// UsersV1: the user of the token, with the Python SDK's names. `users()` of a client gives it; copying is cheap. The commercial platform
/// serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a struct are `json`. Arguments are
/// copied before a method returns; errors are those of runs_api. Thread-safe.
class users_api {
 public:
    explicit users_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// The user of the token. GET /api/v1/users.
    ///
    ///     auto it = co_await client.users().get_user();
    awaitable<user> get_user(const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/users.
    ///
    ///     auto it = co_await client.users().patch_user(body);
    awaitable<user> patch_user(const json& body, const call_options& = {}) const;

    /// Replaces what is known of the user. PUT /api/v1/users.
    ///
    ///     auto it = co_await client.users().update_user(body);
    awaitable<user> update_user(const json& body, const call_options& = {}) const;

    /// One page of what the user did. GET /api/v1/users/history.
    ///
    ///     auto page = co_await client.users().get_history();
    awaitable<page<json>> get_history(const list_options& = {}) const;

    /// What the user may want to open again. GET /api/v1/users/suggestions.
    ///
    ///     auto list = co_await client.users().get_suggestions();
    awaitable<json> get_suggestions(const list_options& = {}) const;

    /// One page of the user's tokens. GET /api/v1/users/tokens.
    ///
    ///     auto page = co_await client.users().list_tokens();
    awaitable<page<json>> list_tokens(const list_options& = {}) const;

    /// Makes a token. POST /api/v1/users/tokens.
    ///
    ///     auto it = co_await client.users().create_token(body);
    awaitable<json> create_token(const json& body, const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/users/tokens/{token.uuid}.
    ///
    ///     auto it = co_await client.users().patch_token(uuid, body);
    awaitable<json> patch_token(std::string_view uuid, const json& body, const call_options& = {}) const;

    /// Replaces the token. PUT /api/v1/users/tokens/{token.uuid}.
    ///
    ///     auto it = co_await client.users().update_token(uuid, body);
    awaitable<json> update_token(std::string_view uuid, const json& body, const call_options& = {}) const;

    /// Deletes the token. DELETE /api/v1/users/tokens/{uuid}.
    ///
    ///     co_await client.users().delete_token(uuid);
    awaitable<void> delete_token(std::string_view uuid, const call_options& = {}) const;

    /// One token. GET /api/v1/users/tokens/{uuid}.
    ///
    ///     auto it = co_await client.users().get_token(uuid);
    awaitable<json> get_token(std::string_view uuid, const call_options& = {}) const;

    /// The organizations and teams of the user. GET /api/v1/users/workspaces.
    ///
    ///     auto it = co_await client.users().get_workspaces();
    awaitable<json> get_workspaces(const list_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
