#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>

// What runs_lineage_api asks beside the rows of lineage_rows. Names are the Python SDK's; a test holds verbs and paths against the recorded list.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;

inline constexpr auto get_run_artifacts_lineage_names =
    get<page<run_artifact>, "/api/v1/{owner}/{entity}/runs/{uuid}/lineage/artifacts/names">;
inline constexpr auto get_run_artifact_lineage =
    get<run_artifact, "/api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts/{name}">;
inline constexpr auto delete_run_artifact_lineage =
    del<none, "/api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts/{name}">;
inline constexpr auto get_run_clones_lineage =
    get<page<run>, "/api/v1/{owner}/{entity}/runs/{uuid}/lineage/clones">;
inline constexpr auto get_run_upstream_lineage =
    get<page<json>, "/api/v1/{owner}/{entity}/runs/{uuid}/lineage/upstream">;
inline constexpr auto get_run_downstream_lineage =
    get<page<json>, "/api/v1/{owner}/{entity}/runs/{uuid}/lineage/downstream">;
inline constexpr auto get_run_connections_lineage =
    get<page<json>, "/api/v1/{owner}/{entity}/runs/{uuid}/lineage/connections">;

}  // namespace polyaxon::v1::rows
