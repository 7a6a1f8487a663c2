#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// Inside of the room: files that become part of a run. All block on the disk, and throw `invalid_argument` that names the file.

namespace polyaxon::v1::tracking {

/// Copies a file or a folder; makes the folders above it. Gives the hash of a file (12 hex digits of its MD5), nothing of a folder, or where MD5
/// is forbidden.
std::string copy_into(const std::filesystem::path& from, const std::filesystem::path& to);
void write_whole(const std::filesystem::path& to, std::string_view bytes);

/// ".tar.gz" as "gz", without the dot.
std::string ending_of(const std::filesystem::path&);
/// A file's name up to its first dot.
std::string base_name(const std::filesystem::path&);

struct picture_size {
    std::int64_t width = 0, height = 0, channels = 0;
};
/// From the first bytes of a PNG; nothing for other formats.
std::optional<picture_size> size_of_png(std::string_view beginning);

}  // namespace polyaxon::v1::tracking
