#include <polyaxon/codec/packer.hpp>

#include <polyaxon/codec/file_handle.hpp>

#include <archive.h>
#include <archive_entry.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace polyaxon::codec {
namespace {

constexpr std::uint64_t bytes_packed_a_step = 256 * 1024;
constexpr int files_a_step = 64;

struct ends_archive {
    void operator()(::archive* a) const { archive_write_free(a); }
};
struct frees_entry {
    void operator()(::archive_entry* e) const { archive_entry_free(e); }
};

}  // namespace

struct packer::impl {
    impl(std::filesystem::path f, std::uint64_t m) : folder(std::move(f)), most(m) {}
    ~impl() {
        out.reset();  // before its file
        if (made) ::unlink(archive.c_str());
    }

    std::filesystem::path folder, archive;
    std::uint64_t most, size = 0;
    std::vector<pack_entry> entries;
    std::size_t next = 0;
    bool made = false;
    file_handle file;
    std::unique_ptr<::archive, ends_archive> out;
    std::string what;

    // The file under way.
    file_handle in;
    std::uint64_t left = 0;
    std::array<char, 64 * 1024> piece;

    std::error_code fail(std::string_view did, const std::filesystem::path& about, int error) {
        const std::error_code ec(error, std::system_category());
        what = "cannot " + std::string(did) + " " + about.string() + ": " + ec.message();
        return ec;
    }
    std::error_code fail_out() {
        const int error = archive_errno(out.get());
        return fail("write the archive", archive, error > 0 ? error : EIO);
    }
    std::error_code refuse(archive_errc why, std::string text) {
        what = std::move(text);
        return why;
    }

    std::error_code open();
    std::error_code begin_file(const pack_entry& e);
    std::error_code copy(std::uint64_t& budget);
    std::error_code end();
    std::error_code count();
};

std::error_code packer::impl::open() {
    auto name = (folder / "polyaxon-XXXXXX.tar.gz").string();
    file = file_handle(::mkostemps(name.data(), 7, O_CLOEXEC));  // mode 0600
    if (!file) return fail("make a temporary file in", folder, errno);
    archive = name;
    made = true;
    out.reset(archive_write_new());
    // gnutar: names go in as the bytes they are, whatever the locale says.
    if (!out || archive_write_set_format_gnutar(out.get()) != ARCHIVE_OK ||
        archive_write_add_filter_gzip(out.get()) != ARCHIVE_OK ||
        archive_write_open_fd(out.get(), file.get()) != ARCHIVE_OK)
        return out ? fail_out() : fail("pack into", archive, ENOMEM);
    return {};
}

std::error_code packer::impl::begin_file(const pack_entry& e) {
    in = file_handle(
        ::open(e.file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (e.follow ? 0 : O_NOFOLLOW)));
    if (!in) return fail("open", e.file, errno);
    struct stat s {};
    if (::fstat(in.get(), &s) != 0) return fail("read", e.file, errno);
    if (!S_ISREG(s.st_mode))
        return refuse(archive_errc::special_file,
                      "cannot pack " + e.file.string() + ": it is not a regular file");

    const std::unique_ptr<::archive_entry, frees_entry> head(archive_entry_new());
    if (!head) return fail("pack", e.file, ENOMEM);
    archive_entry_set_pathname(head.get(), e.name.c_str());
    archive_entry_set_filetype(head.get(), AE_IFREG);
    archive_entry_set_perm(head.get(), s.st_mode & 0777);
    archive_entry_set_mtime(head.get(), s.st_mtim.tv_sec, 0);
    archive_entry_set_size(head.get(), s.st_size);
    if (archive_write_header(out.get(), head.get()) < ARCHIVE_WARN) return fail_out();
    left = static_cast<std::uint64_t>(s.st_size);
    return {};
}

std::error_code packer::impl::copy(std::uint64_t& budget) {
    const auto& e = entries[next];
    while (left > 0 && budget > 0) {
        const auto want = std::min<std::uint64_t>(left, piece.size());
        const auto n = ::read(in.get(), piece.data(), want);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail("read", e.file, errno);
        if (n == 0)
            return refuse(
                archive_errc::damaged,
                e.file.string() + " became shorter while it was being packed; try again when it is at rest");
        const auto bytes = static_cast<std::uint64_t>(n);
        for (std::uint64_t done = 0; done < bytes;) {
            const auto wrote = archive_write_data(out.get(), piece.data() + done, bytes - done);
            if (wrote <= 0) return fail_out();
            done += static_cast<std::uint64_t>(wrote);
        }
        left -= bytes;
        budget -= std::min(budget, bytes);
    }
    return count();
}

std::error_code packer::impl::count() {
    const auto written = archive_filter_bytes(out.get(), -1);
    size = written > 0 ? static_cast<std::uint64_t>(written) : 0;
    if (size <= most) return {};
    return refuse(archive_errc::too_large,
                  "limit: the packed files have more than " + std::to_string(most) + " bytes");
}

std::error_code packer::impl::end() {
    if (archive_write_close(out.get()) != ARCHIVE_OK) return fail_out();
    out.reset();
    struct stat s {};
    if (::fstat(file.get(), &s) != 0) return fail("write the archive", archive, errno);
    size = static_cast<std::uint64_t>(s.st_size);
    if (file.close() != 0) return fail("write the archive", archive, errno);
    if (size <= most) return {};
    return refuse(archive_errc::too_large,
                  "limit: the packed files have more than " + std::to_string(most) + " bytes");
}

packer::packer(std::filesystem::path folder, std::uint64_t most)
    : impl_(std::make_unique<impl>(std::move(folder), most)) {}
packer::~packer() = default;
packer::packer(packer&&) noexcept = default;
packer& packer::operator=(packer&&) noexcept = default;

void packer::add(pack_entry e) { impl_->entries.push_back(std::move(e)); }

bool packer::step(std::error_code& ec) {
    auto& p = *impl_;
    ec.clear();
    if (!p.made && (ec = p.open())) return false;
    std::uint64_t budget = bytes_packed_a_step;
    for (int files = 0; files < files_a_step && budget > 0; ++files) {
        if (p.next == p.entries.size()) return ec = p.end(), false;
        if (!p.in && (ec = p.begin_file(p.entries[p.next]))) return false;
        if ((ec = p.copy(budget))) return false;
        if (p.left > 0) continue;
        p.in.close();
        ++p.next;
    }
    return true;
}

const std::string& packer::what() const noexcept { return impl_->what; }
const std::filesystem::path& packer::path() const noexcept { return impl_->archive; }
std::uint64_t packer::size() const noexcept { return impl_->size; }

}  // namespace polyaxon::codec
