#pragma once
// polyaxon::v0::tracking: programs that tell the platform what they do.
#include <polyaxon/resources/v0/tracking/background_thread.hpp>
#include <polyaxon/resources/v0/tracking/build.hpp>
#include <polyaxon/resources/v0/tracking/code.hpp>
#include <polyaxon/resources/v0/tracking/environment.hpp>
#include <polyaxon/resources/v0/tracking/experiment.hpp>
#include <polyaxon/resources/v0/tracking/group.hpp>
#include <polyaxon/resources/v0/tracking/job.hpp>
#include <polyaxon/resources/v0/tracking/log_record.hpp>
#include <polyaxon/resources/v0/tracking/run_env.hpp>
