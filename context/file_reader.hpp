#pragma once
#include <polyaxon/codec/result.hpp>
#include <polyaxon/context/report.hpp>
#include <polyaxon/context/system.hpp>

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

// Inside of the room: every file of one load goes through one of these.

namespace polyaxon::context {

/// Reads the files of one load, each at most once, and notes in the report what was found where. Not thread-safe.
class file_reader {
 public:
    static constexpr std::size_t settings_cap = 64 * 1024;  ///< settings and tokens
    static constexpr std::size_t cache_cap = 1024 * 1024;   ///< .project, .run, .user

    file_reader(const system& machine, context_report& report) : machine_(machine), report_(report) {}

    /// The file's text; null when it is not there. A `context` error when it cannot be read or is too large.
    result<const std::string*> text(const std::filesystem::path& path, std::size_t cap);
    /// The file as a JSON object; null when it is not there or holds another kind of value (noted). An error for what is
    /// not JSON; its text never quotes the file, which may hold a token.
    result<json> object(const std::filesystem::path& path, std::size_t cap = settings_cap);

    /// The variable, noted as looked at.
    std::optional<std::string> variable(std::string_view name);

 private:
    struct seen {
        std::optional<std::string> text;
        std::optional<error_info> failure;
    };
    seen load(const std::filesystem::path& path, std::size_t cap);

    const system& machine_;
    context_report& report_;
    std::map<std::filesystem::path, seen> files_;
};

}  // namespace polyaxon::context
