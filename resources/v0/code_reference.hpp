#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// The state of the code that something ran from. Without one the server answers empty texts and no id.
struct code_reference {
    std::optional<std::int64_t> id;
    std::optional<std::string> commit;   ///< full hash, 40 digits at most
    std::optional<std::string> head;     ///< full hash of HEAD
    std::optional<std::string> branch;   ///< name of the branch
    std::optional<std::string> git_url;  ///< the remote "origin"
    std::optional<bool> is_dirty;        ///< tracked files had changes

    std::optional<std::int64_t> repo, external_repo;  ///< ids of what the platform keeps
};
std::error_code read(codec::json_in&, code_reference&);
void write(codec::json_out&, const code_reference&);

}  // namespace polyaxon::v0
