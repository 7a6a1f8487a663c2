#pragma once
// Everything of the v1 generation (Polyaxon 2.x servers): `polyaxon::v1::client` and what stands on top of it.
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/map_concurrent.hpp>
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/result.hpp>
#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/organization_client.hpp>
#include <polyaxon/resources/v1/project_client.hpp>
#include <polyaxon/resources/v1/run_client.hpp>
#include <polyaxon/resources/v1/run_watcher.hpp>
#include <polyaxon/resources/v1/services.hpp>
#include <polyaxon/resources/v1/tracking/tracking.hpp>
