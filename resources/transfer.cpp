#include <polyaxon/resources/transfer.hpp>

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace polyaxon::resources {
namespace {

std::int64_t stamp_of(const struct stat& s) { return s.st_mtim.tv_sec; }
std::int64_t stamp_ns_of(const struct stat& s) { return s.st_mtim.tv_nsec; }

}  // namespace

std::error_code file_reader::fail(std::string_view did, int error) {
    const std::error_code ec(error, std::system_category());
    what_ = "cannot " + std::string(did) + " " + path_.string() + ": " + ec.message();
    return ec;
}

std::error_code file_reader::changed() {
    what_ = path_.string() + " changed while it was being sent; send it again when it is at rest";
    return errc::invalid_argument;
}

std::error_code file_reader::describe(std::filesystem::path path) {
    path_ = std::move(path);
    if (path_.native().find('\0') != std::string::npos) {
        what_ = "the path of a file to send has a NUL in it";
        return errc::invalid_argument;
    }
    struct stat s {};
    if (::stat(path_.c_str(), &s) != 0) return fail("read", errno);
    if (!S_ISREG(s.st_mode)) {
        what_ = "cannot send " + path_.string() + ": it is not a regular file";
        return errc::invalid_argument;
    }
    size_ = static_cast<std::uint64_t>(s.st_size);
    stamp_ = stamp_of(s), stamp_ns_ = stamp_ns_of(s);
    return {};
}

std::error_code file_reader::open() {
    // Not to hang where a pipe took the file's place meanwhile.
    file_ = codec::file_handle(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!file_) return fail("open", errno);
    struct stat s {};
    if (::fstat(file_.get(), &s) != 0) return fail("read", errno);
    if (!S_ISREG(s.st_mode) || static_cast<std::uint64_t>(s.st_size) != size_ || stamp_of(s) != stamp_ ||
        stamp_ns_of(s) != stamp_ns_)
        return changed();
    left_ = size_;
    return {};
}

std::size_t file_reader::read(std::span<char> into, std::error_code& ec) {
    ec.clear();
    if (left_ == 0) return 0;
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(left_, into.size()));
    ssize_t n;
    do n = ::read(file_.get(), into.data(), want);
    while (n < 0 && errno == EINTR);
    if (n < 0) return ec = fail("read", errno), 0;
    if (n == 0) return ec = changed(), 0;
    left_ -= static_cast<std::uint64_t>(n);
    if (left_ == 0) {
        struct stat s {};
        if (::fstat(file_.get(), &s) != 0) return ec = fail("read", errno), 0;
        if (static_cast<std::uint64_t>(s.st_size) != size_ || stamp_of(s) != stamp_ ||
            stamp_ns_of(s) != stamp_ns_)
            return ec = changed(), 0;
    }
    return static_cast<std::size_t>(n);
}

std::error_code progress_teller::tell(std::uint64_t done, std::optional<std::uint64_t> total) noexcept {
    if (!told_ || done <= last_) return {};
    last_ = done;
    try {
        told_(done, total);
    } catch (...) {
        return errc::invalid_argument;
    }
    return {};
}

static constexpr std::string_view told_threw = "the progress callable threw, so the transfer was ended";

std::error_code file_source::rewind() {
    done_ = 0, told_wrong_ = false;
    return file_.open();
}

std::size_t file_source::read(std::span<char> into, std::error_code& ec) {
    const auto n = file_.read(into, ec);
    if (ec) return 0;
    if (n == 0) file_.close();
    done_ += n;
    if (const auto wrong = teller_.tell(done_, file_.size())) {
        told_wrong_ = true;
        return ec = wrong, 0;
    }
    return n;
}

std::string_view file_source::what() const {
    return told_wrong_ ? told_threw : std::string_view(file_.what());
}

std::error_code multipart_source::add(codec::multipart_part p, std::string content) {
    p.size = content.size();
    if (const auto ec = form_.add(p)) return what_ = form_.what(), ec;
    contents_ += p.size;
    parts_.push_back(part{std::nullopt, std::move(content)});
    return {};
}

std::error_code multipart_source::add_file(codec::multipart_part p, std::filesystem::path path) {
    file_reader file;
    if (const auto ec = file.describe(std::move(path))) return what_ = file.what(), ec;
    p.size = file.size();
    if (const auto ec = form_.add(p)) return what_ = form_.what(), ec;
    contents_ += p.size;
    parts_.push_back(part{std::move(file), {}});
    return {};
}

std::size_t multipart_source::held() const {
    std::size_t bytes = sizeof(*this) + parts_.capacity() * sizeof(part);
    for (std::size_t i = 0; i < parts_.size(); ++i)
        bytes += parts_[i].content.capacity() + form_.before(i).size();
    return bytes;
}

std::error_code multipart_source::rewind() {
    for (auto& p : parts_)
        if (p.file) p.file->close();
    part_ = 0, offset_ = 0, done_ = 0;
    in_content_ = false;
    return {};
}

std::size_t multipart_source::take(std::string_view from, std::span<char> into) {
    from.remove_prefix(static_cast<std::size_t>(offset_));
    const auto n = std::min(from.size(), into.size());
    std::memcpy(into.data(), from.data(), n);
    offset_ += n;
    return n;
}

// From a head to its content, from a content to the next head.
std::error_code multipart_source::next_stretch() {
    auto& p = parts_[part_];
    if (in_content_) {
        if (p.file) p.file->close();
        ++part_;
    } else if (p.file) {
        if (const auto ec = p.file->open()) return what_ = p.file->what(), ec;
    }
    in_content_ = !in_content_;
    offset_ = 0;
    return {};
}

std::size_t multipart_source::read_some(std::span<char> into, std::error_code& ec) {
    if (!in_content_) return take(form_.before(part_), into);
    auto& p = parts_[part_];
    if (!p.file) return take(p.content, into);
    const auto n = p.file->read(into, ec);
    if (ec) what_ = p.file->what();
    return n;
}

std::size_t multipart_source::read(std::span<char> into, std::error_code& ec) {
    ec.clear();
    std::size_t filled = 0;
    while (filled < into.size()) {
        const auto n = read_some(into.subspan(filled), ec);
        if (ec) return 0;
        filled += n;
        if (n > 0) continue;
        if (part_ == parts_.size()) break;
        if ((ec = next_stretch())) return 0;
    }
    done_ += filled;
    if ((ec = teller_.tell(done_, form_.size()))) {
        what_ = told_threw;
        return 0;
    }
    return filled;
}

}  // namespace polyaxon::resources
