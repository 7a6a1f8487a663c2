#pragma once
#include <polyaxon/resources/v0/code_reference.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace polyaxon::v0::tracking {

/// What git says of the work tree around `folder`: commit, head, branch (none when detached), origin without its credentials, and whether tracked
/// files have changes that are not staged. Nothing outside of a work tree, before its first commit, or without git. Runs git twice, without a
/// shell, and blocks until it has ended, at most for `limit`.
///
///     if (const auto code = tracking::find_code_reference(".")) std::cout << *code->commit << '\n';
std::optional<code_reference> find_code_reference(const std::filesystem::path& folder,
                                                  std::chrono::milliseconds limit = std::chrono::seconds(5));

/// From the text of `git status --porcelain=v2 --branch`; nothing without a commit.
std::optional<code_reference> read_git_status(std::string_view text);
/// "https://ada:secret@host/x" without what stands before the '@'; a bare user name, as of ssh, stays.
std::string without_credentials(std::string_view url);

}  // namespace polyaxon::v0::tracking
