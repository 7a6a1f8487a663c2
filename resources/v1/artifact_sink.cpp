#include <polyaxon/resources/v1/artifact_sink.hpp>

#include <polyaxon/codec/archive_paths.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;

/// Beyond it a connection is given up rather than an answer read that nobody needs.
constexpr std::uint64_t worth_reading = 64 * 1024;

std::optional<std::uint64_t> size_of(const fs::path& file) {
    struct stat s {};
    if (::stat(file.c_str(), &s) != 0 || !S_ISREG(s.st_mode)) return std::nullopt;
    return static_cast<std::uint64_t>(s.st_size);
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

made_folders::~made_folders() {
    for (auto at = made_.rbegin(); at != made_.rend(); ++at) ::rmdir(at->c_str());
}

std::error_code made_folders::make(const fs::path& folder) {
    std::error_code ec;
    std::vector<fs::path> missing;
    for (auto at = folder; !at.empty() && !fs::exists(at, ec) && !ec; at = at.parent_path()) {
        if (at.has_filename()) missing.push_back(at);
        if (at == at.parent_path()) break;
    }
    if (ec) return ec;
    for (auto at = missing.rbegin(); at != missing.rend(); ++at)
        if (fs::create_directory(*at, ec))
            made_.push_back(*at);
        else if (ec)
            return ec;
    return {};
}

fs::path archive_of(const fs::path& target) {
    const auto name = target.filename();
    if (name.empty() || name == "." || name == "..") return target / "artifacts.tar.gz";
    auto out = target;
    return out += ".tar.gz";
}

bool names_archive(std::string_view disposition, std::string_view asked) {
    // "inline; filename=\"tree.tar.gz\"": quoted or not, also filename*=UTF-8''tree.tar.gz
    const auto start = disposition.find("filename");
    if (start == disposition.npos) return false;
    auto name = disposition.substr(start);
    const auto equals = name.find('=');
    if (equals == name.npos) return false;
    name = name.substr(equals + 1);
    if (name.starts_with('"')) {
        name.remove_prefix(1);
        name = name.substr(0, name.find('"'));
    } else {
        name = name.substr(0, name.find(';'));
        while (name.ends_with(' ')) name.remove_suffix(1);
        if (const auto quotes = name.rfind('\''); quotes != name.npos) name = name.substr(quotes + 1);
    }
    return (name.ends_with(".tar") || name.ends_with(".tar.gz")) && name != asked;
}

artifact_sink::artifact_sink(fs::path target, manner how, progress told)
    : target_(std::move(target)), path_(target_), archive_path_(archive_of(target_)), how_(how), told_(told) {
    if (how_.passing) archive_path_.replace_filename(codec::temporary_name());
}

std::error_code artifact_sink::refuse(std::string why, std::error_code ec) {
    what_ = std::move(why);
    return ec;
}

std::error_code artifact_sink::check() {
    if (target_.native().find('\0') != std::string::npos)
        return refuse("the path to download to has a NUL in it");
    std::error_code ec;
    if (how_.what == comes::file && fs::is_directory(target_, ec))
        return refuse("cannot download to " + target_.string() + ": it is a folder");
    // The folder nearest to it that is there.
    auto folder = folder_of(how_.what == comes::file ? target_ : archive_path_);
    while (!fs::exists(folder, ec) && !ec && folder != folder.parent_path())
        folder = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
    if (::faccessat(AT_FDCWD, (folder / ".").c_str(), W_OK | X_OK, AT_EACCESS) == 0) return {};
    ec = {errno, std::system_category()};
    return refuse("cannot download to " + target_.string() + ": " + folder.string() +
                      " cannot be written: " + ec.message(),
                  ec);
}

std::error_code artifact_sink::begin(const codec::http_head& head) {
    const auto asked = target_.filename().string();
    archive_ = how_.what != comes::file && (names_archive(head.header("content-disposition"), asked) ||
                                            names_archive(head.header("x-content-disposition"), asked));
    if (how_.what == comes::archive && !archive_)
        return refuse("the server sent no archive: there may be nothing of that name", errc::decode);
    auto path = archive_ ? archive_path_ : target_;
    if (path != path_) file_.reset();
    path_ = std::move(path);
    const bool plain = head.content_encoding.empty() || head.content_encoding == "identity";
    const bool force = how_.force || (archive_ && how_.force_archive);
    const auto there = force || !plain ? std::nullopt : size_of(path_);
    stays_ = there && there == head.content_length;
    if (stays_)
        return *there > worth_reading ? refuse("it is there already", errc::canceled) : std::error_code();

    if (const auto ec = folders_.make(folder_of(path_)))
        return refuse("cannot make the folder of " + path_.string() + ": " + ec.message(), ec);
    if (!file_) file_.emplace(path_, told_);
    return file_->begin(head);
}

std::error_code artifact_sink::write(std::string_view piece) {
    return stays_ ? std::error_code() : file_->write(piece);
}

std::error_code artifact_sink::finish() { return stays_ ? std::error_code() : file_->finish(); }

std::string_view artifact_sink::what() const {
    return what_.empty() && file_ ? file_->what() : std::string_view(what_);
}

}  // namespace polyaxon::v1
