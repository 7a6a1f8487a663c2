#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/user.hpp>

// What runs_batch_api asks beside the rows of lineage_rows, run_batch_rows, run_watching_rows. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::post;

inline constexpr auto archive_run = post<none, "/api/v1/{owner}/{entity}/runs/{uuid}/archive">;
inline constexpr auto restore_run = post<none, "/api/v1/{owner}/{entity}/runs/{uuid}/restore">;
inline constexpr auto bookmark_run = post<none, "/api/v1/{owner}/{entity}/runs/{uuid}/bookmark">;
inline constexpr auto unbookmark_run = del<none, "/api/v1/{owner}/{entity}/runs/{uuid}/unbookmark">;
inline constexpr auto get_run_settings = get<run_settings, "/api/v1/{owner}/{entity}/runs/{uuid}/settings">;
inline constexpr auto get_run_stats = get<json, "/api/v1/{owner}/{entity}/runs/{uuid}/stats">;
inline constexpr auto list_archived_runs = get<page<run>, "/api/v1/archives/{user}/runs">;
inline constexpr auto list_bookmarked_runs = get<page<json>, "/api/v1/bookmarks/{user}/runs">;
inline constexpr auto impersonate_token = post<auth, "/api/v1/{owner}/{entity}/runs/{uuid}/impersonate">;

}  // namespace polyaxon::v1::rows
