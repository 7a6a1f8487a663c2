#include <polyaxon/codec/last_error.hpp>
#include <polyaxon/context/system.hpp>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <vector>

namespace polyaxon::context {

namespace {

using codec::last_error;

struct descriptor {
    int fd;
    ~descriptor() {
        if (fd >= 0) ::close(fd);
    }
};

std::filesystem::path home_of_account() {
    std::vector<char> space(16 * 1024);
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, space.data(), space.size(), &found) != 0 || found == nullptr)
        return "/";
    return found->pw_dir != nullptr && *found->pw_dir != '\0' ? found->pw_dir : "/";
}

class machine final : public system {
 public:
    std::optional<std::string> variable(std::string_view name) const override {
        const char* value = std::getenv(std::string(name).c_str());
        if (value == nullptr) return std::nullopt;
        return value;
    }
    std::filesystem::path home() const override {
        auto home = variable("HOME");
        return home && !home->empty() ? std::filesystem::path(*home) : home_of_account();
    }
    std::filesystem::path working_directory() const override {
        std::error_code ec;
        auto folder = std::filesystem::current_path(ec);
        return ec ? std::filesystem::path(".") : folder;  // a removed directory has no files either
    }
    bool writable(const std::filesystem::path& folder) const override { return folder_writable(folder); }
    std::optional<file> read(const std::filesystem::path& path, std::size_t cap,
                             std::error_code& ec) const override {
        return read_small_file(path, cap, ec);
    }
    std::error_code write_secret(const std::filesystem::path& path, std::string_view text,
                                 bool make_folder) const override {
        return write_secret_file(path, text, make_folder);
    }
    void forget(std::string_view variable) const override { ::unsetenv(std::string(variable).c_str()); }
};

}  // namespace

std::error_code system::write_secret(const std::filesystem::path&, std::string_view, bool) const {
    return make_error_code(std::errc::operation_not_supported);
}
void system::forget(std::string_view) const {}

std::shared_ptr<const system> real_system() {
    static const std::shared_ptr<const system> one = std::make_shared<machine>();
    return one;
}

bool folder_writable(const std::filesystem::path& folder) {
    std::error_code ec;
    return std::filesystem::is_directory(folder, ec) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

std::optional<system::file> read_small_file(const std::filesystem::path& path, std::size_t cap,
                                            std::error_code& ec) {
    ec.clear();
    // Without O_NONBLOCK a FIFO of that name would block the load for good.
    const descriptor in{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (in.fd < 0) {
        if (errno != ENOENT && errno != ENOTDIR) ec = last_error();
        return std::nullopt;
    }
    struct stat about {};
    if (::fstat(in.fd, &about) != 0) return ec = last_error(), std::nullopt;
    if (S_ISDIR(about.st_mode)) return ec = make_error_code(std::errc::is_a_directory), std::nullopt;
    if (!S_ISREG(about.st_mode)) return ec = make_error_code(std::errc::invalid_argument), std::nullopt;

    system::file out;
    // The size is what arrives, not what fstat announces: the file may grow meanwhile.
    char block[4096];
    for (;;) {
        const auto n = ::read(in.fd, block, sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return ec = last_error(), std::nullopt;
        if (n == 0) break;
        out.text.append(block, static_cast<std::size_t>(n));
        if (out.text.size() > cap) return ec = make_error_code(std::errc::file_too_large), std::nullopt;
    }
    struct stat name {};
    out.is_link = ::lstat(path.c_str(), &name) == 0 && S_ISLNK(name.st_mode);
    out.readable_by_others = (about.st_mode & (S_IRWXG | S_IRWXO)) != 0;
    out.owned_by_other = about.st_uid != ::geteuid() && about.st_uid != 0;
    return out;
}

}  // namespace polyaxon::context
