#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// PoliciesV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_policies = get<page<json>, "/api/v1/orgs/{owner}/policies">;
inline constexpr auto create_policy = post<json, "/api/v1/orgs/{owner}/policies", json>;
inline constexpr auto list_policy_names = get<page<json>, "/api/v1/orgs/{owner}/policies/names">;
inline constexpr auto patch_policy = patch<json, "/api/v1/orgs/{owner}/policies/{policy.uuid}", json>;
inline constexpr auto update_policy = put<json, "/api/v1/orgs/{owner}/policies/{policy.uuid}", json>;
inline constexpr auto delete_policy = del<none, "/api/v1/orgs/{owner}/policies/{uuid}">;
inline constexpr auto get_policy = get<json, "/api/v1/orgs/{owner}/policies/{uuid}">;

}  // namespace polyaxon::v1::rows
