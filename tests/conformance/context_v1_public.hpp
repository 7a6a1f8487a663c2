#pragma once
#include <polyaxon/context/v1_config.hpp>

#include <conformance/context_case.hpp>

namespace polyaxon::tests {

/// The case through run_client, project_client, organization_client or tracking::init, against a server that answers everything
/// with the run that the recording's stub had. Adds what differs.
void compare_public(comparison&, const json& one, const v1::client_config&, const context_machine&,
                    const placeholders&);

}  // namespace polyaxon::tests
