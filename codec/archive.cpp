#include <polyaxon/codec/archive.hpp>

#include <polyaxon/codec/archive_paths.hpp>
#include <polyaxon/codec/file_handle.hpp>

#include <archive.h>
#include <archive_entry.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <string_view>
#include <utility>
#include <vector>

namespace polyaxon::codec {
namespace {

constexpr std::uint64_t bytes_a_step = 1024 * 1024;
constexpr int entries_a_step = 64;
/// What an entry may take in the archive beside its content: header, long names, padding.
constexpr std::uint64_t frame_of_entry = 8 * 1024;

struct closes_archive {
    void operator()(::archive* a) const { archive_read_free(a); }
};

}  // namespace

struct unpacker::impl {
    std::filesystem::path source, target;
    unpack_limits limits;
    std::unique_ptr<::archive, closes_archive> in;
    file_handle root;
    std::string what;
    std::uint64_t entries = 0, bytes = 0;
    bool over = false;

    // The entry under way.
    std::string name;  ///< as the archive says it, for messages
    // The folder of the last entry: archives are sorted, so the next one is often in the same.
    std::vector<std::string> parents;
    file_handle parent;
    // The file being written, under a name of its own until it is complete.
    file_handle out;
    std::string temporary, last;
    std::uint64_t size = 0;
    timespec modified{};
    bool has_time = false;

    ~impl() { drop(); }
    void drop() noexcept {
        if (!out) return;
        out.close();
        ::unlinkat(parent.get(), temporary.c_str(), 0);
    }

    std::error_code refuse(archive_errc why, std::string text) {
        what = source.string() + ": " + std::move(text);
        return why;
    }
    std::error_code refuse_entry(archive_errc why, std::string text) {
        return refuse(why, "entry \"" + name + "\" " + std::move(text));
    }
    std::error_code fail(std::string_view did, const std::string& about, int error) {
        const std::error_code ec(error, std::system_category());
        what = "cannot " + std::string(did) + " " + about + ": " + ec.message();
        return ec;
    }
    std::error_code fail_entry(std::string_view did, int error) {
        return fail(did, (target / name).string(), error);
    }
    std::error_code damaged() {
        const char* why = archive_error_string(in.get());
        return refuse(archive_errc::damaged,
                      "the archive is cut short or damaged after " + std::to_string(entries) + " entries" +
                          (why ? std::string(" (") + why + ")" : std::string()) + "; get it again");
    }

