#pragma once
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifact.hpp>

#include <filesystem>
#include <optional>
#include <vector>

// A run in a folder, as the Python client keeps it: `run.plx.json`, and `lineages.plx.json` if it has a lineage. Everything here throws
// `invalid_argument` that names the file.

namespace polyaxon::v1 {

struct offline_run {
    run data;
    std::vector<run_artifact> lineage;
};

/// Writes both files, each whole or not at all; makes the folder. Without a lineage one that is there is removed.
void write_offline_run(const std::filesystem::path& folder, const offline_run&);
/// Nothing when there is no `run.plx.json`.
std::optional<offline_run> read_offline_run(const std::filesystem::path& folder);
/// Throws unless it is the folder of a run: it has a `run.plx.json`, or is empty or not there.
void check_run_folder(const std::filesystem::path& folder);
/// Removes the folder of a run and all that is in it, but only if it is one.
void remove_offline_run(const std::filesystem::path& folder);

}  // namespace polyaxon::v1
