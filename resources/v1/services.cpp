#include <polyaxon/resources/v1/services.hpp>

#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/client_core.hpp>

namespace polyaxon::v1 {

agents_api client::agents() const { return agents_api(core_); }
auth_api client::auth() const { return auth_api(core_); }
connections_api client::connections() const { return connections_api(core_); }
dashboards_api client::dashboards() const { return dashboards_api(core_); }
organizations_api client::organizations() const { return organizations_api(core_); }
policies_api client::policies() const { return policies_api(core_); }
presets_api client::presets() const { return presets_api(core_); }
project_dashboards_api client::project_dashboards() const { return project_dashboards_api(core_); }
project_searches_api client::project_searches() const { return project_searches_api(core_); }
queues_api client::queues() const { return queues_api(core_); }
sandbox_api client::sandbox() const { return sandbox_api(core_); }
searches_api client::searches() const { return searches_api(core_); }
service_accounts_api client::service_accounts() const { return service_accounts_api(core_); }
tags_api client::tags() const { return tags_api(core_); }
teams_api client::teams() const { return teams_api(core_); }
users_api client::users() const { return users_api(core_); }

}  // namespace polyaxon::v1
