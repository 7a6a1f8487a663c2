#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// ServiceAccountsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_service_accounts = get<page<json>, "/api/v1/orgs/{owner}/sa">;
inline constexpr auto create_service_account = post<json, "/api/v1/orgs/{owner}/sa", json>;
inline constexpr auto list_service_account_names = get<page<json>, "/api/v1/orgs/{owner}/sa/names">;
inline constexpr auto create_service_account_token =
    post<json, "/api/v1/orgs/{owner}/sa/{entity}/tokens", json>;
inline constexpr auto patch_service_account_token =
    patch<json, "/api/v1/orgs/{owner}/sa/{entity}/tokens/{token.uuid}", json>;
inline constexpr auto update_service_account_token =
    put<json, "/api/v1/orgs/{owner}/sa/{entity}/tokens/{token.uuid}", json>;
inline constexpr auto delete_service_account_token =
    del<none, "/api/v1/orgs/{owner}/sa/{entity}/tokens/{uuid}">;
inline constexpr auto get_service_account_token = get<json, "/api/v1/orgs/{owner}/sa/{entity}/tokens/{uuid}">;
inline constexpr auto patch_service_account = patch<json, "/api/v1/orgs/{owner}/sa/{sa.uuid}", json>;
inline constexpr auto update_service_account = put<json, "/api/v1/orgs/{owner}/sa/{sa.uuid}", json>;
inline constexpr auto delete_service_account = del<none, "/api/v1/orgs/{owner}/sa/{uuid}">;
inline constexpr auto get_service_account = get<json, "/api/v1/orgs/{owner}/sa/{uuid}">;
inline constexpr auto list_service_account_tokens = get<page<json>, "/api/v1/orgs/{owner}/sa/{uuid}/tokens">;

}  // namespace polyaxon::v1::rows
