#pragma once
#include "conformance/replay.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace conformance::v1 {

/// One part of a multipart/form-data body.
struct form_part {
    std::string name, file_name, data;
};
/// Its boundary is its first line. Throws mismatch when it is no form.
std::vector<form_part> parts_of(std::string_view body);

/// Files of a tar.gz by their paths in it.
using file_map = std::map<std::string, std::string>;
file_map unpacked(std::string_view archive);
/// Files below a folder, or the one file itself under its own name.
file_map files_at(const std::filesystem::path&);
bool is_archive(std::string_view data);

/// Parts by their names: `json` as a value, a file by its own name and its bytes, an archive by the files in it. Throws mismatch.
void compare_forms(std::string_view recorded, std::string_view seen);

/// Bytes that need not be text as a JSON string, each byte a character.
json bytes(std::string_view data);
/// The body of a recorded message, whichever way it is written.
std::string body_of(const json& message);

/// A temporary folder that stands for the one in which the recording client ran, /work-dir. Removed at its end.
class work_folder {
 public:
    work_folder();
    ~work_folder();
    work_folder(const work_folder&) = delete;
    work_folder& operator=(const work_folder&) = delete;

    const std::filesystem::path& root() const { return root_; }
    /// The same with the paths of here, and the other way round.
    std::string here(std::string text) const;
    std::string there(std::string text) const;
    /// Writes the files that the case sends: they are known from what was sent. `args` has paths of here.
    void furnish(const json& args, const std::vector<json>& exchanges) const;

 private:
    std::filesystem::path root_;
};

}  // namespace conformance::v1
