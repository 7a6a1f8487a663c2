#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v1/list_options.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>
#include <polyaxon/resources/v1/runs_batch_api.hpp>

#include <string_view>

namespace polyaxon::v1 {

/// What runs read and made, and how they hang together. A part of runs_api, which says what holds for all of them.
class runs_lineage_api : public runs_batch_api {
 public:
    /// One page of a run's lineage, 100 items when no limit is set. GET /api/v1/{owner}/{entity}/runs/{uuid}/lineage/artifacts.
    ///
    ///     auto page = co_await client.runs().get_run_artifacts_lineage("acme", "vision", uuid);
    awaitable<page<run_artifact>> get_run_artifacts_lineage(std::string_view owner, std::string_view project,
                                                            std::string_view uuid,
                                                            const list_options& = {}) const;

    /// The same page with nothing but names. GET /api/v1/{owner}/{entity}/runs/{uuid}/lineage/artifacts/names.
    ///
    ///     auto page = co_await client.runs().get_run_artifacts_lineage_names("acme", "vision", uuid);
    awaitable<page<run_artifact>> get_run_artifacts_lineage_names(std::string_view owner,
                                                                  std::string_view project,
                                                                  std::string_view uuid,
                                                                  const list_options& = {}) const;

    /// One item of a run's lineage by its name. GET /api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts/{name}.
    ///
    ///     auto it = co_await client.runs().get_run_artifact_lineage("acme", "vision", uuid, "net");
    awaitable<run_artifact> get_run_artifact_lineage(std::string_view owner, std::string_view project,
                                                     std::string_view uuid, std::string_view name,
                                                     const call_options& = {}) const;

    /// Adds items to the lineage, or changes them: `{"artifacts": [run_artifact, …]}`. An item without kind is refused with a 405. POST
    /// /api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts.
    ///
    ///     co_await client.runs().create_run_artifacts_lineage("acme", "vision", uuid, body);
    awaitable<void> create_run_artifacts_lineage(std::string_view owner, std::string_view project,
                                                 std::string_view uuid, const json& body,
                                                 const call_options& = {}) const;

    /// Deletes an item of a run's lineage. DELETE /api/v1/{owner}/{project}/runs/{uuid}/lineage/artifacts/{name}.
    ///
    ///     co_await client.runs().delete_run_artifact_lineage("acme", "vision", uuid, "net");
    awaitable<void> delete_run_artifact_lineage(std::string_view owner, std::string_view project,
                                                std::string_view uuid, std::string_view name,
                                                const call_options& = {}) const;

    /// One page of the lineage of all runs of a project. GET /api/v1/{owner}/{name}/runs/lineage/artifacts.
    ///
    ///     auto page = co_await client.runs().get_runs_artifacts_lineage("acme", "vision");
    awaitable<page<run_artifact>> get_runs_artifacts_lineage(std::string_view owner, std::string_view project,
                                                             const list_options& = {}) const;

    /// One page of the runs that are copies and restarts of a run. GET /api/v1/{owner}/{entity}/runs/{uuid}/lineage/clones.
    ///
    ///     auto page = co_await client.runs().get_run_clones_lineage("acme", "vision", uuid);
    awaitable<page<run>> get_run_clones_lineage(std::string_view owner, std::string_view project,
                                                std::string_view uuid, const list_options& = {}) const;

    /// One page of the edges to runs that this one uses. GET /api/v1/{owner}/{entity}/runs/{uuid}/lineage/upstream.
    ///
    ///     auto page = co_await client.runs().get_run_upstream_lineage("acme", "vision", uuid);
    awaitable<page<json>> get_run_upstream_lineage(std::string_view owner, std::string_view project,
                                                   std::string_view uuid, const list_options& = {}) const;

    /// One page of the edges to runs that use this one. GET /api/v1/{owner}/{entity}/runs/{uuid}/lineage/downstream.
    ///
    ///     auto page = co_await client.runs().get_run_downstream_lineage("acme", "vision", uuid);
    awaitable<page<json>> get_run_downstream_lineage(std::string_view owner, std::string_view project,
                                                     std::string_view uuid, const list_options& = {}) const;

    /// Sets the edges to other runs: `{"edges": [{"run", "is_upstream", "values"}, …]}`. A run that is not there is told by a 405. POST
    /// /api/v1/{owner}/{project}/runs/{uuid}/lineage/edges.
    ///
    ///     co_await client.runs().set_run_edges_lineage("acme", "vision", uuid, body);
    awaitable<void> set_run_edges_lineage(std::string_view owner, std::string_view project,
                                          std::string_view uuid, const json& body,
                                          const call_options& = {}) const;

    /// One page of the connections that a run uses (commercial platform). GET /api/v1/{owner}/{entity}/runs/{uuid}/lineage/connections.
    ///
    ///     auto page = co_await client.runs().get_run_connections_lineage("acme", "vision", uuid);
    awaitable<page<json>> get_run_connections_lineage(std::string_view owner, std::string_view project,
                                                      std::string_view uuid, const list_options& = {}) const;

 protected:
    using runs_batch_api::runs_batch_api;
};

}  // namespace polyaxon::v1
