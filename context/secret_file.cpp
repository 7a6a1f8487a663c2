#include <polyaxon/codec/last_error.hpp>
#include <polyaxon/context/system.hpp>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string>

namespace polyaxon::context {

namespace {

using codec::last_error;

/// In a folder that everybody may write, somebody else could have put a folder or a link of that name there first.
std::error_code make_own_folder(const std::filesystem::path& folder) {
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return last_error();
    struct stat about {};
    if (::lstat(folder.c_str(), &about) != 0) return last_error();
    if (!S_ISDIR(about.st_mode)) return make_error_code(std::errc::not_a_directory);
    if (about.st_uid != ::geteuid() && about.st_uid != 0)
        return make_error_code(std::errc::operation_not_permitted);
    return {};
}

std::string name_beside(const std::filesystem::path& path) {
    std::uint64_t noise = 0;
    if (::getrandom(&noise, sizeof noise, 0) != sizeof noise) noise = static_cast<std::uint64_t>(::getpid());
    char hex[17];
    std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(noise));
    return path.string() + '.' + hex;
}

std::error_code write_all(int fd, std::string_view text) {
    while (!text.empty()) {
        const auto n = ::write(fd, text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return last_error();
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return ::fsync(fd) == 0 ? std::error_code{} : last_error();
}

}  // namespace

std::error_code write_secret_file(const std::filesystem::path& path, std::string_view text,
                                  bool make_folder) {
    if (make_folder)
        if (const auto ec = make_own_folder(path.parent_path())) return ec;
    std::string fresh;
    int fd = -1;
    for (int tries = 0; fd < 0 && tries < 8; ++tries) {
        fresh = name_beside(path);
        fd = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0 && errno != EEXIST && errno != EINTR) return last_error();
    }
    if (fd < 0) return make_error_code(std::errc::file_exists);
    auto ec = write_all(fd, text);
    if (::close(fd) != 0 && !ec) ec = last_error();
    if (!ec && ::rename(fresh.c_str(), path.c_str()) != 0) ec = last_error();
    if (ec) ::unlink(fresh.c_str());
    return ec;
}

}  // namespace polyaxon::context
