#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// Inside of the room: what is told of the files of a run.

namespace polyaxon::v1::tracking {

/// The first 12 hex digits of a file's MD5; empty for a folder, and where MD5 is forbidden or the file cannot be read.
std::string hash_of_file(const std::filesystem::path&);

struct picture_size {
    std::int64_t width = 0, height = 0, channels = 0;
};
/// From the first bytes of a PNG; nothing for other formats.
std::optional<picture_size> size_of_png(std::string_view beginning);

}  // namespace polyaxon::v1::tracking
