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
    virtual std::filesystem::path home() const = 0;  ///< HOME, or the home of the user's account
    virtual std::filesystem::path working_directory() const = 0;
    virtual std::filesystem::path temporary() const { return "/tmp"; }  ///< parent of the temporary .polyaxon
    virtual std::filesystem::path pod_context() const {
        return "/plx-context";
    }  ///< v0's; v1 takes POLYAXON_CONTEXT_ROOT
    virtual bool writable(const std::filesystem::path& folder) const = 0;

    struct file {
        std::string text;
        bool readable_by_others = false;  ///< mode wider than 0600
        bool is_link = false;             ///< the name is a symbolic link
        bool owned_by_other = false;      ///< neither this user's nor root's
    };
    /// Nothing when there is no such file; ec when it is there and cannot be read, is no regular file, or is larger
    /// than `cap` bytes (std::errc::file_too_large).
    virtual std::optional<file> read(const std::filesystem::path&, std::size_t cap,
                                     std::error_code& ec) const = 0;
};

/// The real machine, one for the process.
std::shared_ptr<const system> real_system();

/// What the real machine does for `system::read` and `system::writable`, for systems that replace only the rest.
std::optional<system::file> read_small_file(const std::filesystem::path&, std::size_t cap,
                                            std::error_code& ec);
bool folder_writable(const std::filesystem::path& folder);

}  // namespace polyaxon::context
