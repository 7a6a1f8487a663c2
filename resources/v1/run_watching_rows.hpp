#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v1/logs.hpp>
#include <polyaxon/resources/v1/run.hpp>

// What a run does and says, as a table: the operations of RunsV1 behind run_watching. Names are the Python SDK's.

namespace polyaxon::v1::rows {

inline constexpr auto get_run_namespace =
    resources::get<run_settings, "/api/v1/{owner}/{entity}/runs/{uuid}/namespace">;
inline constexpr auto get_run_logs =
    resources::get<logs, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/logs">;
inline constexpr auto inspect_run =
    resources::get<json, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/k8s_inspect">;

}  // namespace polyaxon::v1::rows
