#pragma once
#include <polyaxon/codec/request.hpp>
#include <polyaxon/codec/result.hpp>
#include <polyaxon/context/report.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/context/v0_config.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace polyaxon::context {

/// Every setting that programs of the v0 platform read from environment and files, resolved. Names without the POLYAXON_ prefix, lower-case.
struct v0_settings {
    std::optional<std::string> secret_internal_token, secret_ephemeral_token, internal_header,
        internal_header_service;
    std::optional<std::string> internal_health_check_url, internal_reconcile_url;
    bool in_cluster = false, is_offline = false, no_op = false, schema_response = false;
    int hash_length = 12, min_timeout = 1, timeout = 20, request_timeout = 25, long_request_timeout = 3600,
        interval = 1, queue_call = 200;
    int health_check_interval = 60;
    std::optional<int> logs_level;
    std::int64_t warn_upload_size = 10485760, max_upload_size = 157286400;
    std::string reception_unknown_behaviour = "exclude", validation_unknown_behaviour = "raise";
};

/// Who asks and where, for a v0 client.
struct v0_context {
    std::optional<std::string> token, host;
    int http_port = 80, ws_port = 80;
    bool use_https = false;
    std::optional<bool> verify_ssl;  ///< unset verifies
    bool is_managed = false, is_local = false;
    std::string authentication_type = "Token", version = "v1";
    std::string http_host, ws_host;     ///< "http://host:port"
    std::string base_url, base_ws_url;  ///< with /api/{version}
    std::optional<std::pair<std::string, std::string>> internal_header;
    double timeout = 20, interval = 1;  ///< seconds
    bool reraise = false, schema_response = false;
    v0_settings settings;
    codec::destination http,
        ws;  ///< ready for requests; base is "/api/{version}" behind any path of the host
    context_report report;
    std::string token_places;  ///< where a token was looked for and what was there, for `missing_token`
};

/// Owned copy of an api_config (v0_arguments.hpp); keeps the options of the transport too.
struct v0_arguments;
std::shared_ptr<const v0_arguments> copy(const v0::api_config&);

/// Reads settings and files in their order of precedence (later wins, key by key; arguments beat them all), each file at
/// most once. Blocks on a few small files. Errors are of kind `context`: no host and not managed (the text names every place
/// searched), managed without POLYAXON_API_HTTP_HOST, a value or a file that cannot be used. None shows a token.
result<v0_context> load_v0(const v0_arguments&, const system&);

/// The error (`unauthenticated`, nothing sent) of a call that needs a user when there is no token: names every place searched,
/// and what to do.
error_info missing_token(const v0_context&);

}  // namespace polyaxon::context
