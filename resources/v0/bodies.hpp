#pragma once
#include <polyaxon/resources/send.hpp>
#include <polyaxon/resources/v0/arguments.hpp>
#include <polyaxon/resources/v0/code_reference.hpp>
#include <polyaxon/resources/v0/log_lines.hpp>
#include <polyaxon/resources/v0/metric.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <span>
#include <string>
#include <string_view>

// Bodies of the calls that change something. What is wrong with an argument refuses the message: the call ends as `invalid_argument`
// and nothing is sent.

namespace polyaxon::v0 {

/// "2019-11-25 10:05:00.123456+00:00", the fraction left out when it is zero: how metrics and reconciliations write a moment.
std::string moment_text(timestamp);

resources::message status_body(std::string_view status, const create_status_options&);
/// What was given of the five keys that a code reference is created from.
resources::message code_reference_body(const code_reference&);
resources::message metric_body(const json& values, const create_metric_options&);
resources::message metric_body(std::span<const metric_value> values, const create_metric_options&);
resources::message logs_body(const log_lines&);
resources::message clone_body(const clone_options&);

}  // namespace polyaxon::v0
