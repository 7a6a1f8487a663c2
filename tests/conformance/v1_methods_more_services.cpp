#include "conformance/v1_method_rows.hpp"

// The smaller services, second half.

namespace conformance::v1 {
namespace {

constexpr auto policies = [](const api::client& c) { return c.policies(); };
constexpr auto presets = [](const api::client& c) { return c.presets(); };
constexpr auto project_dashboards = [](const api::client& c) { return c.project_dashboards(); };
constexpr auto project_searches = [](const api::client& c) { return c.project_searches(); };
constexpr auto searches = [](const api::client& c) { return c.searches(); };
constexpr auto service_accounts = [](const api::client& c) { return c.service_accounts(); };
constexpr auto users = [](const api::client& c) { return c.users(); };

constexpr method methods[] = {
    sdk<&api::policies_api::list_policies>("PoliciesV1Api.list_policies", policies),
    sdk<&api::policies_api::create_policy>("PoliciesV1Api.create_policy", policies),
    sdk<&api::policies_api::list_policy_names>("PoliciesV1Api.list_policy_names", policies),
    sdk<&api::policies_api::patch_policy>("PoliciesV1Api.patch_policy", policies),
    sdk<&api::policies_api::update_policy>("PoliciesV1Api.update_policy", policies),
    sdk<&api::policies_api::delete_policy>("PoliciesV1Api.delete_policy", policies),
    sdk<&api::policies_api::get_policy>("PoliciesV1Api.get_policy", policies),
    sdk<&api::presets_api::list_presets>("PresetsV1Api.list_presets", presets),
    sdk<&api::presets_api::create_preset>("PresetsV1Api.create_preset", presets),
    sdk<&api::presets_api::list_preset_names>("PresetsV1Api.list_preset_names", presets),
    sdk<&api::presets_api::patch_preset>("PresetsV1Api.patch_preset", presets),
    sdk<&api::presets_api::update_preset>("PresetsV1Api.update_preset", presets),
    sdk<&api::presets_api::delete_preset>("PresetsV1Api.delete_preset", presets),
    sdk<&api::presets_api::get_preset>("PresetsV1Api.get_preset", presets),
    sdk<&api::project_dashboards_api::delete_project_dashboard>(
        "ProjectDashboardsV1Api.delete_project_dashboard", project_dashboards),
    sdk<&api::project_dashboards_api::get_project_dashboard>("ProjectDashboardsV1Api.get_project_dashboard",
                                                             project_dashboards),
    sdk<&api::project_dashboards_api::promote_project_dashboard>(
        "ProjectDashboardsV1Api.promote_project_dashboard", project_dashboards),
    sdk<&api::project_dashboards_api::list_project_dashboards>(
        "ProjectDashboardsV1Api.list_project_dashboards", project_dashboards),
    sdk<&api::project_dashboards_api::list_project_dashboard_names>(
        "ProjectDashboardsV1Api.list_project_dashboard_names", project_dashboards),
    sdk<&api::project_dashboards_api::create_project_dashboard>(
        "ProjectDashboardsV1Api.create_project_dashboard", project_dashboards),
    sdk<&api::project_dashboards_api::patch_project_dashboard>(
        "ProjectDashboardsV1Api.patch_project_dashboard", project_dashboards),
    sdk<&api::project_dashboards_api::update_project_dashboard>(
        "ProjectDashboardsV1Api.update_project_dashboard", project_dashboards),
    sdk<&api::project_searches_api::delete_project_search>("ProjectSearchesV1Api.delete_project_search",
                                                           project_searches),
    sdk<&api::project_searches_api::get_project_search>("ProjectSearchesV1Api.get_project_search",
                                                        project_searches),
    sdk<&api::project_searches_api::promote_project_search>("ProjectSearchesV1Api.promote_project_search",
                                                            project_searches),
    sdk<&api::project_searches_api::list_project_searches>("ProjectSearchesV1Api.list_project_searches",
                                                           project_searches),
    sdk<&api::project_searches_api::list_project_search_names>(
        "ProjectSearchesV1Api.list_project_search_names", project_searches),
    sdk<&api::project_searches_api::create_project_search>("ProjectSearchesV1Api.create_project_search",
                                                           project_searches),
    sdk<&api::project_searches_api::patch_project_search>("ProjectSearchesV1Api.patch_project_search",
                                                          project_searches),
    sdk<&api::project_searches_api::update_project_search>("ProjectSearchesV1Api.update_project_search",
                                                           project_searches),
    sdk<&api::searches_api::list_searches>("SearchesV1Api.list_searches", searches),
    sdk<&api::searches_api::create_search>("SearchesV1Api.create_search", searches),
    sdk<&api::searches_api::list_search_names>("SearchesV1Api.list_search_names", searches),
    sdk<&api::searches_api::patch_search>("SearchesV1Api.patch_search", searches),
    sdk<&api::searches_api::update_search>("SearchesV1Api.update_search", searches),
    sdk<&api::searches_api::delete_search>("SearchesV1Api.delete_search", searches),
    sdk<&api::searches_api::get_search>("SearchesV1Api.get_search", searches),
    sdk<&api::service_accounts_api::list_service_accounts>("ServiceAccountsV1Api.list_service_accounts",
                                                           service_accounts),
    sdk<&api::service_accounts_api::create_service_account>("ServiceAccountsV1Api.create_service_account",
                                                            service_accounts),
    sdk<&api::service_accounts_api::list_service_account_names>(
        "ServiceAccountsV1Api.list_service_account_names", service_accounts),
    sdk<&api::service_accounts_api::create_service_account_token>(
        "ServiceAccountsV1Api.create_service_account_token", service_accounts),
    sdk<&api::service_accounts_api::patch_service_account_token>(
        "ServiceAccountsV1Api.patch_service_account_token", service_accounts),
    sdk<&api::service_accounts_api::update_service_account_token>(
        "ServiceAccountsV1Api.update_service_account_token", service_accounts),
    sdk<&api::service_accounts_api::delete_service_account_token>(
        "ServiceAccountsV1Api.delete_service_account_token", service_accounts),
    sdk<&api::service_accounts_api::get_service_account_token>(
        "ServiceAccountsV1Api.get_service_account_token", service_accounts),
    sdk<&api::service_accounts_api::patch_service_account>("ServiceAccountsV1Api.patch_service_account",
                                                           service_accounts),
    sdk<&api::service_accounts_api::update_service_account>("ServiceAccountsV1Api.update_service_account",
                                                            service_accounts),
    sdk<&api::service_accounts_api::delete_service_account>("ServiceAccountsV1Api.delete_service_account",
                                                            service_accounts),
    sdk<&api::service_accounts_api::get_service_account>("ServiceAccountsV1Api.get_service_account",
                                                         service_accounts),
    sdk<&api::service_accounts_api::list_service_account_tokens>(
        "ServiceAccountsV1Api.list_service_account_tokens", service_accounts),
    sdk<&api::users_api::get_user>("UsersV1Api.get_user", users),
    sdk<&api::users_api::patch_user>("UsersV1Api.patch_user", users),
    sdk<&api::users_api::update_user>("UsersV1Api.update_user", users),
    sdk<&api::users_api::get_history>("UsersV1Api.get_history", users),
    sdk<&api::users_api::get_suggestions>("UsersV1Api.get_suggestions", users),
    sdk<&api::users_api::list_tokens>("UsersV1Api.list_tokens", users),
    sdk<&api::users_api::create_token>("UsersV1Api.create_token", users),
    sdk<&api::users_api::patch_token>("UsersV1Api.patch_token", users),
    sdk<&api::users_api::update_token>("UsersV1Api.update_token", users),
    sdk<&api::users_api::delete_token>("UsersV1Api.delete_token", users),
    sdk<&api::users_api::get_token>("UsersV1Api.get_token", users),
    sdk<&api::users_api::get_workspaces>("UsersV1Api.get_workspaces", users),
};

}  // namespace

table more_services_table() { return methods; }

}  // namespace conformance::v1
