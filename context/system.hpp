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

    /// Writes a file for this user's eyes only (mode 0600), whole or not at all: a new file beside it takes its name. Its folder must be
    /// there, unless `make_folder`: then a missing one is made (mode 0700), and one that is a link or belongs to another user than this
    /// one or root is refused. A system that only reads answers operation_not_supported.
    virtual std::error_code write_secret(const std::filesystem::path&, std::string_view text,
                                         bool make_folder) const;
    /// Takes a variable out of the environment of this process, so that no child inherits it. Other threads may read the environment
    /// meanwhile, as long as none changes it.
    virtual void forget(std::string_view variable) const;
};

/// The real machine, one for the process.
std::shared_ptr<const system> real_system();

/// What the real machine does for `system::read`, `writable` and `write_secret`, for systems that replace only the rest.
std::optional<system::file> read_small_file(const std::filesystem::path&, std::size_t cap,
                                            std::error_code& ec);
bool folder_writable(const std::filesystem::path& folder);
std::error_code write_secret_file(const std::filesystem::path&, std::string_view text, bool make_folder);

}  // namespace polyaxon::context
