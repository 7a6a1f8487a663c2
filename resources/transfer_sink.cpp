#include <polyaxon/resources/transfer.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <utility>

namespace polyaxon::resources {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t n = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, n);
    if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return n;
}

bool same_file(int fd, const char* path) {
    struct stat opened {
    }, named{};
    return ::fstat(fd, &opened) == 0 && ::lstat(path, &named) == 0 && opened.st_ino == named.st_ino &&
           opened.st_dev == named.st_dev;
}

}  // namespace

file_sink::file_sink(std::filesystem::path path, progress told)
    : path_(std::move(path)), part_(path_), teller_(told) {
    part_ += ".part";
}

file_sink::~file_sink() { drop(); }

void file_sink::drop() noexcept {
    if (!file_) return;
    if (same_file(file_.get(), part_.c_str())) ::unlink(part_.c_str());
    file_.close();
}

std::error_code file_sink::fail(std::string_view did, int error) {
    const std::error_code ec(error, std::system_category());
    what_ = "cannot " + std::string(did) + " " + part_.string() + ": " + ec.message();
    return ec;
}

std::error_code file_sink::refuse(errc kind, std::string why) {
    what_ = std::move(why);
    return kind;
}

// What stands there was left by a process that died, unless somebody holds its lock.
std::error_code file_sink::take_over_part() {
    const codec::file_handle old(::open(part_.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat s {};
    if (!old || ::fstat(old.get(), &s) != 0 || !S_ISREG(s.st_mode))
        return refuse(
            errc::invalid_argument,
            part_.string() + " is in the way of the download; remove it or choose another file name");
    if (::flock(old.get(), LOCK_EX | LOCK_NB) != 0)
        return refuse(errc::invalid_argument,
                      part_.string() +
                          " is being written by another download; wait for it or choose "
                          "another file name");
    if (same_file(old.get(), part_.c_str()) && ::unlink(part_.c_str()) != 0) return fail("replace", errno);
    return {};
}

std::error_code file_sink::check_name() {
    if (path_.native().find('\0') != std::string::npos || !path_.has_filename())
        return refuse(errc::invalid_argument, "the path to download to names no file: " + path_.string());
    struct stat s {};
    if (::lstat(path_.c_str(), &s) == 0 && S_ISDIR(s.st_mode))
        return refuse(errc::invalid_argument, "cannot download to " + path_.string() + ": it is a folder");
    return {};
}

std::error_code file_sink::check() {
    if (const auto ec = check_name()) return ec;
    const auto folder = path_.has_parent_path() ? path_.parent_path() : std::filesystem::path(".");
    if (::faccessat(AT_FDCWD, (folder / ".").c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
    const std::error_code ec(errno, std::system_category());
    what_ = "cannot download to " + path_.string() + ": its folder cannot be written: " + ec.message();
    return ec;
}

std::error_code file_sink::open_part() {
    if (const auto ec = check_name()) return ec;
    for (bool again = false;; again = true) {
        file_ = codec::file_handle(
            ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
        if (file_) break;
        if (errno != EEXIST || again) return fail("create", errno);
        if (const auto ec = take_over_part()) return ec;
    }
    // Somebody who found it before it was locked may have taken it over.
    if (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0 || !same_file(file_.get(), part_.c_str())) {
        file_.close();
        return refuse(errc::invalid_argument, part_.string() + " is being written by another download");
    }
    return {};
}

std::error_code file_sink::begin(const codec::http_head& head) {
    done_ = 0;
    total_ = number(head.header("x-polyaxon-content-length"));
    if (!total_ && (head.content_encoding.empty() || head.content_encoding == "identity"))
        total_ = head.content_length;
    if (!file_) return open_part();
    // The second try of a call.
    if (::ftruncate(file_.get(), 0) != 0 || ::lseek(file_.get(), 0, SEEK_SET) != 0)
        return fail("write", errno);
    return {};
}

std::error_code file_sink::write(std::string_view piece) {
    done_ += piece.size();
    if (total_ && done_ > *total_)
        return refuse(errc::decode, "the server sends more than the " + std::to_string(*total_) +
                                        " bytes that it announced");
    while (!piece.empty()) {
        const auto n = ::write(file_.get(), piece.data(), piece.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail("write", errno);
        piece.remove_prefix(static_cast<std::size_t>(n));
    }
    if (teller_.tell(done_, total_))
        return refuse(errc::invalid_argument, "the progress callable threw, so the transfer was ended");
    return {};
}

std::error_code file_sink::finish() {
    if (total_ && done_ != *total_)
        return refuse(errc::decode, "the server announced " + std::to_string(*total_) + " bytes and sent " +
                                        std::to_string(done_) + "; download it again");
    // Closing a copy tells what a file system reports only then, a full quota for example, while the lock stays.
    const int copy = ::fcntl(file_.get(), F_DUPFD_CLOEXEC, 0);
    if (copy < 0 || ::close(copy) != 0) return fail("write", errno);
    if (!same_file(file_.get(), part_.c_str()))
        return refuse(errc::invalid_argument, part_.string() + " was taken away while it was being written");
    if (::rename(part_.c_str(), path_.c_str()) != 0) return fail("rename", errno);
    file_.close();
    finished_ = true;
    return {};
}

}  // namespace polyaxon::resources
