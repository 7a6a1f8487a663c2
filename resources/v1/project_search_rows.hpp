#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>

// ProjectSearchesV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::patch;
using resources::post;
using resources::put;

inline constexpr auto delete_project_search = del<none, "/api/v1/{owner}/{entity}/searches/{uuid}">;
inline constexpr auto get_project_search = get<json, "/api/v1/{owner}/{entity}/searches/{uuid}">;
inline constexpr auto promote_project_search = post<none, "/api/v1/{owner}/{entity}/searches/{uuid}/promote">;
inline constexpr auto list_project_searches = get<page<json>, "/api/v1/{owner}/{name}/searches">;
inline constexpr auto list_project_search_names = get<page<json>, "/api/v1/{owner}/{name}/searches/names">;
inline constexpr auto create_project_search = post<json, "/api/v1/{owner}/{project}/searches", json>;
inline constexpr auto patch_project_search =
    patch<json, "/api/v1/{owner}/{project}/searches/{search.uuid}", json>;
inline constexpr auto update_project_search =
    put<json, "/api/v1/{owner}/{project}/searches/{search.uuid}", json>;

}  // namespace polyaxon::v1::rows
