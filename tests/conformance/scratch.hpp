#pragma once
#include "conformance/replay.hpp"

#include <filesystem>

namespace conformance {

/// A temporary directory that stands for the machine of one case: `work` (the working directory of this process while it lives), `tmp`
/// and `plx-context`. Removed at its end.
class scratch {
 public:
    scratch();
    ~scratch();
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;

    const std::filesystem::path& root() const { return root_; }
    /// Where the recorded path lies here.
    std::filesystem::path place_of(std::string_view recorded) const;
    /// Throws `mismatch` unless exactly the recorded files were written: JSON compares as values, the rest byte for byte.
    void compare(const json& files_written) const;

 private:
    std::filesystem::path root_, before_;
};

/// A machine whose files are written below a scratch directory.
class scratch_system : public case_system {
 public:
    explicit scratch_system(std::filesystem::path root) : root_(std::move(root)) {}
    std::filesystem::path working_directory() const override { return root_ / "work"; }
    std::filesystem::path temporary() const override { return root_ / "tmp"; }
    std::filesystem::path pod_context() const override { return root_ / "plx-context"; }
    std::error_code write_secret(const std::filesystem::path&, std::string_view text,
                                 bool make_folder) const override;
    void forget(std::string_view) const override {}

 private:
    std::filesystem::path root_;
};

}  // namespace conformance
