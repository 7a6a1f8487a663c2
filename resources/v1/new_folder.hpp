#pragma once
#include <filesystem>
#include <system_error>

namespace polyaxon::v1 {

/// A folder that is filled under another name beside its place, so that what was there stays until all of the new one is.
class new_folder {
 public:
    /// `place` has a name at its end, no slash. Makes nothing yet.
    explicit new_folder(std::filesystem::path place);
    new_folder(const new_folder&) = delete;
    new_folder& operator=(const new_folder&) = delete;
    ~new_folder();  ///< removes what did not take its place

    /// Where to fill it.
    const std::filesystem::path& at() const { return at_; }
    /// Now it is complete: what is there goes, with all that is in it. When that cannot be, it stays.
    std::error_code take_place();

 private:
    std::filesystem::path place_, at_;
};

}  // namespace polyaxon::v1
