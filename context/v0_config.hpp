#pragma once
#include <polyaxon/async/options.hpp>

#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>

namespace polyaxon {
namespace context {
class system;
}
namespace async {
class connector;
class time_source;
}  // namespace async
namespace v0 {

/// Arguments of a v0 client. What is unset falls back to the environment, then to the files of the CLI, then to the default.
/// Views and numbers only (see async/options.hpp); the client copies. Durations in the unit of their type.
///
///     polyaxon::v0::client client(executor, {.host = "polyaxon.example.com", .token = token, .use_https = true});
struct api_config {
    std::optional<std::string_view> host =
        {};  ///< name or address; "https://" or "http://" before it decides use_https
    std::optional<std::string_view> token = {};
    std::optional<int> port = {}, http_port = {},
                       ws_port = {};  ///< 1 to 65535; `port` sets both and beats them
    std::optional<bool> use_https = {};
    std::optional<bool> verify_ssl = {};  ///< false turns verification off; unset verifies
    std::optional<bool> is_managed = {}, is_local = {};
    std::optional<std::string_view> authentication_type = {};  ///< Token, Internaltoken or EphemeralToken
    std::optional<std::string_view> api_version = {};          ///< "v1"
    std::optional<bool> reraise = {},
                        schema_response =
                            {};  ///< kept for the report; errors always surface, results are always typed
    std::optional<double> timeout = {};   ///< seconds the background workers are waited for at the end
    std::optional<double> interval = {};  ///< seconds between periodic flushes

    std::chrono::milliseconds call_timeout{20'000};  ///< of one call with all its tries
    bool thread_safe = true;                         ///< false: no strand; one thread runs the executor
    int max_redirects = 0;                           ///< up to 5; 0: a redirect is an error
    pool_options pool = {};
    retry_options retry = {};
    limit_options limits = {};  ///< bytes of one answer
    tls_options tls = {};       ///< ca_file, client certificate; `verify_ssl` above beats tls.verify
    proxy_options proxy = {};
    background_options background = {};  ///< bounds of what the client sends on its own
    const std::shared_ptr<async::connector>* connector = nullptr;  ///< transport of tests (polyaxon::testing)
    const std::shared_ptr<const context::system>* system = nullptr;  ///< environment and files of tests
    const std::shared_ptr<async::time_source>* time = nullptr;       ///< clock of background work in tests
};
static_assert(std::is_trivially_destructible_v<api_config>);

}  // namespace v0
}  // namespace polyaxon
