#pragma once
#include <string_view>

namespace polyaxon::v0 {

struct cli_version;

/// What the platform's versions mean for a client of some version.
enum class compatibility {
    ok,               ///< the latest
    upgrade_advised,  ///< below the latest, still taken
    too_old,          ///< below the oldest that the platform takes: upgrade before going on
    newer             ///< above the latest that the platform knows: some calls may not exist there
};

/// Compares as the CLI does: below `min_version` too_old, below `latest_version` upgrade_advised, above it newer. Versions are numbers joined
/// by dots, with anything behind ("0.6.1", "v0.5.6rc1": before 0.5.6). An empty or strange text of the platform decides nothing.
///
///     const auto cli = co_await client.version().get_cli_version();
///     if (polyaxon::v0::check_version("0.5.6", cli) == polyaxon::v0::compatibility::too_old) …
compatibility check_version(std::string_view own_version, const cli_version& platform);

/// Whether the CLI asks the platform at all: from the fourth command since the last login on, or when a version is missing, or when the
/// current one is below the oldest known.
bool version_check_due(int check_count, std::string_view current_version, std::string_view min_version);

/// Below zero, zero or above, as `a` is older than, the same as or newer than `b`. Missing numbers are zero: "0.6" is "0.6.0".
int compare_versions(std::string_view a, std::string_view b);

}  // namespace polyaxon::v0
