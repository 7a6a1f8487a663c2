#include <polyaxon/resources/v1/code_reference.hpp>

#include <polyaxon/context/system.hpp>

#include <algorithm>
#include <optional>

namespace polyaxon::v1 {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_packed_refs = std::size_t{16} << 20;  // packed-refs of a big repository

std::optional<std::string> text_of(const fs::path& file) {
    std::error_code ec;
    auto read = context::read_small_file(file, largest_packed_refs, ec);
    if (!read) return std::nullopt;
    return std::move(read->text);
}

std::string_view trimmed(std::string_view t) {
    constexpr std::string_view blank = " \t\r\n";
    const auto first = t.find_first_not_of(blank);
    if (first == t.npos) return {};
    return t.substr(first, t.find_last_not_of(blank) - first + 1);
}

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
    return line;
}

bool is_commit(std::string_view t) {
    return (t.size() == 40 || t.size() == 64) &&
           std::ranges::all_of(t, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// The .git folder of a work tree; a worktree or submodule has a file there that names it.
fs::path git_folder(fs::path folder) {
    std::error_code ec;
    folder = fs::absolute(folder, ec).lexically_normal();
    for (;;) {
        const auto at = folder / ".git";
        if (fs::is_directory(at, ec)) return at;
        if (const auto text = fs::is_regular_file(at, ec) ? text_of(at) : std::nullopt) {
            constexpr std::string_view key = "gitdir:";
            const auto line = trimmed(*text);
            if (line.starts_with(key))
                return (folder / fs::path(trimmed(line.substr(key.size())))).lexically_normal();
        }
        if (!folder.has_relative_path() || folder.parent_path() == folder) return {};
        folder = folder.parent_path();
    }
}

/// Where refs and config lie that all worktrees of a repository share.
fs::path common_folder(const fs::path& git) {
    const auto text = text_of(git / "commondir");
    return text ? (git / fs::path(trimmed(*text))).lexically_normal() : git;
}

std::string commit_of(const fs::path& git, const fs::path& common, std::string_view ref) {
    for (const auto& at : {git, common})
        if (const auto text = text_of(at / fs::path(ref)); text && is_commit(trimmed(*text)))
            return std::string(trimmed(*text));
    const auto packed = text_of(common / "packed-refs");
    for (std::string_view rest = packed ? *packed : std::string_view(); !rest.empty();) {
        const auto line = trimmed(next_line(rest));
        const auto blank = line.find(' ');
        if (blank != line.npos && line.substr(blank + 1) == ref && is_commit(line.substr(0, blank)))
            return std::string(line.substr(0, blank));
    }
    return {};
}

std::string origin_of(const fs::path& common) {
    const auto text = text_of(common / "config");
    bool here = false;
    for (std::string_view rest = text ? *text : std::string_view(); !rest.empty();) {
        const auto line = trimmed(next_line(rest));
        if (line.starts_with('[')) here = line.starts_with("[remote \"origin\"]");
        const auto equals = line.find('=');
        if (here && equals != line.npos && trimmed(line.substr(0, equals)) == "url")
            return std::string(trimmed(line.substr(equals + 1)));
    }
    return {};
}

}  // namespace

std::string public_url(std::string_view remote) {
    if (const auto scheme = remote.find("://"); scheme != remote.npos) {
        const auto start = scheme + 3, end = std::min(remote.find('/', start), remote.size());
        const auto at = remote.substr(start, end - start).rfind('@');
        if (at == remote.npos) return std::string(remote);
        return std::string(remote.substr(0, start)) + std::string(remote.substr(start + at + 1));
    }
    constexpr std::string_view user = "git@";
    if (!remote.starts_with(user)) return std::string(remote);
    remote.remove_prefix(user.size());
    if (remote.ends_with(".git")) remote.remove_suffix(4);
    auto url = "https://" + std::string(remote);
    if (const auto colon = url.find(':', 8); colon != url.npos) url[colon] = '/';
    return url;
}

json code_reference_of(const fs::path& folder) {
    const auto git = git_folder(folder);
    if (git.empty()) return {};
    const auto head = text_of(git / "HEAD");
    if (!head) return {};
    const auto common = common_folder(git);
    constexpr std::string_view link = "ref:", heads = "refs/heads/";
    std::string_view at = trimmed(*head), branch;
    std::string commit;
    if (at.starts_with(link)) {
        at = trimmed(at.substr(link.size()));
        if (at.starts_with(heads)) branch = at.substr(heads.size());
        commit = commit_of(git, common, at);
    } else if (is_commit(at)) {
        commit = at;
    }
    if (commit.empty()) return {};
    auto out = json::object().set("commit", commit);
    if (!branch.empty()) out.set("branch", branch);
    if (const auto url = origin_of(common); !url.empty()) out.set("url", public_url(url));
    return out;
}

}  // namespace polyaxon::v1
