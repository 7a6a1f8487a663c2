#pragma once
#include <polyaxon/codec/archive.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What names in an archive may say, without a disk.

namespace polyaxon::codec {

struct entry_path {
    std::vector<std::string> folders;  ///< from the outermost
    std::string last;                  ///< empty: the folder that is unpacked into, "./"
};
/// Empty and "." parts are dropped. archive_errc{}: all is well.
archive_errc split_entry(std::string_view name, entry_path& out);

/// May a symbolic link `depth` folders deep lead to `to`? Only when it stays in the folder whatever else stands there: "..", as often as it is
/// deep at most, may only come first, since behind a name it may start from wherever another link leads.
bool link_stays(std::string_view to, std::size_t depth);

/// For what is not complete: ".polyaxon-" and 16 random letters.
std::string temporary_name();

}  // namespace polyaxon::codec
