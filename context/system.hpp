#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace polyaxon::context {

/// The seam to the machine: environment, home, files. Tests replace it. Const and thread-safe.
class system {
 public:
    virtual ~system() = default;
    virtual std::optional<std::string> variable(std::string_view name) const = 0;
    virtual std::filesystem::path home() const = 0;                    ///< HOME
    virtual std::filesystem::path working_directory() const = 0;
    virtual std::filesystem::path temporary() const { return "/tmp"; }         ///< parent of the temporary .polyaxon
    virtual std::filesystem::path pod_context() const { return "/plx-context"; }  ///< v0's; v1 takes POLYAXON_CONTEXT_ROOT
    virtual bool writable(const std::filesystem::path& folder) const = 0;

    struct file {
        std::string text;
        bool readable_by_others = false;   ///< mode wider than 0600 or behind a link
    };
    /// Nothing when there is no such file; ec when it is there and cannot be read, or is larger than `cap` bytes.
    virtual std::optional<file> read(const std::filesystem::path&, std::size_t cap, std::error_code& ec) const = 0;
};

/// The real machine, one for the process.
std::shared_ptr<const system> real_system();

}  // namespace polyaxon::context
