#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v1/run_event.hpp>

// What runs_streams_api asks beside the rows of artifact_rows, event_rows, run_watching_rows. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::get;
using resources::none;
using resources::post;

inline constexpr auto get_multi_run_importance =
    post<json, "/streams/v1/{namespace}/{owner}/{entity}/runs/multi/importance", json>;
inline constexpr auto get_run_resources =
    get<run_events_answer, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/resources">;
inline constexpr auto notify_run_status =
    post<none, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/notify", json>;
inline constexpr auto collect_run_logs =
    post<none, "/internal/v1/{namespace}/{owner}/{project}/runs/{uuid}/{kind}/logs">;

}  // namespace polyaxon::v1::rows
