#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/user.hpp>

// UsersV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto get_user = get<user, "/api/v1/users">;
inline constexpr auto patch_user = patch<user, "/api/v1/users", json>;
inline constexpr auto update_user = put<user, "/api/v1/users", json>;
inline constexpr auto get_history = get<page<json>, "/api/v1/users/history">;
inline constexpr auto get_suggestions = get<json, "/api/v1/users/suggestions">;
inline constexpr auto list_tokens = get<page<json>, "/api/v1/users/tokens">;
inline constexpr auto create_token = post<json, "/api/v1/users/tokens", json>;
inline constexpr auto patch_token = patch<json, "/api/v1/users/tokens/{token.uuid}", json>;
inline constexpr auto update_token = put<json, "/api/v1/users/tokens/{token.uuid}", json>;
inline constexpr auto delete_token = del<none, "/api/v1/users/tokens/{uuid}">;
inline constexpr auto get_token = get<json, "/api/v1/users/tokens/{uuid}">;
inline constexpr auto get_workspaces = get<json, "/api/v1/users/workspaces">;

}  // namespace polyaxon::v1::rows
