#include <polyaxon/resources/v1/tracking/upload_ledger.hpp>

#include <algorithm>
#include <utility>

namespace polyaxon::v1::tracking {

namespace fs = std::filesystem;

std::string found_file::folder() const {
    const auto slash = path.rfind('/');
    return slash == path.npos ? std::string() : path.substr(0, slash);
}
std::string found_file::name() const { return path.substr(path.rfind('/') + 1); }

std::vector<found_file> upload_ledger::to_send(std::error_code& ec) {
    std::vector<found_file> out;
    ec.clear();
    for (std::vector<fs::path> folders{root_}; !folders.empty();) {
        const auto folder = std::move(folders.back());
        folders.pop_back();
        std::error_code bad;
        for (fs::directory_iterator at(folder, bad), end; !bad && at != end; at.increment(bad)) {
            std::error_code gone;  // while we look: not an error
            const auto kind = at->symlink_status(gone);
            if (!gone && fs::is_directory(kind)) folders.push_back(at->path());
            if (gone || !fs::is_regular_file(kind)) continue;
            found_file f;
            f.path = at->path().lexically_relative(root_).generic_string();
            if (!look(f)) continue;
            const auto known = settled_.find(f.path);
            if (known == settled_.end() || !known->second.same_as(f)) out.push_back(std::move(f));
        }
        if (!bad)
            told_.erase(folder);
        else if (bad != std::errc::no_such_file_or_directory && !ec && told_.insert(folder).second)
            ec = bad, unreadable_ = folder;
    }
    std::ranges::sort(out, {}, &found_file::path);
    return out;
}

bool upload_ledger::look(found_file& f) const {
    std::error_code ec;
    const auto file = root_ / f.path;
    f.size = fs::file_size(file, ec);
    if (ec) return false;
    f.changed = fs::last_write_time(file, ec);
    return !ec;
}

void upload_ledger::settled(const found_file& f) { settled_.insert_or_assign(f.path, f); }

}  // namespace polyaxon::v1::tracking
