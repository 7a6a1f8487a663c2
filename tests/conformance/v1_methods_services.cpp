#include "conformance/v1_method_rows.hpp"

// The smaller services, first half.

namespace conformance::v1 {
namespace {

constexpr auto agents = [](const api::client& c) { return c.agents(); };
constexpr auto auth = [](const api::client& c) { return c.auth(); };
constexpr auto connections = [](const api::client& c) { return c.connections(); };
constexpr auto dashboards = [](const api::client& c) { return c.dashboards(); };
constexpr auto queues = [](const api::client& c) { return c.queues(); };
constexpr auto tags = [](const api::client& c) { return c.tags(); };

constexpr method methods[] = {
    sdk<&api::agents_api::list_agents>("AgentsV1Api.list_agents", agents),
    sdk<&api::agents_api::create_agent>("AgentsV1Api.create_agent", agents),
    sdk<&api::agents_api::cron_agent>("AgentsV1Api.cron_agent", agents),
    sdk<&api::agents_api::list_agent_names>("AgentsV1Api.list_agent_names", agents),
    sdk<&api::agents_api::get_global_state>("AgentsV1Api.get_global_state", agents),
    sdk<&api::agents_api::patch_agent>("AgentsV1Api.patch_agent", agents),
    sdk<&api::agents_api::update_agent>("AgentsV1Api.update_agent", agents),
    sdk<&api::agents_api::update_agent_config>("AgentsV1Api.update_agent_config", agents),
    sdk<&api::agents_api::sync_agent>("AgentsV1Api.sync_agent", agents),
    sdk<&api::agents_api::patch_agent_token>("AgentsV1Api.patch_agent_token", agents),
    sdk<&api::agents_api::update_agent_token>("AgentsV1Api.update_agent_token", agents),
    sdk<&api::agents_api::delete_agent>("AgentsV1Api.delete_agent", agents),
    sdk<&api::agents_api::get_agent>("AgentsV1Api.get_agent", agents),
    sdk<&api::agents_api::get_agent_config>("AgentsV1Api.get_agent_config", agents),
    sdk<&api::agents_api::reconcile_agent>("AgentsV1Api.reconcile_agent", agents),
    sdk<&api::agents_api::get_agent_state>("AgentsV1Api.get_agent_state", agents),
    sdk<&api::agents_api::get_agent_stats>("AgentsV1Api.get_agent_stats", agents),
    sdk<&api::agents_api::get_agent_statuses>("AgentsV1Api.get_agent_statuses", agents),
    sdk<&api::agents_api::create_agent_status>("AgentsV1Api.create_agent_status", agents),
    sdk<&api::agents_api::get_agent_token>("AgentsV1Api.get_agent_token", agents),
    sdk<&api::agents_api::collect_agent_data>("AgentsV1Api.collect_agent_data", agents),
    sdk<&api::agents_api::check_agent_connection>("AgentsV1Api.check_agent_connection", agents),
    sdk<&api::agents_api::inspect_agent>("AgentsV1Api.inspect_agent", agents),
    sdk<&api::agents_api::restart_agent>("AgentsV1Api.restart_agent", agents),
    sdk<&api::agents_api::get_agent_logs>("AgentsV1Api.get_agent_logs", agents),
    sdk<&api::auth_api::change_password>("AuthV1Api.change_password", auth),
    sdk<&api::auth_api::reset_password>("AuthV1Api.reset_password", auth),
    sdk<&api::auth_api::reset_password_confirm>("AuthV1Api.reset_password_confirm", auth),
    sdk<&api::auth_api::signup>("AuthV1Api.signup", auth),
    sdk<&api::auth_api::login>("AuthV1Api.login", auth),
    sdk<&api::auth_api::trial>("AuthV1Api.trial", auth),
    sdk<&api::connections_api::list_connections>("ConnectionsV1Api.list_connections", connections),
    sdk<&api::connections_api::create_connection>("ConnectionsV1Api.create_connection", connections),
    sdk<&api::connections_api::list_connection_names>("ConnectionsV1Api.list_connection_names", connections),
    sdk<&api::connections_api::patch_connection>("ConnectionsV1Api.patch_connection", connections),
    sdk<&api::connections_api::update_connection>("ConnectionsV1Api.update_connection", connections),
    sdk<&api::connections_api::delete_connection>("ConnectionsV1Api.delete_connection", connections),
    sdk<&api::connections_api::get_connection>("ConnectionsV1Api.get_connection", connections),
    sdk<&api::dashboards_api::list_dashboards>("DashboardsV1Api.list_dashboards", dashboards),
    sdk<&api::dashboards_api::create_dashboard>("DashboardsV1Api.create_dashboard", dashboards),
    sdk<&api::dashboards_api::list_dashboard_names>("DashboardsV1Api.list_dashboard_names", dashboards),
    sdk<&api::dashboards_api::patch_dashboard>("DashboardsV1Api.patch_dashboard", dashboards),
    sdk<&api::dashboards_api::update_dashboard>("DashboardsV1Api.update_dashboard", dashboards),
    sdk<&api::dashboards_api::delete_dashboard>("DashboardsV1Api.delete_dashboard", dashboards),
    sdk<&api::dashboards_api::get_dashboard>("DashboardsV1Api.get_dashboard", dashboards),
    sdk<&api::queues_api::create_queue>("QueuesV1Api.create_queue", queues),
    sdk<&api::queues_api::patch_queue>("QueuesV1Api.patch_queue", queues),
    sdk<&api::queues_api::update_queue>("QueuesV1Api.update_queue", queues),
    sdk<&api::queues_api::delete_queue>("QueuesV1Api.delete_queue", queues),
    sdk<&api::queues_api::get_queue>("QueuesV1Api.get_queue", queues),
    sdk<&api::queues_api::get_queue_stats>("QueuesV1Api.get_queue_stats", queues),
    sdk<&api::queues_api::list_queues>("QueuesV1Api.list_queues", queues),
    sdk<&api::queues_api::list_queue_names>("QueuesV1Api.list_queue_names", queues),
    sdk<&api::queues_api::list_organization_queues>("QueuesV1Api.list_organization_queues", queues),
    sdk<&api::queues_api::list_organization_queue_names>("QueuesV1Api.list_organization_queue_names", queues),
    sdk<&api::tags_api::list_tags>("TagsV1Api.list_tags", tags),
    sdk<&api::tags_api::create_tag>("TagsV1Api.create_tag", tags),
    sdk<&api::tags_api::load_tags>("TagsV1Api.load_tags", tags),
    sdk<&api::tags_api::sync_tags>("TagsV1Api.sync_tags", tags),
    sdk<&api::tags_api::patch_tag>("TagsV1Api.patch_tag", tags),
    sdk<&api::tags_api::update_tag>("TagsV1Api.update_tag", tags),
    sdk<&api::tags_api::delete_tag>("TagsV1Api.delete_tag", tags),
    sdk<&api::tags_api::get_tag>("TagsV1Api.get_tag", tags),
};

}  // namespace

table services_table() { return methods; }

}  // namespace conformance::v1
