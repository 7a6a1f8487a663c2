#pragma once
#include <polyaxon/codec/json.hpp>

#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// Versions of the command line that this platform knows and still takes.
struct cli_version {
    std::string latest_version, min_version;
};
std::error_code read(codec::json_in&, cli_version&);
void write(codec::json_out&, const cli_version&);

struct platform_version {
    std::string latest_version, min_version;
};
std::error_code read(codec::json_in&, platform_version&);
void write(codec::json_out&, const platform_version&);

struct lib_version {
    std::string latest_version, min_version;
};
std::error_code read(codec::json_in&, lib_version&);
void write(codec::json_out&, const lib_version&);

struct chart_version {
    std::string version;
};
std::error_code read(codec::json_in&, chart_version&);
void write(codec::json_out&, const chart_version&);

/// Where the platform wants error reports sent.
struct log_handler {
    std::optional<std::string> dsn;  ///< base64
    std::string environment;
    json tags;
};
std::error_code read(codec::json_in&, log_handler&);
void write(codec::json_out&, const log_handler&);

}  // namespace polyaxon::v0
