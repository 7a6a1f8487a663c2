#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <type_traits>

namespace polyaxon::codec {

/// Why an archive was not unpacked. The text beside it (`unpacker::what`) names the entry.
enum class archive_errc {
    not_an_archive = 1,  ///< neither tar nor tar.gz
    damaged,             ///< cut short or garbled
    absolute_path,       ///< an entry with a path from the root
    parent_path,         ///< an entry with ".." in its path
    bad_name,            ///< an entry without a name, with one over 4096 bytes or with a part over 255
    link_leaves_folder,  ///< a link to something outside of the folder, or one of which that cannot be ruled out
    special_file,        ///< a device, a pipe or a socket
    through_link,        ///< an entry below a link, or below a file
    in_the_way,          ///< a folder stands where a file should, or a file where a folder should
    too_many_entries,  ///< limit
    too_large,         ///< limit
};
const std::error_category& archive_category() noexcept;
inline std::error_code make_error_code(archive_errc e) noexcept {
    return {static_cast<int>(e), archive_category()};
}

struct unpack_limits {
    std::uint64_t entries = 100'000;
    std::uint64_t bytes = std::uint64_t{16} << 30;  ///< of all files together, as they would lie unpacked
};

/// Unpacks a tar or tar.gz file into a folder, and touches nothing outside of it, whatever the archive says: every step of every path is opened
/// without following links, what stands in a file's place is replaced and never written through, links may only lead to where the
/// archive may write. Modes lose setuid, setgid and sticky, owners and extended attributes are not taken over; times of files are.
/// Entries are written one by one, so what came before a refused one stays. Not synchronised.
///
///     unpacker u("repo.tar.gz", "src");
///     while (u.step(ec)) {}
///     if (ec) std::cerr << u.what();
class unpacker {
 public:
    /// Opens nothing yet. `target` is made if missing, with its parents; it may itself be a link to a folder.
    unpacker(std::filesystem::path archive, std::filesystem::path target, unpack_limits limits = {});
    ~unpacker();
    unpacker(unpacker&&) noexcept;
    unpacker& operator=(unpacker&&) noexcept;

    /// Works on about a MiB (or 64 entries). True: there is more to do. False: all is done, or `ec` says why not: an archive_errc or the
    /// system's code, with `what()`; then no further step may be made.
    bool step(std::error_code& ec);
    const std::string& what() const noexcept;

    std::uint64_t entries() const noexcept;  ///< so far
    std::uint64_t bytes() const noexcept;    ///< of files, so far

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::codec

template <>
struct std::is_error_code_enum<polyaxon::codec::archive_errc> : std::true_type {};