    std::error_code open();
    std::error_code next(bool& more);
    std::error_code begin_entry(::archive_entry* e);
    std::error_code enter(const std::vector<std::string>& folders);
    std::error_code enter_one(int above, const std::string& folder, file_handle& opened);
    std::error_code make_folder(mode_t mode);
    std::error_code begin_file(::archive_entry* e);
    std::error_code write_block(bool& more, std::uint64_t& budget);
    std::error_code end_file();
    std::error_code make_symbolic(const char* to);
    std::error_code make_hard(const char* to);
    std::error_code put_in_place(const std::string& made);
    std::error_code count(std::uint64_t more);
};

std::error_code unpacker::impl::open() {
    in.reset(archive_read_new());
    if (!in) throw std::bad_alloc();
    archive_read_support_filter_gzip(in.get());
    archive_read_support_format_tar(in.get());
    // Looked at first: libarchive does not tell a missing file from one that is no archive.
    const file_handle look(::open(source.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!look) return fail("open", source.string(), errno);
    if (archive_read_open_filename(in.get(), source.c_str(), 64 * 1024) != ARCHIVE_OK)
        return refuse(archive_errc::not_an_archive, "this is no tar or tar.gz archive");

    std::error_code ec;
    std::filesystem::create_directories(target, ec);
    if (ec) return fail("make the folder", target.string(), ec.value());
    root = file_handle(::open(target.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root) return fail("open the folder", target.string(), errno);
    return {};
}

std::error_code unpacker::impl::count(std::uint64_t more) {
    if (more > limits.bytes || bytes > limits.bytes - more)
        return refuse_entry(archive_errc::too_large,
                            "passes the limit of " + std::to_string(limits.bytes) +
                                " bytes for all files; raise it if you trust the archive");
    return {};
}

/// One folder down, never through a link. A missing one is made.
std::error_code unpacker::impl::enter_one(int above, const std::string& folder, file_handle& opened) {
    constexpr int how = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    opened = file_handle(::openat(above, folder.c_str(), how));
    if (opened) return {};
    if (errno == ENOENT) {
        if (::mkdirat(above, folder.c_str(), 0777) != 0 && errno != EEXIST)
            return fail_entry("make a folder of", errno);
        opened = file_handle(::openat(above, folder.c_str(), how));
        if (opened) return {};
    }
    if (errno != ENOTDIR && errno != ELOOP) return fail_entry("open a folder of", errno);
    return refuse_entry(archive_errc::through_link,
                        "leads through \"" + folder + "\", which is a link or a file and no folder");
}

std::error_code unpacker::impl::enter(const std::vector<std::string>& folders) {
    if (parent && folders == parents) return {};
    file_handle at(::openat(root.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!at) return fail("open the folder", target.string(), errno);
    for (const auto& folder : folders) {
        file_handle below;
        if (const auto ec = enter_one(at.get(), folder, below)) return ec;
        at = std::move(below);
    }
    parents = folders;
    parent = std::move(at);
    return {};
}

std::error_code unpacker::impl::make_folder(mode_t mode) {
    if (::mkdirat(parent.get(), last.c_str(), mode) == 0) return {};
    if (errno != EEXIST) return fail_entry("make the folder", errno);
    struct stat s {};
    if (::fstatat(parent.get(), last.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0)
        return fail_entry("look at the folder", errno);
    if (S_ISDIR(s.st_mode)) return {};
    return refuse_entry(archive_errc::in_the_way,
                        "is a folder, and a link or a file stands in its place; remove that");
}

/// The last step of everything but folders: what stood there is replaced, links and all.
std::error_code unpacker::impl::put_in_place(const std::string& made) {
    if (::renameat(parent.get(), made.c_str(), parent.get(), last.c_str()) == 0) {
        // Two names of one file: rename leaves both.
        ::unlinkat(parent.get(), made.c_str(), 0);
        return {};
    }
    const int error = errno;
    ::unlinkat(parent.get(), made.c_str(), 0);
    if (error == EISDIR || error == ENOTEMPTY || error == EEXIST)
        return refuse_entry(archive_errc::in_the_way,
                            "is no folder, and a folder stands in its place; remove that");
    return fail_entry("write", error);
}

std::error_code unpacker::impl::make_symbolic(const char* to) {
    if (!to || !link_stays(to, parents.size()))
        return refuse_entry(archive_errc::link_leaves_folder,
                            "is a symbolic link to \"" + std::string(to ? to : "") +
                                "\", of which it is not certain that it stays in the folder");
    const auto made = temporary_name();
    if (::symlinkat(to, parent.get(), made.c_str()) != 0) return fail_entry("make the link", errno);
    return put_in_place(made);
}

std::error_code unpacker::impl::make_hard(const char* to) {
    entry_path path;
    if (split_entry(to ? to : "", path) != archive_errc{} || path.last.empty())
        return refuse_entry(
            archive_errc::link_leaves_folder,
            "is a hard link to \"" + std::string(to ? to : "") + "\", which is outside of the folder");
    file_handle at(::openat(root.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (const auto& folder : path.folders) {
        if (!at) break;
        at = file_handle(::openat(at.get(), folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    struct stat s {};
    if (!at || ::fstatat(at.get(), path.last.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(s.st_mode))
        return refuse_entry(archive_errc::link_leaves_folder,
                            "is a hard link to \"" + std::string(to) + "\", which is no file of the folder");
    const auto made = temporary_name();
    if (::linkat(at.get(), path.last.c_str(), parent.get(), made.c_str(), 0) != 0)
        return fail_entry("make the link", errno);
    return put_in_place(made);
}

std::error_code unpacker::impl::begin_file(::archive_entry* e) {
    size = 0;
    has_time = archive_entry_mtime_is_set(e) != 0;
    modified = {archive_entry_mtime(e), archive_entry_mtime_nsec(e)};
    temporary = temporary_name();
    const auto mode = static_cast<mode_t>((archive_entry_perm(e) & 0777) | 0600);
    out = file_handle(::openat(parent.get(), temporary.c_str(),
                               O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!out) return fail_entry("write", errno);
    return {};
}

std::error_code unpacker::impl::write_block(bool& more, std::uint64_t& budget) {
    const void* data = nullptr;
    std::size_t length = 0;
    la_int64_t at = 0;
    const int r = archive_read_data_block(in.get(), &data, &length, &at);
    more = r != ARCHIVE_EOF;
    if (!more) {
        // The end of a sparse file may lie behind its last block.
        if (static_cast<std::uint64_t>(at) > size && at >= 0) {
            if (const auto ec = count(static_cast<std::uint64_t>(at))) return ec;
            size = static_cast<std::uint64_t>(at);
        }
        return {};
    }
    if (r < ARCHIVE_WARN) return damaged();
    if (at < 0) return damaged();
    const auto end = static_cast<std::uint64_t>(at) + length;
    if (const auto ec = count(std::max(size, end))) return ec;
    for (std::size_t done = 0; done < length;) {
        const auto n = ::pwrite(out.get(), static_cast<const char*>(data) + done, length - done,
                                static_cast<off_t>(at) + static_cast<off_t>(done));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail_entry("write", errno);
        done += static_cast<std::size_t>(n);
    }
    size = std::max(size, end);
    budget -= std::min<std::uint64_t>(budget, length);
    return {};
}

std::error_code unpacker::impl::end_file() {
    bytes += size;
    if (::ftruncate(out.get(), static_cast<off_t>(size)) != 0) return fail_entry("write", errno);
    if (has_time) {
        const timespec times[2] = {{0, UTIME_OMIT}, modified};
        ::futimens(out.get(), times);  // a time that cannot be kept is no reason to refuse the file
    }
    if (out.close() != 0) {
        const int error = errno;
        ::unlinkat(parent.get(), temporary.c_str(), 0);
        return fail_entry("write", error);
    }
    return put_in_place(temporary);
}

std::error_code unpacker::impl::begin_entry(::archive_entry* e) {
    const char* path_text = archive_entry_pathname_utf8(e);
    if (!path_text) path_text = archive_entry_pathname(e);
    name = path_text ? path_text : "";
    if (++entries > limits.entries)
        return refuse_entry(archive_errc::too_many_entries,
                            "is one more than the limit of " + std::to_string(limits.entries) + " entries");
    entry_path path;
    const auto wrong = split_entry(name, path);
    if (wrong == archive_errc::absolute_path) return refuse_entry(wrong, "has an absolute path");
    if (wrong == archive_errc::parent_path) return refuse_entry(wrong, "has \"..\" in its path");
    if (wrong != archive_errc{}) return refuse_entry(wrong, "has no name, or one that is too long");
    const char* hard = archive_entry_hardlink(e);
    const auto type = hard ? AE_IFREG : archive_entry_filetype(e);
    if (path.last.empty()) {
        if (type == AE_IFDIR) return {};  // "./", the folder itself
        return refuse_entry(archive_errc::bad_name, "has the name of the folder and is no folder");
    }
    if (type != AE_IFREG && type != AE_IFDIR && type != AE_IFLNK)
        return refuse_entry(archive_errc::special_file, "is a device, a pipe or a socket");
    // Announced sizes are believed only to refuse the entry early.
    if (archive_entry_size_is_set(e) && archive_entry_size(e) > 0)
        if (const auto ec = count(static_cast<std::uint64_t>(archive_entry_size(e)))) return ec;

    if (const auto ec = enter(path.folders)) return ec;
    last = std::move(path.last);
    if (hard) {
        const char* to = archive_entry_hardlink_utf8(e);
        return make_hard(to ? to : hard);
    }
    if (type == AE_IFDIR) return make_folder(static_cast<mode_t>((archive_entry_perm(e) & 0777) | 0700));
    if (type == AE_IFLNK) {
        const char* to = archive_entry_symlink_utf8(e);
        return make_symbolic(to ? to : archive_entry_symlink(e));
    }
    return begin_file(e);
}

std::error_code unpacker::impl::next(bool& more) {
    ::archive_entry* e = nullptr;
    const int r = archive_read_next_header(in.get(), &e);
    more = r != ARCHIVE_EOF;
    if (!more) return {};
    if (r < ARCHIVE_WARN) {
        if (entries == 0 && archive_format(in.get()) == 0)
            return refuse(archive_errc::not_an_archive, "this is no tar or tar.gz archive");
        return damaged();
    }
    // Also what was skipped takes time to unpack.
    const auto read = archive_filter_bytes(in.get(), 0);
    if (read > 0 &&
        static_cast<std::uint64_t>(read) / 2 > limits.bytes / 2 + limits.entries * (frame_of_entry / 2))
        return refuse(archive_errc::too_large, "passes the limit of bytes by what is between its files");
    return begin_entry(e);
}

unpacker::unpacker(std::filesystem::path archive, std::filesystem::path target, unpack_limits limits)
    : impl_(std::make_unique<impl>()) {
    impl_->source = std::move(archive);
    impl_->target = std::move(target);
    impl_->limits = limits;
}
unpacker::~unpacker() = default;
unpacker::unpacker(unpacker&&) noexcept = default;
unpacker& unpacker::operator=(unpacker&&) noexcept = default;
const std::string& unpacker::what() const noexcept { return impl_->what; }
std::uint64_t unpacker::entries() const noexcept { return impl_->entries; }
std::uint64_t unpacker::bytes() const noexcept { return impl_->bytes + (impl_->out ? impl_->size : 0); }

bool unpacker::step(std::error_code& ec) {
    impl& self = *impl_;
    ec.clear();
    if (self.over) return false;
    if (!self.in && (ec = self.open())) return !(self.over = true);

    auto budget = bytes_a_step;
    bool more = true;
    for (int n = 0; n < entries_a_step && budget > 0 && more && !ec; ++n) {
        if (!self.out && (ec = self.next(more))) break;
        if (!self.out) continue;
        bool in_file = true;
        while (in_file && budget > 0 && !ec) ec = self.write_block(in_file, budget);
        if (!ec && !in_file) ec = self.end_file();
    }
    if (ec) self.drop();
    self.over = ec || !more;
    return !self.over;
}

}  // namespace polyaxon::codec
