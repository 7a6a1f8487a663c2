#include <polyaxon/resources/v1/runs_lineage_api.hpp>

#include <polyaxon/resources/v1/lineage_rows.hpp>
#include <polyaxon/resources/v1/runs_lineage_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<page<run_artifact>> runs_lineage_api::get_run_artifacts_lineage(text owner, text project, text uuid,
                                                                          const list_options& o) const {
    return resources::send(core_, rows::get_run_artifacts_lineage, {owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<page<run_artifact>> runs_lineage_api::get_run_artifacts_lineage_names(text owner, text project,
                                                                                text uuid,
                                                                                const list_options& o) const {
    return resources::send(core_, rows::get_run_artifacts_lineage_names, {owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<run_artifact> runs_lineage_api::get_run_artifact_lineage(text owner, text project, text uuid,
                                                                   text name, const call_options& o) const {
    return resources::send(core_, rows::get_run_artifact_lineage, {owner, project, uuid, name}, o);
}
awaitable<void> runs_lineage_api::create_run_artifacts_lineage(text owner, text project, text uuid,
                                                               const json& body,
                                                               const call_options& o) const {
    return resources::send(core_, rows::create_run_artifacts_lineage, {owner, project, uuid}, body_of(body),
                           o);
}
awaitable<void> runs_lineage_api::delete_run_artifact_lineage(text owner, text project, text uuid, text name,
                                                              const call_options& o) const {
    return resources::send(core_, rows::delete_run_artifact_lineage, {owner, project, uuid, name}, o);
}
awaitable<page<run_artifact>> runs_lineage_api::get_runs_artifacts_lineage(text owner, text project,
                                                                           const list_options& o) const {
    return resources::send(core_, rows::get_runs_artifacts_lineage, {owner, project}, query_of(o), o.call);
}
awaitable<page<run>> runs_lineage_api::get_run_clones_lineage(text owner, text project, text uuid,
                                                              const list_options& o) const {
    return resources::send(core_, rows::get_run_clones_lineage, {owner, project, uuid}, query_of(o), o.call);
}
awaitable<page<json>> runs_lineage_api::get_run_upstream_lineage(text owner, text project, text uuid,
                                                                 const list_options& o) const {
    return resources::send(core_, rows::get_run_upstream_lineage, {owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<page<json>> runs_lineage_api::get_run_downstream_lineage(text owner, text project, text uuid,
                                                                   const list_options& o) const {
    return resources::send(core_, rows::get_run_downstream_lineage, {owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<void> runs_lineage_api::set_run_edges_lineage(text owner, text project, text uuid, const json& body,
                                                        const call_options& o) const {
    return resources::send(core_, rows::set_run_edges_lineage, {owner, project, uuid}, body_of(body), o);
}
awaitable<page<json>> runs_lineage_api::get_run_connections_lineage(text owner, text project, text uuid,
                                                                    const list_options& o) const {
    return resources::send(core_, rows::get_run_connections_lineage, {owner, project, uuid}, query_of(o),
                           o.call);
}

}  // namespace polyaxon::v1
