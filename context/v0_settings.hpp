#pragma once
#include <polyaxon/codec/result.hpp>
#include <polyaxon/context/file_reader.hpp>
#include <polyaxon/context/v0.hpp>
#include <polyaxon/context/values.hpp>

#include <filesystem>
#include <optional>
#include <string>

// Inside of the room: what environment variables and files say, merged and typed, before fallbacks and arguments.

namespace polyaxon::context {

/// One value with the place that it came from; without a value nothing says anything.
template <class T>
struct sourced {
    std::optional<T> value;
    std::string source = "default";
};

/// The platform's settings and the files of the CLI.
struct v0_places {
    sourced<std::string> host, token, api_http_host, api_ws_host, authentication_type, version;
    sourced<int> http_port, ws_port, timeout, interval;
    sourced<bool> use_https, verify_ssl, is_managed, is_local;
    v0_settings settings;
    std::string managed_looked_at;                       ///< where is_managed was looked for, for error texts
    std::string schema_source;                           ///< of schema_response
    std::vector<std::string> host_places, token_places;  ///< every place and what it said
};

/// Reads everything once. A bad value is a `context` error that names its key and place.
result<v0_places> read_v0_places(const system&, file_reader&, context_report&);

}  // namespace polyaxon::context
