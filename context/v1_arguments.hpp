#pragma once
#include <polyaxon/context/transport_arguments.hpp>
#include <polyaxon/context/v1.hpp>

namespace polyaxon::context {

/// The fields of a ClientConfig, each set or not: as arguments, or as merged from environment and files.
struct v1_fields {
    std::optional<std::string> host, version, log_level, authentication_type, timezone;
    std::optional<std::string> ssl_ca_cert, cert_file, key_file, archives_root, header, header_service,
        namespace_;
    std::optional<bool> debug, is_managed, is_offline, in_cluster, no_op, verify_ssl, assert_hostname, no_api,
        disable_errors_reporting;
    std::optional<double> timeout, tracking_flush_delay, interval;
    std::optional<int> watch_interval, connection_pool_maxsize, compatibility_check_interval, retries;
};

/// Calls `f(name, variable, member)` for each field, in their order in Python's ClientConfig. `retries` has no variable.
template <class F>
void each_field(F&& f) {
    f("host", "POLYAXON_HOST", &v1_fields::host);
    f("version", "POLYAXON_API_VERSION", &v1_fields::version);
    f("debug", "POLYAXON_DEBUG", &v1_fields::debug);
    f("log_level", "POLYAXON_LOG_LEVEL", &v1_fields::log_level);
    f("authentication_type", "POLYAXON_AUTHENTICATION_TYPE", &v1_fields::authentication_type);
    f("is_managed", "POLYAXON_IS_MANAGED", &v1_fields::is_managed);
    f("is_offline", "POLYAXON_IS_OFFLINE", &v1_fields::is_offline);
    f("in_cluster", "POLYAXON_K8S_IN_CLUSTER", &v1_fields::in_cluster);
    f("no_op", "POLYAXON_NO_OP", &v1_fields::no_op);
    f("timeout", "POLYAXON_TIMEOUT", &v1_fields::timeout);
    f("tracking_flush_delay", "POLYAXON_TRACKING_FLUSH_DELAY", &v1_fields::tracking_flush_delay);
    f("timezone", "POLYAXON_TIME_ZONE", &v1_fields::timezone);
    f("watch_interval", "POLYAXON_WATCH_INTERVAL", &v1_fields::watch_interval);
    f("interval", "POLYAXON_INTERVAL", &v1_fields::interval);
    f("verify_ssl", "POLYAXON_VERIFY_SSL", &v1_fields::verify_ssl);
    f("ssl_ca_cert", "POLYAXON_SSL_CA_CERT", &v1_fields::ssl_ca_cert);
    f("cert_file", "POLYAXON_CERT_FILE", &v1_fields::cert_file);
    f("key_file", "POLYAXON_KEY_FILE", &v1_fields::key_file);
    f("assert_hostname", "POLYAXON_ASSERT_HOSTNAME", &v1_fields::assert_hostname);
    f("connection_pool_maxsize", "POLYAXON_CONNECTION_POOL_MAXSIZE", &v1_fields::connection_pool_maxsize);
    f("archives_root", "POLYAXON_ARCHIVES_ROOT", &v1_fields::archives_root);
    f("header", "POLYAXON_HEADER", &v1_fields::header);
    f("header_service", "POLYAXON_HEADER_SERVICE", &v1_fields::header_service);
    f("namespace", "POLYAXON_K8S_NAMESPACE", &v1_fields::namespace_);
    f("no_api", "POLYAXON_NO_API", &v1_fields::no_api);
    f("disable_errors_reporting", "POLYAXON_DISABLE_ERRORS_REPORTING", &v1_fields::disable_errors_reporting);
    f("compatibility_check_interval", "POLYAXON_INTERVALS_COMPATIBILITY_CHECK",
      &v1_fields::compatibility_check_interval);
    f("retries", "", &v1_fields::retries);
}

/// Owned copy of a v1::client_config, made by `copy`.
struct v1_arguments : transport_arguments {
    v1_fields given;
    std::optional<std::string> token;
    std::optional<bool> use_cloud_host, inherit;
};

}  // namespace polyaxon::context
