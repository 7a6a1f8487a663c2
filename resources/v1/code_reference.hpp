#pragma once
#include <polyaxon/codec/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace polyaxon::v1 {

/// `commit`, `branch` and `url` of the git repository that `folder` lies in, read from its files without running git. Null when there is
/// none, or no commit yet. A detached HEAD has no branch. User and password of the url are left out, and "git@host:a/b.git" is told as
/// "https://host/a/b".
json code_reference_of(const std::filesystem::path& folder);

/// A remote's url as it may be told to others.
std::string public_url(std::string_view remote);

}  // namespace polyaxon::v1
