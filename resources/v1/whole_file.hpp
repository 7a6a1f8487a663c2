#pragma once
#include <filesystem>
#include <string_view>
#include <system_error>

namespace polyaxon::v1 {

/// Writes a small file at once, whole or not at all: a new file beside it, which only its owner may read, takes its name when it is complete.
/// A link of that name is replaced, not followed.
std::error_code write_whole_file(const std::filesystem::path& file, std::string_view text);

}  // namespace polyaxon::v1
