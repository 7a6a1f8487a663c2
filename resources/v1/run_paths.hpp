#pragma once
#include <polyaxon/context/system.hpp>

#include <filesystem>
#include <string>

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

}  // namespace polyaxon::v1
