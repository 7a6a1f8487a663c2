#include "conformance/v1_method_rows.hpp"

// RunsV1Api.

namespace conformance::v1 {
namespace {

constexpr auto runs = [](const api::client& c) { return c.runs(); };

constexpr method methods[] = {
    sdk<&api::runs_api::list_archived_runs>("RunsV1Api.list_archived_runs", runs),
    sdk<&api::runs_api::list_bookmarked_runs>("RunsV1Api.list_bookmarked_runs", runs),
    sdk<&api::runs_api::delete_run>("RunsV1Api.delete_run", runs),
    sdk<&api::runs_api::get_run>("RunsV1Api.get_run", runs),
    sdk<&api::runs_api::approve_run>("RunsV1Api.approve_run", runs),
    sdk<&api::runs_api::archive_run>("RunsV1Api.archive_run", runs),
    sdk<&api::runs_api::bookmark_run>("RunsV1Api.bookmark_run", runs),
    sdk<&api::runs_api::impersonate_token>("RunsV1Api.impersonate_token", runs),
    sdk<&api::runs_api::invalidate_run>("RunsV1Api.invalidate_run", runs),
    sdk<&api::runs_api::get_run_artifacts_lineage>("RunsV1Api.get_run_artifacts_lineage", runs),
    sdk<&api::runs_api::get_run_artifacts_lineage_names>("RunsV1Api.get_run_artifacts_lineage_names", runs),
    sdk<&api::runs_api::get_run_clones_lineage>("RunsV1Api.get_run_clones_lineage", runs),
    sdk<&api::runs_api::get_run_connections_lineage>("RunsV1Api.get_run_connections_lineage", runs),
    sdk<&api::runs_api::get_run_downstream_lineage>("RunsV1Api.get_run_downstream_lineage", runs),
    sdk<&api::runs_api::get_run_upstream_lineage>("RunsV1Api.get_run_upstream_lineage", runs),
    sdk<&api::runs_api::get_run_namespace>("RunsV1Api.get_run_namespace", runs),
    sdk<&api::runs_api::restore_run>("RunsV1Api.restore_run", runs),
    sdk<&api::runs_api::get_run_settings>("RunsV1Api.get_run_settings", runs),
    sdk<&api::runs_api::skip_run>("RunsV1Api.skip_run", runs),
    sdk<&api::runs_api::get_run_stats>("RunsV1Api.get_run_stats", runs),
    sdk<&api::runs_api::get_run_statuses>("RunsV1Api.get_run_statuses", runs),
    sdk<&api::runs_api::stop_run>("RunsV1Api.stop_run", runs),
    sdk<&api::runs_api::unbookmark_run>("RunsV1Api.unbookmark_run", runs),
    sdk<&api::runs_api::list_runs>("RunsV1Api.list_runs", runs),
    sdk<&api::runs_api::approve_runs>("RunsV1Api.approve_runs", runs),
    sdk<&api::runs_api::archive_runs>("RunsV1Api.archive_runs", runs),
    sdk<&api::runs_api::bookmark_runs>("RunsV1Api.bookmark_runs", runs),
    sdk<&api::runs_api::delete_runs>("RunsV1Api.delete_runs", runs),
    sdk<&api::runs_api::invalidate_runs>("RunsV1Api.invalidate_runs", runs),
    sdk<&api::runs_api::get_runs_artifacts_lineage>("RunsV1Api.get_runs_artifacts_lineage", runs),
    sdk<&api::runs_api::restore_runs>("RunsV1Api.restore_runs", runs),
    sdk<&api::runs_api::skip_runs>("RunsV1Api.skip_runs", runs),
    sdk<&api::runs_api::stop_runs>("RunsV1Api.stop_runs", runs),
    sdk<&api::runs_api::tag_runs>("RunsV1Api.tag_runs", runs),
    sdk<&api::runs_api::transfer_runs>("RunsV1Api.transfer_runs", runs),
    sdk<json_2(&api::runs_api::create_run)>("RunsV1Api.create_run", runs),
    sdk<&api::runs_api::sync_run>("RunsV1Api.sync_run", runs),
    sdk<json_3(&api::runs_api::patch_run)>("RunsV1Api.patch_run", runs),
    sdk<json_3(&api::runs_api::update_run)>("RunsV1Api.update_run", runs),
    sdk<json_3(&api::runs_api::copy_run)>("RunsV1Api.copy_run", runs),
    sdk<json_3(&api::runs_api::restart_run)>("RunsV1Api.restart_run", runs),
    sdk<json_3(&api::runs_api::resume_run)>("RunsV1Api.resume_run", runs),
    sdk<json_3(&api::runs_api::transfer_run)>("RunsV1Api.transfer_run", runs),
    sdk<&api::runs_api::create_run_artifacts_lineage>("RunsV1Api.create_run_artifacts_lineage", runs),
    sdk<&api::runs_api::delete_run_artifact_lineage>("RunsV1Api.delete_run_artifact_lineage", runs),
    sdk<&api::runs_api::get_run_artifact_lineage>("RunsV1Api.get_run_artifact_lineage", runs),
    sdk<&api::runs_api::set_run_edges_lineage>("RunsV1Api.set_run_edges_lineage", runs),
    sdk<json_3(&api::runs_api::create_run_status)>("RunsV1Api.create_run_status", runs),
    sdk<&api::runs_api::collect_run_logs>("RunsV1Api.collect_run_logs", runs),
    sdk<&api::runs_api::get_multi_run_events>("RunsV1Api.get_multi_run_events", runs),
    sdk<&api::runs_api::get_multi_run_importance>("RunsV1Api.get_multi_run_importance", runs),
    sdk<&api::runs_api::delete_run_artifact>("RunsV1Api.delete_run_artifact", runs),
    sdk<&api::runs_api::get_run_artifact>("RunsV1Api.get_run_artifact", runs),
    sdk<&api::runs_api::delete_run_artifacts>("RunsV1Api.delete_run_artifacts", runs),
    sdk<&api::runs_api::get_run_artifacts>("RunsV1Api.get_run_artifacts", runs),
    sdk<&api::runs_api::get_run_artifacts_tree>("RunsV1Api.get_run_artifacts_tree", runs),
    sdk<&api::runs_api::get_run_events>("RunsV1Api.get_run_events", runs),
    sdk<&api::runs_api::inspect_run>("RunsV1Api.inspect_run", runs),
    sdk<&api::runs_api::get_run_logs>("RunsV1Api.get_run_logs", runs),
    sdk<&api::runs_api::notify_run_status>("RunsV1Api.notify_run_status", runs),
    sdk<&api::runs_api::get_run_resources>("RunsV1Api.get_run_resources", runs),
};

}  // namespace

table runs_table() { return methods; }

}  // namespace conformance::v1
