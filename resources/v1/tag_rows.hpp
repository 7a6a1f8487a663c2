#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// TagsV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_tags = get<page<json>, "/api/v1/orgs/{owner}/tags">;
inline constexpr auto create_tag = post<json, "/api/v1/orgs/{owner}/tags", json>;
inline constexpr auto load_tags = get<json, "/api/v1/orgs/{owner}/tags/load">;
inline constexpr auto sync_tags = post<none, "/api/v1/orgs/{owner}/tags/sync", json>;
inline constexpr auto patch_tag = patch<json, "/api/v1/orgs/{owner}/tags/{tag.uuid}", json>;
inline constexpr auto update_tag = put<json, "/api/v1/orgs/{owner}/tags/{tag.uuid}", json>;
inline constexpr auto delete_tag = del<none, "/api/v1/orgs/{owner}/tags/{uuid}">;
inline constexpr auto get_tag = get<json, "/api/v1/orgs/{owner}/tags/{uuid}">;

}  // namespace polyaxon::v1::rows
