#include <polyaxon/resources/v1/polyaxonignore.hpp>

#include <polyaxon/codec/ascii.hpp>

#include <utility>

namespace polyaxon::v1 {

namespace {

using codec::ascii::lower, codec::ascii::upper;

bool within(const std::string& ranges, char c) {
    const auto byte = [](char x) { return static_cast<unsigned char>(x); };
    for (std::size_t i = 0; i + 1 < ranges.size(); i += 2)
        if (byte(ranges[i]) <= byte(c) && byte(c) <= byte(ranges[i + 1])) return true;
    return false;
}

/// "a-z_" as the pairs "az__".
std::string ranges_of(std::string_view set) {
    std::string out;
    for (std::size_t i = 0; i < set.size(); ++i) {
        const char first = set[i];
        const bool range = i + 2 < set.size() && set[i + 1] == '-';
        out += first;
        out += range ? set[i + 2] : first;
        if (range) i += 2;
    }
    return out;
}

}  // namespace

void polyaxonignore::translate_segment(std::string_view s, std::vector<token>& to) {
    using what = token::what;
    if (s == "*") return to.push_back({what::some_chars});
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '*') {
            to.push_back({what::any_chars});
        } else if (s[i] == '?') {
            to.push_back({what::any_char});
        } else if (s[i] == '[') {
            // "]" right behind "[" or "[!" is one of the set.
            const bool negated = i + 1 < s.size() && s[i + 1] == '!';
            const auto first = i + 1 + (negated ? 1 : 0);
            const auto end = first < s.size() ? s.find(']', first + 1) : s.npos;
            if (end == s.npos) {
                to.push_back({what::text, '['});
                continue;
            }
            to.push_back(
                {negated ? what::not_one_of : what::one_of, 0, ranges_of(s.substr(first, end - first))});
            i = end;
        } else {
            to.push_back({what::text, s[i]});
        }
    }
}

std::vector<polyaxonignore::token> polyaxonignore::translate(std::string_view text) {
    using what = token::what;
    std::vector<token> out;
    const bool folders_only = text.ends_with('/');
    bool anchored = false;
    if (text.starts_with("./")) {
        text.remove_prefix(2);
        anchored = true;
    } else if (text.starts_with('/')) {
        anchored = true;
    }
    while (text.starts_with('/')) text.remove_prefix(1);
    if (!anchored) out.push_back({what::any_folders});
    for (bool first = true; !text.empty();) {
        const auto slash = text.find('/');
        const auto segment = text.substr(0, slash);
        text = slash == text.npos ? std::string_view() : text.substr(slash + 1);
        if (segment == "**" && first && !text.empty()) {
            out.push_back({what::any_folders});
            continue;
        }
        if (segment == "**") {
            out.push_back({first ? what::some_chars : what::any_rest});  // alone it is everything
        } else {
            if (!first) out.push_back({what::text, '/'});
            translate_segment(segment, out);
        }
        first = false;
    }
    out.push_back(folders_only ? token{what::text, '/'} : token{what::maybe_slash});
    return out;
}

bool polyaxonignore::pattern::matches(std::string_view path) const {
    using what = token::what;
    // Where in the path one may be after each token: time is length times tokens, whatever the pattern.
    std::vector<char> at(path.size() + 1, 0), next(path.size() + 1, 0);
    at[0] = 1;
    for (const auto& t : tokens) {
        next.assign(path.size() + 1, 0);
        bool any = false;
        for (std::size_t i = 0; i <= path.size(); ++i) {
            if (!at[i]) continue;
            const bool more = i < path.size();
            switch (t.kind) {
                case what::text:
                    if (more && lower(path[i]) == lower(t.c)) next[i + 1] = 1;
                    break;
                case what::any_char:
                    if (more && path[i] != '/') next[i + 1] = 1;
                    break;
                case what::one_of:
                case what::not_one_of:
                    if (more && path[i] != '/' &&
                        (within(t.set, lower(path[i])) || within(t.set, upper(path[i]))) ==
                            (t.kind == what::one_of))
                        next[i + 1] = 1;
                    break;
                case what::any_chars:
                case what::some_chars:
                    if (t.kind == what::any_chars) next[i] = 1;
                    for (std::size_t j = i; j < path.size() && path[j] != '/' && !next[j + 1]; ++j)
                        next[j + 1] = 1;
                    break;
                case what::any_folders:
                    next[i] = 1;
                    for (std::size_t j = i; j < path.size(); ++j)
                        if (path[j] == '/') next[j + 1] = 1;
                    break;
                case what::any_rest:
                    next[i] = 1;
                    if (more && path[i] == '/')
                        for (std::size_t j = i; j < path.size(); ++j) next[j + 1] = 1;
                    break;
                case what::maybe_slash:
                    next[i] = 1;
                    if (more && path[i] == '/') next[i + 1] = 1;
                    break;
            }
            any = true;
        }
        if (!any) return false;
        std::swap(at, next);
    }
    return at[path.size()] != 0;
}

void polyaxonignore::add(std::string_view line) {
    while (line.ends_with('\r') || line.ends_with('\n')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') return;
    while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == ' ') continue;
        text += line[i];
    }
    std::string_view rest = text;
    pattern p;
    if (rest.starts_with('!')) {
        p.leaves_out = false;
        rest.remove_prefix(1);
    } else if (rest.starts_with('\\')) {
        rest.remove_prefix(1);
    }
    if (rest.find_first_not_of("/.") == rest.npos) return;  // nothing, or the folder itself
    p.tokens = translate(rest);
    patterns_.push_back(std::move(p));
}

polyaxonignore polyaxonignore::parse(std::string_view text) {
    polyaxonignore out;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    while (!text.empty()) {
        const auto end = text.find('\n');
        out.add(text.substr(0, end));
        text = end == text.npos ? std::string_view() : text.substr(end + 1);
    }
    return out;
}

polyaxonignore polyaxonignore::defaults() {
    static constexpr std::string_view lines[] = {"./.polyaxon",
                                                 ".git",
                                                 ".DS_Store",
                                                 "*.swp",
                                                 "*~",
                                                 ".vscode/",
                                                 ".idea/",
                                                 ".settings/",
                                                 ".project",  //
                                                 "__pycache__/",
                                                 "*.pyc",
                                                 "*.py[cod]",
                                                 "*$py.class",
                                                 ".pytest_cache/",
                                                 ".mypy_cache/",
                                                 ".Python",  //
                                                 ".python-version",
                                                 ".venv/",
                                                 ".virtualenvs/",
                                                 ".ipynb_checkpoints",
                                                 ".pydevproject",  //
                                                 "eggs",
                                                 ".eggs",
                                                 "*.egg",
                                                 "*.egg-info/",
                                                 ".installed.cfg",
                                                 ".mr.developer.cfg",
                                                 "parts",
                                                 "sdist",  //
                                                 "dist/",
                                                 "pydist/",
                                                 "lib",
                                                 "lib64",
                                                 "var",
                                                 "*.so",
                                                 "*.manifest",
                                                 "*.spec"};
    polyaxonignore out;
    for (const auto line : lines) out.add(line);
    return out;
}

bool polyaxonignore::ignores(std::string_view path, bool is_folder) const {
    std::string text(path);
    if (is_folder && !text.ends_with('/')) text += '/';
    bool out = false;
    for (const auto& p : patterns_)
        if (p.leaves_out != out && p.matches(text)) out = p.leaves_out;
    return out;
}

}  // namespace polyaxon::v1
