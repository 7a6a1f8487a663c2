#include <polyaxon/resources/v1/new_folder.hpp>

#include <polyaxon/codec/archive_paths.hpp>

#include <utility>

namespace polyaxon::v1 {

namespace fs = std::filesystem;

new_folder::new_folder(fs::path place) : place_(std::move(place)), at_(place_) {
    at_.replace_filename(codec::temporary_name());
}

new_folder::~new_folder() {
    std::error_code ignored;
    if (!at_.empty()) fs::remove_all(at_, ignored);
}

std::error_code new_folder::take_place() {
    std::error_code ec, ignored;
    auto old = place_;
    old.replace_filename(codec::temporary_name());
    const bool has_old = fs::exists(fs::symlink_status(place_, ec));
    if (has_old) fs::rename(place_, old, ec);
    if (has_old && ec) return ec;
    fs::rename(at_, place_, ec);
    if (ec) {
        if (has_old) fs::rename(old, place_, ignored);
        return ec;
    }
    at_.clear();
    if (has_old) fs::remove_all(old, ec);
    return ec;
}

}  // namespace polyaxon::v1
