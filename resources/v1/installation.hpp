#pragma once
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

/// Which server this is.
struct installation {
    std::optional<std::string> key, version;
    std::optional<std::string> dist;  ///< "ce", or the name of a commercial one
    std::optional<std::string> host, hmac, mode;
    std::optional<bool> orgs;
    std::vector<std::string> auth;
    std::optional<bool> single_url;                  ///< `singleUrl` on the wire
    std::optional<std::string> default_streams_url;  ///< `defaultStreamsUrl` on the wire
};
std::error_code read(codec::json_in&, installation&);
void write(codec::json_out&, const installation&);

/// Versions of one part that work with the server.
struct version_range {
    std::optional<std::string> min, latest;
};
std::error_code read(codec::json_in&, version_range&);
void write(codec::json_out&, const version_range&);

/// Which versions of the parts work together.
struct compatibility {
    std::optional<version_range> cli, platform, agent, ui;
};
std::error_code read(codec::json_in&, compatibility&);
void write(codec::json_out&, const compatibility&);

}  // namespace polyaxon::v1
