#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// SearchesV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto list_searches = get<page<json>, "/api/v1/orgs/{owner}/searches">;
inline constexpr auto create_search = post<json, "/api/v1/orgs/{owner}/searches", json>;
inline constexpr auto list_search_names = get<page<json>, "/api/v1/orgs/{owner}/searches/names">;
inline constexpr auto patch_search = patch<json, "/api/v1/orgs/{owner}/searches/{search.uuid}", json>;
inline constexpr auto update_search = put<json, "/api/v1/orgs/{owner}/searches/{search.uuid}", json>;
inline constexpr auto delete_search = del<none, "/api/v1/orgs/{owner}/searches/{uuid}">;
inline constexpr auto get_search = get<json, "/api/v1/orgs/{owner}/searches/{uuid}">;

}  // namespace polyaxon::v1::rows
