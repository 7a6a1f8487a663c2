#include <polyaxon/resources/v1/runs_streams_api.hpp>

#include <polyaxon/resources/v1/artifact_rows.hpp>
#include <polyaxon/resources/v1/event_rows.hpp>
#include <polyaxon/resources/v1/run_watching_rows.hpp>
#include <polyaxon/resources/v1/runs_streams_rows.hpp>
#include <polyaxon/resources/v1/service.hpp>

namespace polyaxon::v1 {

using text = std::string_view;

awaitable<artifact_tree> runs_streams_api::get_run_artifacts_tree(text namespace_, text owner, text project,
                                                                  text uuid,
                                                                  const runs_path_options& o) const {
    return resources::send(core_, rows::get_run_artifacts_tree, {namespace_, owner, project, uuid},
                           query_of(o), o.call);
}
awaitable<response> runs_streams_api::get_run_artifact(text namespace_, text owner, text project, text uuid,
                                                       const runs_file_options& o) const {
    return resources::send(core_, rows::get_run_artifact, {namespace_, owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<response> runs_streams_api::get_run_embedded_artifact(text namespace_, text owner, text project,
                                                                text uuid, const runs_file_options& o) const {
    return resources::send(core_, rows::get_run_embedded_artifact, {namespace_, owner, project, uuid},
                           query_of(o), o.call);
}
awaitable<response> runs_streams_api::get_run_ro_artifact(text namespace_, text owner, text project,
                                                          text uuid, const runs_file_options& o) const {
    auto rest = o;
    rest.path = {};
    return resources::send(core_, rows::get_run_ro_artifact, {namespace_, owner, project, uuid, o.path},
                           query_of(rest), o.call);
}
awaitable<response> runs_streams_api::get_run_artifacts(text namespace_, text owner, text project, text uuid,
                                                        const runs_file_options& o) const {
    return resources::send(core_, rows::get_run_artifacts, {namespace_, owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<void> runs_streams_api::delete_run_artifact(text namespace_, text owner, text project, text uuid,
                                                      const runs_path_options& o) const {
    return resources::send(core_, rows::delete_run_artifact, {namespace_, owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<void> runs_streams_api::delete_run_artifacts(text namespace_, text owner, text project, text uuid,
                                                       const runs_path_options& o) const {
    return resources::send(core_, rows::delete_run_artifacts, {namespace_, owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<run_events_answer> runs_streams_api::get_run_events(text namespace_, text owner, text project,
                                                              text uuid, text kind,
                                                              const runs_events_options& o) const {
    return resources::send(core_, rows::get_run_events, {namespace_, owner, project, uuid, kind}, query_of(o),
                           o.call);
}
awaitable<multi_run_events_answer> runs_streams_api::get_multi_run_events(
    text namespace_, text owner, text project, text kind, const runs_events_options& o) const {
    return resources::send(core_, rows::get_multi_run_events, {namespace_, owner, project, kind}, query_of(o),
                           o.call);
}
awaitable<json> runs_streams_api::get_multi_run_importance(text namespace_, text owner, text project,
                                                           const json& body, const call_options& o) const {
    return resources::send(core_, rows::get_multi_run_importance, {namespace_, owner, project}, body_of(body),
                           o);
}
awaitable<logs> runs_streams_api::get_run_logs(text namespace_, text owner, text project, text uuid,
                                               const runs_logs_options& o) const {
    return resources::send(core_, rows::get_run_logs, {namespace_, owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<run_events_answer> runs_streams_api::get_run_resources(text namespace_, text owner, text project,
                                                                 text uuid,
                                                                 const runs_resources_options& o) const {
    return resources::send(core_, rows::get_run_resources, {namespace_, owner, project, uuid}, query_of(o),
                           o.call);
}
awaitable<json> runs_streams_api::inspect_run(text namespace_, text owner, text project, text uuid,
                                              const runs_resources_options& o) const {
    return resources::send(core_, rows::inspect_run, {namespace_, owner, project, uuid}, query_of(o), o.call);
}
awaitable<void> runs_streams_api::notify_run_status(text namespace_, text owner, text project, text uuid,
                                                    const json& body, const call_options& o) const {
    return resources::send(core_, rows::notify_run_status, {namespace_, owner, project, uuid}, body_of(body),
                           o);
}
awaitable<void> runs_streams_api::collect_run_logs(text namespace_, text owner, text project, text uuid,
                                                   text kind, const call_options& o) const {
    return resources::send(core_, rows::collect_run_logs, {namespace_, owner, project, uuid, kind}, o);
}

}  // namespace polyaxon::v1
