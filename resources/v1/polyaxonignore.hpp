#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::v1 {

/// What a .polyaxonignore file leaves out of an upload: one pattern a line, as in a .gitignore, with the rules of the Python client where
/// both differ.
///
/// `*` is anything but a slash, `?` one character but a slash, `[a-z]` and `[!a-z]` one of a set; `**/` in front is any number of
/// folders, `/**` behind a name everything in it. Letters match in any case. A pattern that begins with `/` or `./` starts from the
/// top, any other matches at any depth, also one with a slash inside. One that ends with `/` matches folders only. `!` in front takes
/// back what an earlier line left out; the last match decides. What is in a folder that is left out stays out. Lines that begin with
/// `#` are comments, `\#` and `\!` are the characters themselves; blanks at the end count only behind a backslash.
///
///     polyaxonignore rules = polyaxonignore::parse("*.ckpt\n!best.ckpt\n/data/\n");
///     rules.ignores("runs/last.ckpt", false);       // true
class polyaxonignore {
 public:
    polyaxonignore() = default;  ///< leaves nothing out
    static polyaxonignore parse(std::string_view text);
    /// What stands for a missing file: version control, caches, virtual environments, build folders, compiled Python, shared objects.
    static polyaxonignore defaults();

    /// Adds a line.
    void add(std::string_view line);
    /// Is this one left out, looked at alone? `path` is relative, with '/' between its parts. Who walks a tree leaves out what is in an
    /// ignored folder.
    bool ignores(std::string_view path, bool is_folder) const;

 private:
    struct token {
        enum class what {
            text,         ///< this character
            any_char,     ///< one but a slash
            one_of,       ///< one of `set`
            not_one_of,   ///< one not of `set`, and no slash
            any_chars,    ///< any number, no slash
            some_chars,   ///< one or more, no slash
            any_folders,  ///< nothing, or anything that ends with a slash
            any_rest,     ///< nothing, or a slash and anything
            maybe_slash,
        } kind;
        char c = 0;
        std::string set = {};  ///< pairs: first and last of each range
    };
    struct pattern {
        bool leaves_out = true;
        std::vector<token> tokens;
        bool matches(std::string_view path) const;
    };
    static std::vector<token> translate(std::string_view text);
    static void translate_segment(std::string_view segment, std::vector<token>& to);

    std::vector<pattern> patterns_;
};

}  // namespace polyaxon::v1
