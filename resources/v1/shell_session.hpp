#pragma once
#include <polyaxon/resources/stream.hpp>
#include <polyaxon/resources/v1/shell_output.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::v1 {

class run_shell;

/// A command in a container, as run_client::shell gives it: a stream of what it writes, into which can be typed. Opened by the first `next`.
///
/// One coroutine reads, one writes, also at the same time; close, cancel and resize may be called from any thread. Who writes much must read
/// meanwhile, for a command that cannot write does not read either. Destroying it cancels. Its connection is made like those of all calls of the client
/// (connector, proxy, TLS settings) and ends with client::close. A connection that was lost is not opened again: the command is gone.
///
///     auto shell = run.shell({.command = "/bin/sh"});
///     co_await shell.write_stdin("hostname; exit\n");
///     while (auto piece = co_await shell.next()) std::cout << piece->text;
class shell_session : public stream<shell_output> {
 public:
    shell_session() = default;
    explicit shell_session(std::shared_ptr<run_shell>);
    shell_session(shell_session&&) noexcept;
    shell_session& operator=(shell_session&&) noexcept;
    ~shell_session();

    /// Types bytes, taken as they are; with a terminal "\n" is Enter, "\x03" Ctrl-C and "\x04" the end of the input, for which a command without one
    /// cannot be told it. Completes when they have left; before the shell is open at once (1 MiB of it may wait, more is `too_large`).
    /// False: nobody is there to take them, because the command has ended, or the session was closed, or the run is offline or no_op.
    ///
    /// Throws what ended the connection; `invalid_argument` without want_stdin, or while another write is under way. Cancelling it ends the session.
    ///
    ///     co_await shell.write_stdin("ls -l\n");
    awaitable<bool> write_stdin(std::string_view bytes);

    /// Tells the terminal its size; before the shell is open it is remembered. Throws `invalid_argument` for a size below 1, and without a terminal.
    ///
    ///     shell.resize(40, 120);
    void resize(int rows, int cols);

    /// Ends it at once: what is awaited ends as `canceled`. close() says good-bye.
    void cancel();

 private:
    std::shared_ptr<run_shell> shell_;
};

}  // namespace polyaxon::v1
