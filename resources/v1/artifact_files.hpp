#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/packer.hpp>
#include <polyaxon/resources/v1/polyaxonignore.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

// Which files go into an archive, and how they are called there.

namespace polyaxon::v1 {

/// Names in an archive.
class archive_names {
 public:
    /// Names start from `relative_to`; empty: they are the paths as given, without the slashes in front.
    explicit archive_names(const std::string& relative_to);
    /// "sub/two.txt"; throws `invalid_argument` for a file that lies outside.
    std::string of(const std::filesystem::path& file) const;

 private:
    std::optional<std::filesystem::path> top_;  ///< absolute
};

/// The rules for an upload of `folder`: .polyaxonignore of the working directory, else of the folder, else the defaults; to which come the
/// client's own files (*.plx.json, *.plx.index, .polyaxon/). Throws `invalid_argument` for one that cannot be read.
struct upload_rules {
    polyaxonignore rules;
    std::string below;  ///< of the folder, as seen from where the rules start: "" or "sub/folder"
};
upload_rules rules_for(const std::filesystem::path& folder);
/// Adds the files that the client keeps beside the run's, which no upload sends.
void leave_out_own_files(upload_rules&);

/// Walks a folder, one folder inside after the other, each sorted by name. Links are not followed.
class file_walk {
 public:
    explicit file_walk(std::filesystem::path folder, std::shared_ptr<const upload_rules> rules = nullptr);
    /// Looks at 256 entries at most. True: there is more to do. False: all is found, or `ec` and `what` say why not.
    bool step(std::error_code& ec);

    std::vector<std::filesystem::path> files;
    std::vector<std::filesystem::path> left_out;  ///< links, pipes, sockets, devices
    std::string what;

 private:
    using place = std::pair<std::filesystem::path, std::string>;  ///< folder, and as the rules see it
    /// The folder that is being read, and what was found in it so far.
    struct reading {
        place of;
        std::filesystem::directory_iterator at;
        std::vector<std::filesystem::path> files, left_out;
        std::vector<place> below;
    };
    void look_at(const std::filesystem::directory_entry&);
    void close();

    std::shared_ptr<const upload_rules> rules_;
    std::vector<place> open_;
    std::optional<reading> now_;
};

/// Packs into the folder for temporary files, little by little, so that other work of the executor goes on meanwhile. Throws `too_large`
/// beyond `most` bytes, `invalid_argument` for what cannot be read or written, or `canceled`.
awaitable<std::shared_ptr<codec::packer>> pack(std::vector<codec::pack_entry>, std::uint64_t most,
                                               std::string most_name, std::string request);

/// The walk to its end, little by little.
awaitable<void> walk(std::shared_ptr<file_walk>, std::string request);

}  // namespace polyaxon::v1
