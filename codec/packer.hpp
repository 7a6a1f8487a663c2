#pragma once
#include <polyaxon/codec/archive.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

namespace polyaxon::codec {

/// A file to pack.
struct pack_entry {
    std::filesystem::path file;  ///< a regular one
    std::string name;            ///< in the archive: relative, with '/'
    bool follow = false;         ///< it may be a symbolic link to one
};

/// Packs files into a tar.gz with bounded memory. The archive is a temporary file for this user's eyes only, which goes with the packer. Modes and times
/// of files are kept, owners are not. A file that grows meanwhile goes in as long as it was when its turn came, one that shrinks is
/// an error. Not synchronised.
///
///     packer p("/tmp", {});
///     p.add({"build/model.bin", "model.bin"});
///     while (p.step(ec)) {}
///     if (ec) std::cerr << p.what(); else send(p.path(), p.size());
class packer {
 public:
    /// Makes nothing yet. More than `most` packed bytes are archive_errc::too_large.
    packer(std::filesystem::path folder, std::uint64_t most);
    ~packer();
    packer(packer&&) noexcept;
    packer& operator=(packer&&) noexcept;

    void add(pack_entry);

    /// Works on about 256 KiB (or 64 files). True: there is more to do. False: the archive is complete, or `ec` says why not: an archive_errc
    /// or the system's code, with `what()`; then no further step may be made.
    bool step(std::error_code& ec);
    const std::string& what() const noexcept;

    /// Once it is complete.
    const std::filesystem::path& path() const noexcept;
    std::uint64_t size() const noexcept;

 private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

}  // namespace polyaxon::codec
