#include <polyaxon/resources/v1/whole_file.hpp>

#include <polyaxon/codec/archive_paths.hpp>
#include <polyaxon/codec/file_handle.hpp>

#include <fcntl.h>

#include <cerrno>

namespace polyaxon::v1 {

namespace {

std::error_code last_error() { return {errno ? errno : EIO, std::generic_category()}; }

/// Nothing may stand there yet, not even a link that somebody put in the way.
std::error_code write_new(const std::filesystem::path& file, std::string_view text) {
    constexpr int how = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    codec::file_handle out(::open(file.c_str(), how, 0600));
    if (!out) return last_error();
    while (!text.empty()) {
        const auto n = ::write(out.get(), text.data(), text.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return last_error();
        text.remove_prefix(static_cast<std::size_t>(n));
    }
    return out.close() != 0 ? last_error() : std::error_code();
}

}  // namespace

std::error_code write_whole_file(const std::filesystem::path& file, std::string_view text) {
    auto part = file;
    part.replace_filename(codec::temporary_name());
    errno = 0;
    auto ec = write_new(part, text);
    if (ec == std::errc::file_exists) return ec;  // somebody else's
    if (!ec) std::filesystem::rename(part, file, ec);
    std::error_code ignored;
    if (ec) std::filesystem::remove(part, ignored);
    return ec;
}

}  // namespace polyaxon::v1
