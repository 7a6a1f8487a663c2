#pragma once
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/context/system.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

// Where runs keep their files, as the platform's environment says.

namespace polyaxon::v1 {

inline std::string folder_of(const context::system& machine, std::string_view variable,
                             const char* otherwise) {
    auto value = machine.variable(variable).value_or("");
    while (value.size() > 1 && value.ends_with('/')) value.pop_back();
    return value.empty() ? otherwise : value;
}

/// The folder of a pod's artifacts: a folder for each run lies in it.
inline std::string mounted_artifacts(const context::system& machine) {
    return folder_of(machine, "POLYAXON_CONTEXT_ROOT", "/plx-context") + "/artifacts";
}
/// Where offline runs are kept, a folder for each in its `runs`.
inline std::string offline_root(const context::system& machine) {
    return folder_of(machine, "POLYAXON_OFFLINE_ROOT", "/tmp/plx/offline");
}

/// Is it the name of one folder, that leads nowhere else?
inline bool is_folder_name(std::string_view name) {
    return !name.empty() && name != "." && name != ".." &&
           name.find_first_of(std::string_view("/\0", 2)) == name.npos;
}
/// The run's uuid, which a caller or a server may have made up, as the name of its folder; `invalid_argument` when it is none.
inline const std::string& folder_name(const std::string& uuid) {
    if (is_folder_name(uuid)) return uuid;
    throw refused("a run of the uuid \"" + uuid +
                  "\" cannot be kept in a folder of that name: give the run's own uuid");
}

}  // namespace polyaxon::v1
