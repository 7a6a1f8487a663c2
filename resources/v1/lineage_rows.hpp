#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>

// The operations of RunsV1 on lineage, and the one that brings a whole run. Names are the Python SDK's.

namespace polyaxon::v1::rows {

inline constexpr auto create_run_artifacts_lineage =
    resources::post<resources::none, "/api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts", json>;
inline constexpr auto get_run_artifacts_lineage =
    resources::get<page<run_artifact>, "/api/v1/{owner}/{entity}/runs/{uuid}/lineage/artifacts">;
inline constexpr auto get_runs_artifacts_lineage =
    resources::get<page<run_artifact>, "/api/v1/{owner}/{name}/runs/lineage/artifacts">;
inline constexpr auto set_run_edges_lineage =
    resources::post<resources::none, "/api/v1/{owner}/{project}/runs/{uuid}/lineage/edges", json>;
inline constexpr auto sync_run =
    resources::post<resources::none, "/api/v1/{owner}/{project}/runs/sync", run_body>;

}  // namespace polyaxon::v1::rows
