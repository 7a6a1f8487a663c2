#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// ServiceAccountsV1: service accounts and their tokens, with the Python SDK's names. `service_accounts()` of a client gives it; copying is
/// cheap. The commercial platform serves these; the community edition answers 404, or 405 to what writes. Bodies and answers without a
/// struct are `json`. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
class service_accounts_api {
 public:
    explicit service_accounts_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// One page of the service accounts of the organization. GET /api/v1/orgs/{owner}/sa.
    ///
    ///     auto page = co_await client.service_accounts().list_service_accounts("acme");
    awaitable<page<json>> list_service_accounts(std::string_view owner, const list_options& = {}) const;

    /// Makes a service account. POST /api/v1/orgs/{owner}/sa.
    ///
    ///     auto it = co_await client.service_accounts().create_service_account("acme", body);
    awaitable<json> create_service_account(std::string_view owner, const json& body,
                                           const call_options& = {}) const;

    /// The same page with nothing but uuids and names. GET /api/v1/orgs/{owner}/sa/names.
    ///
    ///     auto page = co_await client.service_accounts().list_service_account_names("acme");
    awaitable<page<json>> list_service_account_names(std::string_view owner, const list_options& = {}) const;

    /// Makes a token for a service account. POST /api/v1/orgs/{owner}/sa/{entity}/tokens.
    ///
    ///     auto it = co_await client.service_accounts().create_service_account_token("acme", account, body);
    awaitable<json> create_service_account_token(std::string_view owner, std::string_view account,
                                                 const json& body, const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/sa/{entity}/tokens/{token.uuid}.
    ///
    ///     auto it = co_await client.service_accounts().patch_service_account_token("acme", account, uuid, body);
    awaitable<json> patch_service_account_token(std::string_view owner, std::string_view account,
                                                std::string_view uuid, const json& body,
                                                const call_options& = {}) const;

    /// Replaces the token. PUT /api/v1/orgs/{owner}/sa/{entity}/tokens/{token.uuid}.
    ///
    ///     auto it = co_await client.service_accounts().update_service_account_token("acme", account, uuid, body);
    awaitable<json> update_service_account_token(std::string_view owner, std::string_view account,
                                                 std::string_view uuid, const json& body,
                                                 const call_options& = {}) const;

    /// Deletes the token. DELETE /api/v1/orgs/{owner}/sa/{entity}/tokens/{uuid}.
    ///
    ///     co_await client.service_accounts().delete_service_account_token("acme", account, uuid);
    awaitable<void> delete_service_account_token(std::string_view owner, std::string_view account,
                                                 std::string_view uuid, const call_options& = {}) const;

    /// One token of a service account. GET /api/v1/orgs/{owner}/sa/{entity}/tokens/{uuid}.
    ///
    ///     auto it = co_await client.service_accounts().get_service_account_token("acme", account, uuid);
    awaitable<json> get_service_account_token(std::string_view owner, std::string_view account,
                                              std::string_view uuid, const call_options& = {}) const;

    /// Changes the members that are sent. PATCH /api/v1/orgs/{owner}/sa/{sa.uuid}.
    ///
    ///     auto it = co_await client.service_accounts().patch_service_account("acme", uuid, body);
    awaitable<json> patch_service_account(std::string_view owner, std::string_view uuid, const json& body,
                                          const call_options& = {}) const;

    /// Replaces the service account. PUT /api/v1/orgs/{owner}/sa/{sa.uuid}.
    ///
    ///     auto it = co_await client.service_accounts().update_service_account("acme", uuid, body);
    awaitable<json> update_service_account(std::string_view owner, std::string_view uuid, const json& body,
                                           const call_options& = {}) const;

    /// Deletes the service account. DELETE /api/v1/orgs/{owner}/sa/{uuid}.
    ///
    ///     co_await client.service_accounts().delete_service_account("acme", uuid);
    awaitable<void> delete_service_account(std::string_view owner, std::string_view uuid,
                                           const call_options& = {}) const;

    /// One service account. GET /api/v1/orgs/{owner}/sa/{uuid}.
    ///
    ///     auto it = co_await client.service_accounts().get_service_account("acme", uuid);
    awaitable<json> get_service_account(std::string_view owner, std::string_view uuid,
                                        const call_options& = {}) const;

    /// One page of the tokens of a service account. GET /api/v1/orgs/{owner}/sa/{uuid}/tokens.
    ///
    ///     auto page = co_await client.service_accounts().list_service_account_tokens("acme", uuid);
    awaitable<page<json>> list_service_account_tokens(std::string_view owner, std::string_view uuid,
                                                      const list_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
