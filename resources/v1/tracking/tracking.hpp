#pragma once
// Tracking of runs by the program that makes them: <polyaxon/v1.hpp> has it too.
#include <polyaxon/resources/tracking/background_thread.hpp>
#include <polyaxon/resources/v1/tracking/event_math.hpp>
#include <polyaxon/resources/v1/tracking/event_payloads.hpp>
#include <polyaxon/resources/v1/tracking/init.hpp>
#include <polyaxon/resources/v1/tracking/run.hpp>
