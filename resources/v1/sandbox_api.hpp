#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/v1/sandbox_options.hpp>

#include <memory>
#include <string_view>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v1 {

/// SandboxV1: commands, terminals and files in the container of a run that was started as a sandbox, with the Python SDK's names. `sandbox()`
/// of a client gives it; copying is cheap. A daemon in the run answers, behind the gateway of the commercial platform; the community edition
/// answers 404, or 405 to what writes. `namespace_` is that of the run's settings, `polyaxon` where they have none. Bodies and answers are
/// `json`; a comment names the members that the Python SDK knows. Arguments are copied before a method returns; errors are those of runs_api. Thread-safe.
/// `run_client::shell` types into a terminal of any run.
class sandbox_api {
 public:
    explicit sandbox_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}

    /// Is the daemon there? `{"status", "version", "uptime_ms", "last_activity", "execs_running", "ptys_running", "ptys_attached"}`. GET
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/ping.
    ///
    ///     auto it = co_await client.sandbox().ping("polyaxon", "acme", "vision", uuid);
    awaitable<json> ping(std::string_view namespace_, std::string_view owner, std::string_view project,
                         std::string_view uuid, const call_options& = {}) const;

    // -- commands

    /// Runs a command to its end: `{"command": ["ls", "-l"], "env", "workdir", "stdin", "timeout_ms"}` gives `{"exec_id", "exit_code", "signal",
    /// "stdout", "stderr", "duration_ms", "timed_out", "stdout_truncated", "stderr_truncated"}`. The answer comes when the command has
    /// ended, so the call's `timeout` must be longer than it. POST /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec.
    ///
    ///     auto it = co_await client.sandbox().call_exec("polyaxon", "acme", "vision", uuid, body, {.timeout = 10min});
    awaitable<json> call_exec(std::string_view namespace_, std::string_view owner, std::string_view project,
                              std::string_view uuid, const json& body, const call_options& = {}) const;

    /// Begins a command that goes on by itself: the body of call_exec and `tag` give `{"exec_id", "pid", "started_at", "tag"}`. POST
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg.
    ///
    ///     auto it = co_await client.sandbox().exec_bg("polyaxon", "acme", "vision", uuid, body);
    awaitable<json> exec_bg(std::string_view namespace_, std::string_view owner, std::string_view project,
                            std::string_view uuid, const json& body, const call_options& = {}) const;

    /// The background commands: `{"execs": […]}`, each as of get_bg_exec. GET /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg.
    ///
    ///     auto it = co_await client.sandbox().list_bg_execs("polyaxon", "acme", "vision", uuid, {.tag = "train"});
    awaitable<json> list_bg_execs(std::string_view namespace_, std::string_view owner,
                                  std::string_view project, std::string_view uuid,
                                  const sandbox_tag_options& = {}) const;

    /// How a background command does: `{"exec_id", "pid", "state", "started_at", "finished_at", "duration_ms", "exit_code", "signal",
    /// "stdout_bytes", "stderr_bytes", "tag"}`. GET /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}.
    ///
    ///     auto it = co_await client.sandbox().get_bg_exec("polyaxon", "acme", "vision", uuid, id);
    awaitable<json> get_bg_exec(std::string_view namespace_, std::string_view owner, std::string_view project,
                                std::string_view uuid, std::string_view id, const call_options& = {}) const;

    /// A piece of what it wrote: `{"exec_id", "stream", "offset", "next_offset", "bytes", "data", "eof", "state"}`. GET
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}/logs.
    ///
    ///     auto it = co_await client.sandbox().get_bg_exec_logs("polyaxon", "acme", "vision", uuid, id, {.stream = "stdout", .offset = 0});
    awaitable<json> get_bg_exec_logs(std::string_view namespace_, std::string_view owner,
                                     std::string_view project, std::string_view uuid, std::string_view id,
                                     const sandbox_logs_options& = {}) const;

    /// Sends it a signal: `{"signal": "SIGTERM"}`. POST /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}/signal.
    ///
    ///     co_await client.sandbox().signal_bg_exec("polyaxon", "acme", "vision", uuid, id, body);
    awaitable<void> signal_bg_exec(std::string_view namespace_, std::string_view owner,
                                   std::string_view project, std::string_view uuid, std::string_view id,
                                   const json& body, const call_options& = {}) const;

    /// Forgets it and what it wrote. DELETE /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/exec/bg/{id}.
    ///
    ///     co_await client.sandbox().delete_bg_exec("polyaxon", "acme", "vision", uuid, id);
    awaitable<void> delete_bg_exec(std::string_view namespace_, std::string_view owner,
                                   std::string_view project, std::string_view uuid, std::string_view id,
                                   const call_options& = {}) const;

    // -- terminals

    /// Opens a terminal: `{"command", "env", "workdir", "cols", "rows", "tag"}` gives what get_pty gives. POST
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty.
    ///
    ///     auto it = co_await client.sandbox().create_pty("polyaxon", "acme", "vision", uuid, body);
    awaitable<json> create_pty(std::string_view namespace_, std::string_view owner, std::string_view project,
                               std::string_view uuid, const json& body, const call_options& = {}) const;

    /// The terminals: `{"sessions": […]}`. GET /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty.
    ///
    ///     auto it = co_await client.sandbox().list_ptys("polyaxon", "acme", "vision", uuid);
    awaitable<json> list_ptys(std::string_view namespace_, std::string_view owner, std::string_view project,
                              std::string_view uuid, const sandbox_tag_options& = {}) const;

    /// How a terminal does: `{"pty_id", "pid", "state", "started_at", "finished_at", "duration_ms", "exit_code", "signal", "last_activity",
    /// "last_client_activity", "detached_since", "attached", "cols", "rows", "tag"}`. GET
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}.
    ///
    ///     auto it = co_await client.sandbox().get_pty("polyaxon", "acme", "vision", uuid, id);
    awaitable<json> get_pty(std::string_view namespace_, std::string_view owner, std::string_view project,
                            std::string_view uuid, std::string_view id, const call_options& = {}) const;

    /// Changes its size: `{"cols": 120, "rows": 40}`. POST /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}/resize.
    ///
    ///     co_await client.sandbox().resize_pty("polyaxon", "acme", "vision", uuid, id, body);
    awaitable<void> resize_pty(std::string_view namespace_, std::string_view owner, std::string_view project,
                               std::string_view uuid, std::string_view id, const json& body,
                               const call_options& = {}) const;

    /// Sends a signal to what runs in it: `{"signal": "SIGINT"}`. POST /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}/signal.
    ///
    ///     co_await client.sandbox().signal_pty("polyaxon", "acme", "vision", uuid, id, body);
    awaitable<void> signal_pty(std::string_view namespace_, std::string_view owner, std::string_view project,
                               std::string_view uuid, std::string_view id, const json& body,
                               const call_options& = {}) const;

    /// Closes it. DELETE /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/pty/{id}.
    ///
    ///     co_await client.sandbox().delete_pty("polyaxon", "acme", "vision", uuid, id);
    awaitable<void> delete_pty(std::string_view namespace_, std::string_view owner, std::string_view project,
                               std::string_view uuid, std::string_view id, const call_options& = {}) const;

    // -- files

    /// What is in a folder: `{"path", "entries": [{"name", "type", "size", "mtime", "mode", "symlink_target"}], "truncated"}`. GET
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/ls.
    ///
    ///     auto it = co_await client.sandbox().fs_ls("polyaxon", "acme", "vision", uuid, {.path = "/tmp"});
    awaitable<json> fs_ls(std::string_view namespace_, std::string_view owner, std::string_view project,
                          std::string_view uuid, const sandbox_ls_options& = {}) const;

    /// Makes a folder: `{"path": "/tmp/a", "parents": true, "mode": "0755"}` gives `{"path"}`. POST
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/mkdir.
    ///
    ///     auto it = co_await client.sandbox().fs_mkdir("polyaxon", "acme", "vision", uuid, body);
    awaitable<json> fs_mkdir(std::string_view namespace_, std::string_view owner, std::string_view project,
                             std::string_view uuid, const json& body, const call_options& = {}) const;

    /// Removes a file or a folder: `{"path"}`. DELETE /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/rm.
    ///
    ///     auto it = co_await client.sandbox().fs_rm("polyaxon", "acme", "vision", uuid, {.path = "/tmp/a", .recursive = true});
    awaitable<json> fs_rm(std::string_view namespace_, std::string_view owner, std::string_view project,
                          std::string_view uuid, const sandbox_rm_options& = {}) const;

    /// One file or folder: `{"path", "type", "size", "mtime", "mode", "uid", "gid", "symlink_target"}`. GET
    /// /sandbox/v1/{namespace}/{owner}/{project}/runs/{uuid}/fs/stat.
    ///
    ///     auto it = co_await client.sandbox().fs_stat("polyaxon", "acme", "vision", uuid, {.path = "/etc/hostname"});
    awaitable<json> fs_stat(std::string_view namespace_, std::string_view owner, std::string_view project,
                            std::string_view uuid, const sandbox_stat_options& = {}) const;

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v1
