#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v1/runs_lineage_api.hpp>
#include <polyaxon/resources/v1/runs_streams_options.hpp>

#include <string_view>

namespace polyaxon::v1 {

struct artifact_tree;
struct logs;
struct multi_run_events_answer;
struct run_events_answer;

/// What lies in the artifacts store: files, events, logs. `namespace_` is that of the run's settings, `polyaxon` where they have none.
/// run_client finds it, and the agent that serves it, and streams large files. A part of runs_api, which says what holds for all of them.
class runs_streams_api : public runs_lineage_api {
 public:
    /// The files and folders in a folder of a run. GET /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifacts/tree.
    ///
    ///     auto it = co_await client.runs().get_run_artifacts_tree("polyaxon", "acme", "vision", uuid, {.path = "outputs"});
    awaitable<artifact_tree> get_run_artifacts_tree(std::string_view namespace_, std::string_view owner,
                                                    std::string_view project, std::string_view uuid,
                                                    const runs_path_options& = {}) const;

    /// A file of a run, whole in memory; run_client::download_artifact writes a file instead. GET
    /// /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifact.
    ///
    ///     auto it = co_await client.runs().get_run_artifact("polyaxon", "acme", "vision", uuid, {.path = "outputs/net.pt"});
    awaitable<response> get_run_artifact(std::string_view namespace_, std::string_view owner,
                                         std::string_view project, std::string_view uuid,
                                         const runs_file_options& = {}) const;

    /// The same file for a frame of a web page. GET /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/embedded_artifact.
    ///
    ///     auto it = co_await client.runs().get_run_embedded_artifact("polyaxon", "acme", "vision", uuid, {.path = "outputs/report.html", .stream = true});
    awaitable<response> get_run_embedded_artifact(std::string_view namespace_, std::string_view owner,
                                                  std::string_view project, std::string_view uuid,
                                                  const runs_file_options& = {}) const;
    /// The same file by a path that a page's own links can name; always streamed. Without `path` it is `invalid_argument`. GET
    /// /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/ro_artifact/{path}.
    ///
    ///     auto it = co_await client.runs().get_run_ro_artifact("polyaxon", "acme", "vision", uuid, {.path = "outputs/report.html"});
    awaitable<response> get_run_ro_artifact(std::string_view namespace_, std::string_view owner,
                                            std::string_view project, std::string_view uuid,
                                            const runs_file_options& = {}) const;

    /// A folder of a run as a tar.gz, whole in memory; run_client::download_artifacts unpacks one instead. GET
    /// /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifacts.
    ///
    ///     auto it = co_await client.runs().get_run_artifacts("polyaxon", "acme", "vision", uuid, {.path = "outputs"});
    awaitable<response> get_run_artifacts(std::string_view namespace_, std::string_view owner,
                                          std::string_view project, std::string_view uuid,
                                          const runs_file_options& = {}) const;

    /// Deletes a file of a run. DELETE /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifact.
    ///
    ///     co_await client.runs().delete_run_artifact("polyaxon", "acme", "vision", uuid, {.path = "outputs/net.pt"});
    awaitable<void> delete_run_artifact(std::string_view namespace_, std::string_view owner,
                                        std::string_view project, std::string_view uuid,
                                        const runs_path_options& = {}) const;

    /// Deletes a folder of a run. DELETE /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/artifacts.
    ///
    ///     co_await client.runs().delete_run_artifacts("polyaxon", "acme", "vision", uuid, {.path = "outputs"});
    awaitable<void> delete_run_artifacts(std::string_view namespace_, std::string_view owner,
                                         std::string_view project, std::string_view uuid,
                                         const runs_path_options& = {}) const;

    /// Events of a run: `{"data": [{"name", "kind", "data"}, …]}`. GET /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/events/{kind}.
    ///
    ///     auto it = co_await client.runs().get_run_events("polyaxon", "acme", "vision", uuid, "metric", {.names = "loss", .orient = "dict"});
    awaitable<run_events_answer> get_run_events(std::string_view namespace_, std::string_view owner,
                                                std::string_view project, std::string_view uuid,
                                                std::string_view kind, const runs_events_options& = {}) const;

    /// Events of several runs: `{"data": {uuid: [{"name", "kind", "data"}, …]}}`. GET
    /// /streams/v1/{namespace}/{owner}/{entity}/runs/multi/events/{kind}.
    ///
    ///     auto it = co_await client.runs().get_multi_run_events("polyaxon", "acme", "vision", "metric", {.names = "loss", .runs = uuids});
    awaitable<multi_run_events_answer> get_multi_run_events(std::string_view namespace_,
                                                            std::string_view owner, std::string_view project,
                                                            std::string_view kind,
                                                            const runs_events_options& = {}) const;

    /// How much each parameter matters for a metric: `{"params": [{…}, …], "metrics": […]}`; needs scikit-learn at the server. POST
    /// /streams/v1/{namespace}/{owner}/{entity}/runs/multi/importance.
    ///
    ///     auto it = co_await client.runs().get_multi_run_importance("polyaxon", "acme", "vision", body);
    awaitable<json> get_multi_run_importance(std::string_view namespace_, std::string_view owner,
                                             std::string_view project, const json& body,
                                             const call_options& = {}) const;

    /// A piece of the logs of a run. GET /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/logs.
    ///
    ///     auto it = co_await client.runs().get_run_logs("polyaxon", "acme", "vision", uuid);
    awaitable<logs> get_run_logs(std::string_view namespace_, std::string_view owner,
                                 std::string_view project, std::string_view uuid,
                                 const runs_logs_options& = {}) const;

    /// What the machine of a run was doing: `{"data": […]}` as of get_run_events. GET
    /// /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/resources.
    ///
    ///     auto it = co_await client.runs().get_run_resources("polyaxon", "acme", "vision", uuid);
    awaitable<run_events_answer> get_run_resources(std::string_view namespace_, std::string_view owner,
                                                   std::string_view project, std::string_view uuid,
                                                   const runs_resources_options& = {}) const;

    /// The pods of a run, as the cluster tells them. GET /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/k8s_inspect.
    ///
    ///     auto it = co_await client.runs().inspect_run("polyaxon", "acme", "vision", uuid);
    awaitable<json> inspect_run(std::string_view namespace_, std::string_view owner, std::string_view project,
                                std::string_view uuid, const runs_resources_options& = {}) const;

    /// Sends notices of a status to connections: `{"name", "condition", "connections"}`. POST
    /// /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/notify.
    ///
    ///     co_await client.runs().notify_run_status("polyaxon", "acme", "vision", uuid, body);
    awaitable<void> notify_run_status(std::string_view namespace_, std::string_view owner,
                                      std::string_view project, std::string_view uuid, const json& body,
                                      const call_options& = {}) const;

    /// Makes the server collect the logs of a run that has ended (internal path: needs the internal token). POST
    /// /internal/v1/{namespace}/{owner}/{project}/runs/{uuid}/{kind}/logs.
    ///
    ///     co_await client.runs().collect_run_logs("polyaxon", "acme", "vision", uuid, "metric");
    awaitable<void> collect_run_logs(std::string_view namespace_, std::string_view owner,
                                     std::string_view project, std::string_view uuid, std::string_view kind,
                                     const call_options& = {}) const;

 protected:
    using runs_lineage_api::runs_lineage_api;
};

}  // namespace polyaxon::v1
