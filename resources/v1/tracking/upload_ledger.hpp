#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <vector>

// Inside of the room.

namespace polyaxon::v1::tracking {

/// A file of a run as it was found on disk.
struct found_file {
    std::string path;  ///< below the run's directory, with '/'
    std::uintmax_t size = 0;
    std::filesystem::file_time_type changed{};

    bool same_as(const found_file& o) const noexcept { return size == o.size && changed == o.changed; }
    std::string folder() const;  ///< "events/metric"; "" at the top
    std::string name() const;    ///< "loss.plx"
};

/// Which files below a directory have changed since they were last sent, by size and time. Not synchronised; blocks on the directory.
class upload_ledger {
 public:
    explicit upload_ledger(std::filesystem::path root) : root_(std::move(root)) {}

    /// Regular files to send, by path: assets come before the events that name them. Symbolic links are left out. A directory that is not
    /// there has no files.
    /// A folder that cannot be read hides its own files only: the error is of one, named by unreadable(), and comes once for each.
    std::vector<found_file> to_send(std::error_code&);
    /// Which folder the last error was of.
    const std::filesystem::path& unreadable() const noexcept { return unreadable_; }
    /// Looks at one file again: it may have grown since. False when it has gone.
    bool look(found_file&) const;
    /// It need not be sent any more, until it changes again.
    void settled(const found_file&);

    const std::filesystem::path& root() const noexcept { return root_; }

 private:
    std::filesystem::path root_, unreadable_;
    std::set<std::filesystem::path> told_;  ///< folders whose error was given
    std::map<std::string, found_file, std::less<>> settled_;
};

}  // namespace polyaxon::v1::tracking
