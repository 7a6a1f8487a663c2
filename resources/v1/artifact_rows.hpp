#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v1/artifact_tree.hpp>

// The artifacts of RunsV1. Both uploads are not in the interface document: they are the forms of the streams service. Nor are
// embedded_artifact and ro_artifact, which the server's own pages use.

namespace polyaxon::v1::rows {

using resources::del;
using resources::get;
using resources::none;
using resources::post;

inline constexpr auto get_run_artifact =
    get<response, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifact">;
inline constexpr auto get_run_embedded_artifact =
    get<response, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/embedded_artifact">;
inline constexpr auto get_run_ro_artifact =
    get<response, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/ro_artifact/{path}">;
inline constexpr auto get_run_artifacts =
    get<response, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifacts">;
inline constexpr auto get_run_artifacts_tree =
    get<artifact_tree, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifacts/tree">;
inline constexpr auto delete_run_artifact =
    del<none, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifact">;
inline constexpr auto delete_run_artifacts =
    del<none, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifacts">;
inline constexpr auto upload_run_artifact =
    post<none, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifact">;
inline constexpr auto upload_run_artifacts =
    post<none, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifacts">;
/// GetRunEvents with pkg_assets: an archive of what the events show.
inline constexpr auto get_run_event_assets =
    get<none, "/streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/events/{kind}">;

}  // namespace polyaxon::v1::rows
