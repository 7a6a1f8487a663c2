#pragma once
#include "conformance/replay.hpp"

#include <polyaxon/v0.hpp>

#include <span>
#include <string_view>

namespace conformance::v0 {

using polyaxon::v0::client;

/// A method of the client by its Python name. `start` reads the arguments at once (throws inexpressible) and gives the call;
/// its value is the result as JSON (v0_results.hpp). The value of a queued call (`background`, `periodic`) is not looked at.
struct method {
    std::string_view name;  ///< "project.get_project"
    asio::awaitable<json> (*start)(const client&, const json& arguments);
};

/// auth, cluster, user, version, bookmark, project, experiment_group, dataset
std::span<const method> project_methods();
/// experiment, experiment_job, job, build_job
std::span<const method> experiment_methods();
/// What the client itself can: health check, reconcile, setters.
std::span<const method> client_methods();

/// In all tables; null for a method that the client does not have.
const method* find_method(std::string_view name);

}  // namespace conformance::v0
