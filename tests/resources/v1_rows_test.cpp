#include <polyaxon/resources/v1/agent_rows.hpp>
#include <polyaxon/resources/v1/artifact_rows.hpp>
#include <polyaxon/resources/v1/auth_rows.hpp>
#include <polyaxon/resources/v1/connection_rows.hpp>
#include <polyaxon/resources/v1/dashboard_rows.hpp>
#include <polyaxon/resources/v1/event_rows.hpp>
#include <polyaxon/resources/v1/lineage_rows.hpp>
#include <polyaxon/resources/v1/organization_rows.hpp>
#include <polyaxon/resources/v1/organizations_rows.hpp>
#include <polyaxon/resources/v1/policy_rows.hpp>
#include <polyaxon/resources/v1/preset_rows.hpp>
#include <polyaxon/resources/v1/project_dashboard_rows.hpp>
#include <polyaxon/resources/v1/project_extra_rows.hpp>
#include <polyaxon/resources/v1/project_rows.hpp>
#include <polyaxon/resources/v1/project_search_rows.hpp>
#include <polyaxon/resources/v1/projects_more_rows.hpp>
#include <polyaxon/resources/v1/queue_rows.hpp>
#include <polyaxon/resources/v1/run_batch_rows.hpp>
#include <polyaxon/resources/v1/run_rows.hpp>
#include <polyaxon/resources/v1/run_watching_rows.hpp>
#include <polyaxon/resources/v1/runs_batch_rows.hpp>
#include <polyaxon/resources/v1/runs_lineage_rows.hpp>
#include <polyaxon/resources/v1/runs_streams_rows.hpp>
#include <polyaxon/resources/v1/sandbox_rows.hpp>
#include <polyaxon/resources/v1/search_rows.hpp>
#include <polyaxon/resources/v1/service_account_rows.hpp>
#include <polyaxon/resources/v1/tag_rows.hpp>
#include <polyaxon/resources/v1/teams_rows.hpp>
#include <polyaxon/resources/v1/user_rows.hpp>
#include <polyaxon/resources/v1/version_rows.hpp>

#include "resources/hostile_names.hpp"
#include "resources/v1_support.hpp"

