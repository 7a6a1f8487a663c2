#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
}

namespace polyaxon::v1 {

/// One folder of a run's artifacts.
struct artifact_tree {
    std::map<std::string, std::uint64_t> files;  ///< name to size in bytes
    std::vector<std::string> dirs;
    std::optional<bool> is_done;       ///< the run has ended: nothing more comes
    std::optional<std::string> error;  ///< why the server could not list it: no such folder, for example
};
std::error_code read(codec::json_in&, artifact_tree&);

}  // namespace polyaxon::v1
