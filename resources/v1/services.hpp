#pragma once
// The handles of the smaller services, which client.hpp only names.
#include <polyaxon/resources/v1/agents_api.hpp>
#include <polyaxon/resources/v1/auth_api.hpp>
#include <polyaxon/resources/v1/connections_api.hpp>
#include <polyaxon/resources/v1/dashboards_api.hpp>
#include <polyaxon/resources/v1/organizations_api.hpp>
#include <polyaxon/resources/v1/policies_api.hpp>
#include <polyaxon/resources/v1/presets_api.hpp>
#include <polyaxon/resources/v1/project_dashboards_api.hpp>
#include <polyaxon/resources/v1/project_searches_api.hpp>
#include <polyaxon/resources/v1/queues_api.hpp>
#include <polyaxon/resources/v1/searches_api.hpp>
#include <polyaxon/resources/v1/service_accounts_api.hpp>
#include <polyaxon/resources/v1/tags_api.hpp>
#include <polyaxon/resources/v1/teams_api.hpp>
#include <polyaxon/resources/v1/users_api.hpp>
