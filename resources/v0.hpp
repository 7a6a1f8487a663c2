#pragma once
// Everything a program needs to talk to a Polyaxon platform of the v0 generation: polyaxon::v0::client and what it answers.
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/map_concurrent.hpp>
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/result.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/client.hpp>
#include <polyaxon/resources/v0/version_compatibility.hpp>
#include <polyaxon/resources/v0/tracking.hpp>