namespace {

using namespace v1_test;
using polyaxon::resources::describe;
using polyaxon::resources::endpoint_row;
namespace rows = api::rows;

#define ROW(name) describe(#name, rows::name)
const endpoint_row table[] = {
    ROW(list_agents),
    ROW(create_agent),
    ROW(cron_agent),
    ROW(list_agent_names),
    ROW(get_global_state),
    ROW(patch_agent),
    ROW(update_agent),
    ROW(update_agent_config),
    ROW(sync_agent),
    ROW(patch_agent_token),
    ROW(update_agent_token),
    ROW(delete_agent),
    ROW(get_agent),
    ROW(get_agent_config),
    ROW(reconcile_agent),
    ROW(get_agent_state),
    ROW(get_agent_stats),
    ROW(get_agent_statuses),
    ROW(create_agent_status),
    ROW(get_agent_token),
    ROW(collect_agent_data),
    ROW(check_agent_connection),
    ROW(inspect_agent),
    ROW(restart_agent),
    ROW(get_agent_logs),
    ROW(change_password),
    ROW(reset_password),
    ROW(reset_password_confirm),
    ROW(signup),
    ROW(login),
    ROW(trial),
    ROW(list_connections),
    ROW(create_connection),
    ROW(list_connection_names),
    ROW(patch_connection),
    ROW(update_connection),
    ROW(delete_connection),
    ROW(get_connection),
    ROW(list_dashboards),
    ROW(create_dashboard),
    ROW(list_dashboard_names),
    ROW(patch_dashboard),
    ROW(update_dashboard),
    ROW(delete_dashboard),
    ROW(get_dashboard),
    ROW(create_organization),
    ROW(list_organizations),
    ROW(list_organization_names),
    ROW(delete_organization),
    ROW(get_organization),
    ROW(patch_organization),
    ROW(update_organization),
    ROW(get_organization_activities),
    ROW(delete_organization_invitation),
    ROW(get_organization_invitation),
    ROW(patch_organization_invitation),
    ROW(resend_organization_invitation),
    ROW(update_organization_invitation),
    ROW(organization_license),
    ROW(list_organization_members),
    ROW(create_organization_member),
    ROW(list_organization_member_names),
    ROW(patch_organization_member),
    ROW(update_organization_member),
    ROW(delete_organization_member),
    ROW(get_organization_member),
    ROW(organization_plan),
    ROW(get_organization_runs),
    ROW(skip_organization_runs),
    ROW(approve_organization_runs),
    ROW(archive_organization_runs),
    ROW(bookmark_organization_runs),
    ROW(delete_organization_runs),
    ROW(invalidate_organization_runs),
    ROW(get_organization_runs_artifacts_lineage),
    ROW(restore_organization_runs),
    ROW(stop_organization_runs),
    ROW(tag_organization_runs),
    ROW(transfer_organization_runs),
    ROW(get_organization_run),
    ROW(get_organization_settings),
    ROW(patch_organization_settings),
    ROW(update_organization_settings),
    ROW(get_organization_stats),
    ROW(get_organization_versions),
    ROW(get_organization_multi_run_events),
    ROW(get_organization_multi_run_importance),
    ROW(list_policies),
    ROW(create_policy),
    ROW(list_policy_names),
    ROW(patch_policy),
    ROW(update_policy),
    ROW(delete_policy),
    ROW(get_policy),
    ROW(list_presets),
    ROW(create_preset),
    ROW(list_preset_names),
    ROW(patch_preset),
    ROW(update_preset),
    ROW(delete_preset),
    ROW(get_preset),
    ROW(delete_project_dashboard),
    ROW(get_project_dashboard),
    ROW(promote_project_dashboard),
    ROW(list_project_dashboards),
    ROW(list_project_dashboard_names),
    ROW(create_project_dashboard),
    ROW(patch_project_dashboard),
    ROW(update_project_dashboard),
    ROW(delete_project_search),
    ROW(get_project_search),
    ROW(promote_project_search),
    ROW(list_project_searches),
    ROW(list_project_search_names),
    ROW(create_project_search),
    ROW(patch_project_search),
    ROW(update_project_search),
    ROW(list_archived_projects),
    ROW(list_bookmarked_projects),
    ROW(create_project),
    ROW(list_projects),
    ROW(list_project_names),
    ROW(list_versions),
    ROW(list_version_names),
    ROW(delete_version),
    ROW(get_version),
    ROW(get_version_stages),
    ROW(create_version_stage),
    ROW(delete_project),
    ROW(get_project),
    ROW(get_project_activities),
    ROW(archive_project),
    ROW(bookmark_project),
    ROW(disable_project_ci),
    ROW(enable_project_ci),
    ROW(restore_project),
    ROW(get_project_settings),
    ROW(get_project_stats),
    ROW(unbookmark_project),
    ROW(patch_project),
    ROW(update_project),
    ROW(patch_project_settings),
    ROW(update_project_settings),
    ROW(create_version),
    ROW(patch_version),
    ROW(update_version),
    ROW(transfer_version),
    ROW(create_team_project),
    ROW(create_queue),
    ROW(patch_queue),
    ROW(update_queue),
    ROW(delete_queue),
    ROW(get_queue),
    ROW(get_queue_stats),
    ROW(list_queues),
    ROW(list_queue_names),
    ROW(list_organization_queues),
    ROW(list_organization_queue_names),
    ROW(list_archived_runs),
    ROW(list_bookmarked_runs),
    ROW(delete_run),
    ROW(get_run),
    ROW(approve_run),
    ROW(archive_run),
    ROW(bookmark_run),
    ROW(impersonate_token),
    ROW(invalidate_run),
    ROW(get_run_artifacts_lineage),
    ROW(get_run_artifacts_lineage_names),
    ROW(get_run_clones_lineage),
    ROW(get_run_connections_lineage),
    ROW(get_run_downstream_lineage),
    ROW(get_run_upstream_lineage),
    ROW(get_run_namespace),
    ROW(restore_run),
    ROW(get_run_settings),
    ROW(skip_run),
    ROW(get_run_stats),
    ROW(get_run_statuses),
    ROW(stop_run),
    ROW(unbookmark_run),
    ROW(list_runs),
    ROW(approve_runs),
    ROW(archive_runs),
    ROW(bookmark_runs),
    ROW(delete_runs),
    ROW(invalidate_runs),
    ROW(get_runs_artifacts_lineage),
    ROW(restore_runs),
    ROW(skip_runs),
    ROW(stop_runs),
    ROW(tag_runs),
    ROW(transfer_runs),
    ROW(create_run),
    ROW(sync_run),
    ROW(patch_run),
    ROW(update_run),
    ROW(copy_run),
    ROW(restart_run),
    ROW(resume_run),
    ROW(transfer_run),
    ROW(create_run_artifacts_lineage),
    ROW(delete_run_artifact_lineage),
    ROW(get_run_artifact_lineage),
    ROW(set_run_edges_lineage),
    ROW(create_run_status),
    ROW(collect_run_logs),
    ROW(get_multi_run_events),
    ROW(get_multi_run_importance),
    ROW(delete_run_artifact),
    ROW(get_run_artifact),
    ROW(delete_run_artifacts),
    ROW(get_run_artifacts),
    ROW(get_run_artifacts_tree),
    ROW(get_run_events),
    ROW(inspect_run),
    ROW(get_run_logs),
    ROW(notify_run_status),
    ROW(get_run_resources),
    ROW(call_exec),
    ROW(create_pty),
    ROW(delete_bg_exec),
    ROW(delete_pty),
    ROW(exec_bg),
    ROW(fs_ls),
    ROW(fs_mkdir),
    ROW(fs_rm),
    ROW(fs_stat),
    ROW(get_bg_exec),
    ROW(get_bg_exec_logs),
    ROW(get_pty),
    ROW(list_bg_execs),
    ROW(list_ptys),
    ROW(ping),
    ROW(resize_pty),
    ROW(signal_bg_exec),
    ROW(signal_pty),
    ROW(list_searches),
    ROW(create_search),
    ROW(list_search_names),
    ROW(patch_search),
    ROW(update_search),
    ROW(delete_search),
    ROW(get_search),
    ROW(list_service_accounts),
    ROW(create_service_account),
    ROW(list_service_account_names),
    ROW(create_service_account_token),
    ROW(patch_service_account_token),
    ROW(update_service_account_token),
    ROW(delete_service_account_token),
    ROW(get_service_account_token),
    ROW(patch_service_account),
    ROW(update_service_account),
    ROW(delete_service_account),
    ROW(get_service_account),
    ROW(list_service_account_tokens),
    ROW(list_tags),
    ROW(create_tag),
    ROW(load_tags),
    ROW(sync_tags),
    ROW(patch_tag),
    ROW(update_tag),
    ROW(delete_tag),
    ROW(get_tag),
    ROW(list_teams),
    ROW(create_team),
    ROW(list_team_names),
    ROW(get_team_run),
    ROW(get_team_versions),
    ROW(delete_team),
    ROW(get_team),
    ROW(get_team_activities),
    ROW(list_team_members),
    ROW(get_team_runs),
    ROW(skip_team_runs),
    ROW(approve_team_runs),
    ROW(archive_team_runs),
    ROW(bookmark_team_runs),
    ROW(delete_team_runs),
    ROW(invalidate_team_runs),
    ROW(get_team_runs_artifacts_lineage),
    ROW(restore_team_runs),
    ROW(stop_team_runs),
    ROW(tag_team_runs),
    ROW(transfer_team_runs),
    ROW(get_team_stats),
    ROW(patch_team),
    ROW(update_team),
    ROW(create_team_member),
    ROW(patch_team_member),
    ROW(update_team_member),
    ROW(delete_team_member),
    ROW(get_team_member),
    ROW(get_team_multi_run_events),
    ROW(get_team_multi_run_importance),
    ROW(get_user),
    ROW(patch_user),
    ROW(update_user),
    ROW(get_history),
    ROW(get_suggestions),
    ROW(list_tokens),
    ROW(create_token),
    ROW(patch_token),
    ROW(update_token),
    ROW(delete_token),
    ROW(get_token),
    ROW(get_workspaces),
    ROW(get_compatibility),
    ROW(get_installation),
    ROW(get_log_handler),
};
#undef ROW

/// The path with every placeholder as {}.
std::string bare(std::string_view path) {
    std::string out;
    bool inside = false;
    for (const char c : path) {
        if (c == '}') inside = false;
        if (!inside) out += c;
        if (c == '{') inside = true;
    }
    return out;
}

struct operation {
    std::string service, request;  // "GET /path"
    bool is_form = false;
};
std::map<std::string, operation> operations() {
    std::map<std::string, operation> known;  // by the Python name
    std::istringstream lines(data_text("operations.tsv"));
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> columns;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');) columns.push_back(cell);
        if (columns.size() < 7 || columns[2].empty() || columns[0] == "service") continue;
        known.emplace(columns[2], operation{columns[0], columns[3] + " " + bare(columns[4]),
                                            columns[6].starts_with("form:")});
    }
    return known;
}

TEST(V1Rows, VerbsAndPathsAreTheRecordedOnes) {
    const auto known = operations();
    ASSERT_GT(known.size(), 250u);
    for (const auto& row : table) {
        const auto found = known.find(std::string(row.name));
        ASSERT_NE(found, known.end()) << row.name << " is no operation";
        EXPECT_EQ(std::string(polyaxon::codec::name(row.method)) + " " + bare(row.path),
                  found->second.request)
            << row.name;
    }
}

TEST(V1Rows, HostileNamesStayOneSegmentInEveryRow) {
    EXPECT_GT(polyaxon::test::try_hostile_names(table, polyaxon::resources::dialect{}), 10'000u);
}

// The uploads of the document are served nowhere: run_artifacts has those of the streams.
TEST(V1Rows, EveryOperationOfTheSdkHasARow) {
    std::set<std::string, std::less<>> here;
    for (const auto& row : table) EXPECT_TRUE(here.emplace(row.name).second) << row.name << " stands twice";
    for (const auto& [name, one] : operations()) {
        if (one.is_form) continue;
        EXPECT_TRUE(here.contains(name)) << one.service << " " << name << ": " << one.request;
    }
}

}  // namespace
