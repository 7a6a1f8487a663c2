#pragma once
#include <polyaxon/resources/transfer.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::v1 {

/// Folders made on the way to a file; those that are still empty go again unless they are kept.
class made_folders {
 public:
    made_folders() = default;
    ~made_folders();
    made_folders(const made_folders&) = delete;
    made_folders& operator=(const made_folders&) = delete;
    /// Makes `folder` with its parents.
    std::error_code make(const std::filesystem::path& folder);
    void keep() noexcept { made_.clear(); }

 private:
    std::vector<std::filesystem::path> made_;
};

/// Where the answer of S/artifact or S/artifacts goes: a file, which is named only when the head says whether an archive comes. Like
/// file_sink it leaves nothing behind unless it is complete; neither do the folders made for it, until `keep` is called.
class artifact_sink final : public async::body_sink {
 public:
    enum class comes { file, file_or_archive, archive };
    struct manner {
        comes what = comes::file;
        bool force = false;          ///< what is there is replaced whatever its size
        bool force_archive = false;  ///< the same of an archive
        bool passing = false;        ///< an archive goes again: it takes a name that nobody else has
    };
    /// `target` is the file or folder in the end; an archive goes beside it.
    artifact_sink(std::filesystem::path target, manner, progress);

    /// What speaks against the path already, before anything is asked for. Makes nothing.
    std::error_code check();

    std::error_code begin(const codec::http_head&) override;
    std::error_code write(std::string_view piece) override;
    std::error_code finish() override;
    std::string_view what() const override;

    bool is_archive() const noexcept { return archive_; }
    /// What is there is as long as what would come: nothing was written, and the call may have been ended for it.
    bool stays() const noexcept { return stays_; }
    /// The name of an archive, should one come; the same in every try.
    const std::filesystem::path& archive() const noexcept { return archive_path_; }
    /// The file that was written, or stays.
    const std::filesystem::path& path() const noexcept { return path_; }
    void keep() noexcept { folders_.keep(); }

 private:
    std::error_code refuse(std::string why, std::error_code ec = errc::invalid_argument);

    made_folders folders_;  // goes last
    std::filesystem::path target_, path_, archive_path_;
    manner how_;
    progress told_;
    std::optional<resources::file_sink> file_;
    bool archive_ = false, stays_ = false;
    std::string what_;
};

/// target.tar.gz; for a target without a name of its own ("." or "folder/") a file in it.
std::filesystem::path archive_of(const std::filesystem::path& target);

/// Does a Content-Disposition name a .tar or .tar.gz other than `asked`, the file that was asked for itself?
bool names_archive(std::string_view disposition, std::string_view asked);

}  // namespace polyaxon::v1
