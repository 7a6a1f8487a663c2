#pragma once
#include <polyaxon/async/options.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// A piece of what a command in a container wrote, in the order in which it came.
struct shell_output {
    enum class from {
        out,    ///< standard output; with a terminal also what went to standard error
        error,  ///< standard error
        end,    ///< the command has ended: `exit_code`, and the cluster's words in `text`
    } where = from::out;
    std::string text;  ///< bytes as they came; a line may be cut
    std::optional<int> exit_code;
};

/// Of shell, in Python's order and with its defaults.
struct shell_options {
    std::string_view command = {};  ///< its words are split at blanks
    std::span<const std::string_view> arguments =
        {};                           ///< further words, taken as they are: `{"-c", "ls | wc -l"}`
    std::string_view pod = {};        ///< empty: the run's first
    std::string_view container = {};  ///< empty: its main container, else its first
    bool want_stderr = true, want_stdin = true,
         want_stdout =
             true;    ///< `stderr`, `stdin` and `stdout` in Python; with a terminal all output is `out`
    bool tty = true;  ///< a terminal: lines end in "\r\n", what is typed comes back, Ctrl-C works
    call_options call = {};  ///< `timeout` bounds the whole stream, from the first `next` on; 0: no limit
};
static_assert(std::is_trivially_destructible_v<shell_options>);

}  // namespace polyaxon::v1
