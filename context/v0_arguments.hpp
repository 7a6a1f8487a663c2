#pragma once
#include <polyaxon/context/transport_arguments.hpp>
#include <polyaxon/context/v0.hpp>

namespace polyaxon::async {
class time_source;
}
namespace polyaxon::context {

/// Owned copy of a v0::api_config, made by `copy`.
struct v0_arguments : transport_arguments {
    std::optional<std::string> host, token, authentication_type, api_version;
    std::optional<int> port, http_port, ws_port;
    std::optional<bool> use_https, verify_ssl, is_managed, is_local, reraise, schema_response;
    std::optional<double> timeout, interval;
    std::chrono::milliseconds call_timeout{20'000};
    owned_tls tls_given;
    background_options background;
    std::shared_ptr<async::time_source> time;  ///< null: the real one

    /// What the caller said about TLS; `verify_ssl` beats `tls.verify`. The resolved `v0_context::verify_ssl` also knows
    /// the environment and the files: give that one the last word.
    tls_options tls() const {
        auto options = tls_given.view();
        if (verify_ssl) options.verify = verify_ssl;
        return options;
    }
};

}  // namespace polyaxon::context
