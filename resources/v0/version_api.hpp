#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/versions.hpp>

#include <memory>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// What the platform says about versions. None of it needs a token; anonymous callers are held to 30 requests a minute
/// (`rate_limited`). A cheap handle of its client: copy it, keep it, share it between threads.
class version_api {
 public:
    /// Newest and oldest command line that this platform takes. GET /versions/cli/.
    ///
    ///     auto cli = co_await client.version().get_cli_version();
    awaitable<cli_version> get_cli_version(call_options options = {}) const;

    /// The platform's own version. GET /versions/platform/.
    ///
    ///     auto platform = co_await client.version().get_platform_version();
    awaitable<platform_version> get_platform_version(call_options options = {}) const;

    /// Newest and oldest Python library that this platform takes. GET /versions/lib/.
    ///
    ///     auto lib = co_await client.version().get_lib_version();
    awaitable<lib_version> get_lib_version(call_options options = {}) const;

    /// The chart that the platform was installed from. GET /versions/chart/.
    ///
    ///     auto chart = co_await client.version().get_chart_version();
    awaitable<chart_version> get_chart_version(call_options options = {}) const;

    /// Where the platform wants error reports sent. GET /log_handler/.
    ///
    ///     auto handler = co_await client.version().get_log_handler();
    awaitable<log_handler> get_log_handler(call_options options = {}) const;

 private:
    friend class client;
    explicit version_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
