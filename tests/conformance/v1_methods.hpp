#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/v1.hpp>

#include <span>

// Recorded v1 calls as calls of the client: a row a method. The tables lie in files of their own, so that each compiles quickly.

namespace conformance::v1 {

class arguments;

/// What a case is made from: the recorded arguments, and owner, project and run of its first target.
struct recorded_call {
    std::string method;  ///< "RunClient.create"
    json arguments;
    std::string owner = "default", team, project, run;
    std::vector<json> exchanges;
};

/// What a call came to: the result as its struct writes it, or null where the method has none.
using started = asio::awaitable<json>;

struct method {
    std::string_view name;
    /// Begins the call; what it takes from the arguments may be views of them.
    started (*make)(const polyaxon::v1::client&, const recorded_call&, arguments&);
    /// The result that the body of the last answer stands for; null where the method has no result.
    json (*expected)(const recorded_call&, std::string_view body);
    /// The recording client knew its run already: a GET of it that the record has not is answered and not counted.
    bool knows_run = false;
};

const method* find_method(std::string_view name);

/// Begins a method and waits for its end. Throws inexpressible when an argument was left over.
started play(const method*, polyaxon::v1::client, recorded_call);

using table = std::span<const method>;
table runs_table();           // RunsV1Api
table projects_table();       // ProjectsV1Api, VersionsV1Api
table organizations_table();  // OrganizationsV1Api, TeamsV1Api
table services_table();       // AgentsV1Api and the other small ones
table more_services_table();
table sandbox_table();  // SandboxV1Api
table run_client_table();
table run_lineage_table();
table run_watching_table();
table run_files_table();
table project_client_table();
table project_versions_table();
table organization_client_table();

}  // namespace conformance::v1
