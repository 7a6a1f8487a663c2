#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// Inside of the room.

namespace polyaxon::v0::tracking {

/// What a program writes to its standard output, at most 1 MiB. Started by name from PATH, without a shell, its input and errors nowhere. Nothing
/// when it cannot be started, ends with another code than 0, writes more, or has not ended at `until`: then it is ended. Blocks.
std::optional<std::string> output_of(std::vector<std::string> words,
                                     std::chrono::steady_clock::time_point until);

}  // namespace polyaxon::v0::tracking
