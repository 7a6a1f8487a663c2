#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/v1/installation.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// VersionsV1: what the server is. `versions()` of a client gives it; copying is cheap. Errors are those of runs_api. Thread-safe.
class versions_api {
 public:
    explicit versions_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// Whether the server answers at all: an error when not. GET /healthz/. Needs no token.
    ///
    ///     auto up = co_await polyaxon::as_result(client.versions().check_health());
    awaitable<void> check_health(const call_options& = {}) const;

    /// The server's version and edition. GET /api/v1/installation. Needs no token.
    ///
    ///     auto server = co_await client.versions().get_installation();
    awaitable<installation> get_installation(const call_options& = {}) const;

    /// Which versions of a service work with `version` of it. GET /api/v1/compatibility/{uuid}/{version}/{service}; dots of the version are
    /// written as dashes. The community edition answers nothing.
    ///
    ///     auto range = co_await client.versions().get_compatibility(key, "2-18-0", "cli");
    awaitable<compatibility> get_compatibility(std::string_view uuid, std::string_view version,
                                               std::string_view service, const call_options& = {}) const;

    /// Where the commercial platform wants errors of clients reported. GET /api/v1/log_handler.
    ///
    ///     auto handler = co_await client.versions().get_log_handler();
    awaitable<json> get_log_handler(const call_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
