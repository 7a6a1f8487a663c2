#include <polyaxon/codec/archive_paths.hpp>

#include <random>

namespace polyaxon::codec {
namespace {

constexpr std::size_t longest_path = 4096, longest_part = 255;

struct messages final : std::error_category {
    const char* name() const noexcept override { return "polyaxon.archive"; }
    std::string message(int code) const override {
        switch (static_cast<archive_errc>(code)) {
            case archive_errc::not_an_archive: return "no tar or tar.gz archive";
            case archive_errc::damaged: return "the archive is cut short or damaged";
            case archive_errc::absolute_path: return "an entry has an absolute path";
            case archive_errc::parent_path: return "an entry has '..' in its path";
            case archive_errc::bad_name: return "an entry has no usable name";
            case archive_errc::link_leaves_folder: return "a link leaves the folder";
            case archive_errc::special_file: return "an entry is a device, a pipe or a socket";
            case archive_errc::through_link: return "an entry leads through a link or a file";
            case archive_errc::in_the_way: return "something stands in the place of an entry";
            case archive_errc::too_many_entries: return "limit: too many entries";
            case archive_errc::too_large: return "limit: too many bytes";
        }
        return "unknown error";
    }
};

/// Calls `use` with each part between slashes that is neither empty nor "."; it says whether to go on.
template <class F>
bool each_part(std::string_view path, F use) {
    while (!path.empty()) {
        const auto slash = path.find('/');
        const auto part = path.substr(0, slash);
        path = slash == path.npos ? std::string_view() : path.substr(slash + 1);
        if (!part.empty() && part != "." && !use(part)) return false;
    }
    return true;
}

}  // namespace

const std::error_category& archive_category() noexcept {
    static const messages all;
    return all;
}

archive_errc split_entry(std::string_view name, entry_path& out) {
    out = {};
    if (name.empty() || name.size() > longest_path || name.find('\0') != name.npos)
        return archive_errc::bad_name;
    if (name.front() == '/') return archive_errc::absolute_path;
    auto wrong = archive_errc{};
    each_part(name, [&](std::string_view part) {
        if (part == "..")
            wrong = archive_errc::parent_path;
        else if (part.size() > longest_part)
            wrong = archive_errc::bad_name;
        else
            out.folders.emplace_back(part);
        return wrong == archive_errc{};
    });
    if (wrong == archive_errc{} && !out.folders.empty()) {
        out.last = std::move(out.folders.back());
        out.folders.pop_back();
    }
    return wrong;
}

bool link_stays(std::string_view to, std::size_t depth) {
    if (to.empty() || to.size() > longest_path || to.front() == '/') return false;
    bool named = false;
    return each_part(to, [&](std::string_view part) {
        if (part != "..") return named = true;
        if (named || depth == 0) return false;
        --depth;
        return true;
    });
}

std::string temporary_name() {
    static thread_local std::mt19937_64 chance{(std::uint64_t{std::random_device{}()} << 32) ^
                                               std::random_device{}()};
    std::string name = ".polyaxon-";
    auto bits = chance();
    for (int i = 0; i < 16; ++i, bits >>= 4) name += "0123456789abcdef"[bits & 15];
    return name;
}

}  // namespace polyaxon::codec
