#include <polyaxon/resources/v1/shell_session.hpp>

#include <polyaxon/resources/v1/run_shell.hpp>

#include <string>
#include <utility>

namespace polyaxon::v1 {

namespace {

awaitable<bool> nobody() { co_return false; }

}  // namespace

shell_session::shell_session(std::shared_ptr<run_shell> shell)
    : stream<shell_output>(shell), shell_(std::move(shell)) {}
shell_session::shell_session(shell_session&&) noexcept = default;
shell_session& shell_session::operator=(shell_session&&) noexcept = default;
shell_session::~shell_session() = default;

awaitable<bool> shell_session::write_stdin(std::string_view bytes) {
    return shell_ ? run_shell::send(shell_, std::string(bytes)) : nobody();
}
void shell_session::resize(int rows, int cols) {
    if (shell_) shell_->resize(rows, cols);
}
void shell_session::cancel() {
    if (shell_) shell_->cancel();
}

}  // namespace polyaxon::v1
