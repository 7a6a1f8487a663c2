#pragma once
#include <polyaxon/codec/request.hpp>
#include <polyaxon/codec/result.hpp>
#include <polyaxon/context/report.hpp>
#include <polyaxon/context/system.hpp>
#include <polyaxon/context/v1_config.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace polyaxon::context {

/// A cached file's content that says which project or run is current.
struct v1_cached {
    std::optional<std::string> owner, project, uuid, name;
    std::string source;  ///< path of the file
};

/// Who asks and where, for a v1 client: arguments, environment and files, merged.
struct v1_context {
    std::string host = "http://localhost:8000", version = "v1";
    std::optional<std::string> token, username;
    bool debug = false;
    std::optional<std::string> log_level;
    std::string authentication_type = "Token";
    bool is_managed = false, is_offline = false, in_cluster = false, no_op = false;
    double timeout = 60, tracking_flush_delay = 1, interval = 5;
    std::optional<std::string> timezone;
    int watch_interval = 5;
    std::optional<bool> verify_ssl;  ///< unset verifies
    std::optional<std::string> ssl_ca_cert, cert_file, key_file;
    std::optional<bool> assert_hostname;
    std::optional<int> connection_pool_maxsize;
    std::string archives_root = "/tmp/plx/archives";
    std::optional<std::string> header, header_service, namespace_;
    bool no_api = false, disable_errors_reporting = false;
    std::optional<int> compatibility_check_interval, retries;

    std::string base_url, request_host;        ///< request_host: host without trailing slashes
    std::optional<std::string> authorization;  ///< value of the header: never in a report or an error
    codec::destination api;  ///< ready for requests; base is the path of the host, without trailing slash
    context_report report;

    // What resolving owner, project and run needs (v1_target below), read with the rest (once):
    std::optional<v1_cached> project_cache, run_cache;
    std::optional<std::string> organization;  ///< of the .user cache
    std::optional<std::string> run_instance;  ///< POLYAXON_RUN_INSTANCE
    bool managed_process =
        false;                ///< is_managed of the environment, also when a given configuration replaced it
    bool enterprise = false;  ///< .cli says an EE installation
    /// Trouble with .project, .run or .user that only matters to who needs them.
    std::optional<error_info> project_cache_error, run_cache_error, user_cache_error;

    /// CA, certificate and checks as resolved; views onto this context.
    tls_options tls() const;
};

/// Owned copy of a client_config (v1_arguments.hpp); keeps the options of the transport too.
struct v1_arguments;
std::shared_ptr<const v1_arguments> copy(const v1::client_config&);

/// Reads environment and files in their order of precedence, each file at most once. Blocks on a few small files. Errors are of
/// kind `context`; the detail begins with a code: "bad_value: …", "bad_file: …". None shows a token.
result<v1_context> load_v1(const v1_arguments&, const system&);

/// What a run_client, project_client or tracking run stands for.
struct v1_target {
    std::optional<std::string> owner, team, project, run_uuid;
    bool is_offline = false, no_op = false;
    bool has_cached_run = false;
    std::optional<error_info> run_conflict;  ///< told at the first use of the run in a request
    std::vector<std::string> warnings;       ///< what was set and not used, and why
};
struct v1_reference {
    std::optional<std::string> owner, project, run_uuid;
    std::optional<bool> is_offline, no_op;
};
/// For run_client and tracking. The detail of an error (kind `context`) begins with its code: no_project, no_owner, invalid_owner,
/// invalid_project, invalid_reference, no_run_instance, bad_run_instance, bad_file.
result<v1_target> resolve_run(const v1_context&, const v1_reference&);
/// For project_client and organization_client: the project stays as given.
result<v1_target> resolve_project(const v1_context&, const v1_reference&);

}  // namespace polyaxon::context
