#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v1/run_event.hpp>

// The operations of RunsV1 that read events. Names are the Python SDK's.

namespace polyaxon::v1::rows {

inline constexpr auto get_run_events =
    resources::get<run_events_answer, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/events/{kind}">;
inline constexpr auto get_multi_run_events =
    resources::get<multi_run_events_answer,
                   "/streams/v1/{namespace}/{owner}/{entity}/runs/multi/events/{kind}">;

}  // namespace polyaxon::v1::rows
