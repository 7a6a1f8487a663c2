#pragma once
#include <polyaxon/context/system.hpp>
#include <polyaxon/resources/v1/project_version.hpp>

#include <optional>
#include <string>
#include <string_view>

// A version in a folder, as the Python client keeps it. These block on small files and throw `invalid_argument` for what a disk or a
// file does not allow.

namespace polyaxon::v1 {

/// `{path}/{kind}s/{version}`; an empty path is the machine's POLYAXON_OFFLINE_ROOT, else /tmp/plx/offline. Throws for a version whose name is no name of a
/// folder, for that folder will be removed and made anew.
std::string version_folder(const context::system&, version_kind, std::string_view version,
                           std::string_view path);

/// Writes version.plx.json, and the content beside it; each file is whole or not there.
void write_version(const project_version&, const std::string& folder);

/// What version.plx.json says; nothing when there is no such file.
std::optional<project_version> read_version(const std::string& folder);

/// Throws unless it is the folder of a version: it has a version.plx.json, or is empty or not there.
void check_version_folder(const std::string& folder);
/// Removes what `sent` was read from, as far as it still says the same: the content, and when nothing else is there version.plx.json
/// and the folder.
void remove_version(const project_version& sent, const std::string& folder);

}  // namespace polyaxon::v1
