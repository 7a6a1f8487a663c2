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
}
namespace v1 {

/// Arguments of a v1 client. A configuration that sets none of the fields from `host` to `retries` (a token alone, say) leaves all of
/// them to the environment, then to ~/.polyaxon/.client, then to the default. One that sets any of them replaces what was loaded, as
/// Python's ClientConfig does: what it leaves unset takes the default; `inherit` says otherwise. Token and user name always fall back to
/// the environment and the .auth files. Views and numbers only (see async/options.hpp); the client copies.
///
///     polyaxon::v1::client client(executor, {.host = "https://polyaxon.example.com", .token = token});
struct client_config {
    std::optional<std::string_view> host = {};   ///< scheme, host, port; default http://localhost:8000
    std::optional<std::string_view> token = {};  ///< "no-auth": send no Authorization header
    std::optional<bool> use_cloud_host = {};     ///< https://cloud.polyaxon.com, no retries
    std::optional<std::string_view> version = {};
    std::optional<bool> debug = {};
    std::optional<std::string_view> log_level = {};
    std::optional<std::string_view> authentication_type = {};  ///< Token, InternalToken or EphemeralToken
    std::optional<bool> is_managed = {}, is_offline = {}, in_cluster = {}, no_op = {};
    std::optional<double> timeout = {};               ///< seconds for a whole call, default 60
    std::optional<double> tracking_flush_delay = {};  ///< seconds, default 1
    std::optional<std::string_view> timezone = {};
    std::optional<int> watch_interval = {};  ///< seconds, default 5
    std::optional<double> interval = {};     ///< seconds, default 5
    std::optional<bool> verify_ssl = {};     ///< only an explicit false turns verification off
    std::optional<std::string_view> ssl_ca_cert = {}, cert_file = {}, key_file = {};
    std::optional<bool> assert_hostname = {};
    std::optional<int> connection_pool_maxsize = {};  ///< beats pool.max_connections
    std::optional<std::string_view> archives_root = {};
    std::optional<std::string_view> header = {},
                                    header_service = {};  ///< one extra header on every request; both or none
    std::optional<std::string_view> namespace_ = {};      ///< `namespace` in Python
    std::optional<bool> no_api = {}, disable_errors_reporting = {};
    std::optional<int> compatibility_check_interval = {};
    std::optional<int> retries = {};  ///< further tries; 0 turns them off

    std::optional<bool> inherit =
        {};                   ///< true: unset fields fall back one by one; false: never; unset: as above
    bool thread_safe = true;  ///< false: no strand; one thread runs the executor
    int max_redirects = 0;    ///< up to 5; 0: a redirect is an error
    pool_options pool = {};
    retry_options retry = {};
    limit_options limits = {};  ///< bytes of one answer
    proxy_options proxy = {};
    const std::shared_ptr<async::connector>* connector = nullptr;  ///< transport of tests (polyaxon::testing)
    const std::shared_ptr<const context::system>* system = nullptr;  ///< environment and files of tests
};
static_assert(std::is_trivially_destructible_v<client_config>);

}  // namespace v1
}  // namespace polyaxon
