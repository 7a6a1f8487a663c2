#include <polyaxon/resources/v0/tracking/code.hpp>

#include <polyaxon/resources/v0/tracking/child.hpp>

#include <utility>

namespace polyaxon::v0::tracking {

namespace {

std::string_view next_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    return line;
}

}  // namespace

std::optional<code_reference> read_git_status(std::string_view text) {
    code_reference out;
    out.is_dirty = false;
    while (!text.empty()) {
        auto line = next_line(text);
        const auto take = [&line](std::string_view prefix) {
            if (!line.starts_with(prefix)) return false;
            line.remove_prefix(prefix.size());
            return true;
        };
        if (take("# branch.oid ")) {
            if (!line.starts_with('(')) out.commit = out.head = std::string(line);
        } else if (take("# branch.head ")) {
            if (!line.starts_with('(')) out.branch = std::string(line);
        } else if (line.starts_with("u ") || ((line.starts_with("1 ") || line.starts_with("2 ")) &&
                                              line.size() > 3 && line[3] != '.')) {
            out.is_dirty = true;  // "1 XY …": Y is what differs between the index and the file
        }
    }
    if (!out.commit) return std::nullopt;
    return out;
}

std::string without_credentials(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == url.npos) return std::string(url);
    const auto begin = scheme + 3, path = url.find('/', begin);
    const auto at = url.substr(0, path).rfind('@');
    if (at == url.npos || at < begin) return std::string(url);
    const bool web = url.starts_with("http");
    if (!web && url.substr(begin, at - begin).find(':') == url.npos) return std::string(url);
    return std::string(url.substr(0, begin)) + std::string(url.substr(at + 1));
}

std::optional<code_reference> find_code_reference(const std::filesystem::path& folder,
                                                  std::chrono::milliseconds limit) {
    const auto until = std::chrono::steady_clock::now() + limit;
    // The index is not rewritten, and nothing that the work tree's configuration names is run.
    const auto status = output_of(
        {"git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", folder.string(), "status",
         "--porcelain=v2", "--branch", "--untracked-files=no", "--ignore-submodules=dirty"},
        until);
    if (!status) return std::nullopt;
    auto out = read_git_status(*status);
    if (!out) return std::nullopt;
    if (auto origin =
            output_of({"git", "-C", folder.string(), "config", "--get", "remote.origin.url"}, until)) {
        while (origin->ends_with('\n')) origin->pop_back();
        if (!origin->empty()) out->git_url = without_credentials(*origin);
    }
    return out;
}

}  // namespace polyaxon::v0::tracking
