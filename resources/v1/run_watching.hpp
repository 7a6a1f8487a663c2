#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/stream.hpp>
#include <polyaxon/resources/v1/logs.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>
#include <polyaxon/resources/v1/shell_session.hpp>
#include <polyaxon/resources/v1/status.hpp>
#include <polyaxon/resources/v1/watch_options.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// Where in the logs to go on; from an answer before.
struct get_logs_options {
    std::string_view last_file = {};          ///< of archived logs: the next file comes
    std::optional<timestamp> last_time = {};  ///< the pods are asked for what is newer
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<get_logs_options>);

/// What a run is doing: the part of run_client that waits, watches and reads logs. Errors as of run_client. Offline and in no_op mode
/// methods return empty and streams end at once.
///
/// Streams are pulled: nothing is asked while nobody waits in `next`, the first poll is at once, then one an interval. They go on by themselves when
/// the server fails or cannot be reached (watch_pace says how long). A stream is cancelled by destroying it, by close(), or by cancelling the coroutine in `next`; it
/// ends without waiting for an answer. Its first `next` finds the run, at once, and so counts as a use of the run_client until it waits; from
/// then on the stream is independent of it: it stays with its run and its server, whatever becomes of the run_client.
/// For many runs at once see run_watcher.
class run_watching : public virtual run_handle {
 public:
    /// Waits until the run has ended, or has one of the statuses (a comma list), and gives its status with all conditions.
    /// Polls GET /api/v1/{owner}/{project}/runs/{uuid}/statuses. With statuses given, an end that is none of them is waited past, because a
    /// run may be resumed.
    ///
    ///     auto end = co_await run.wait_for_condition();
    ///     auto now = co_await run.wait_for_condition("running,failed", {.pace = {.interval = 1s}});
    awaitable<status> wait_for_condition(const watch_options& = {});
    awaitable<status> wait_for_condition(std::string_view statuses, const watch_options& = {});

    /// The same as a stream: the present status with all its conditions first, then each change with the conditions that are new. It
    /// ends behind the status that was waited for. Polls GET …/statuses.
    ///
    ///     auto changes = run.watch_statuses();
    ///     while (auto now = co_await changes.next()) std::cout << now->status.value_or("") << '\n';
    stream<status> watch_statuses(const watch_options& = {});
    stream<status> watch_statuses(std::string_view statuses, const watch_options& = {});

    /// One portion of the logs, at most 2,000 lines a container. GET /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}/logs. The run is
    /// fetched first when its settings are unknown.
    ///
    ///     auto some = co_await run.get_logs();
    ///     auto more = co_await run.get_logs({.last_time = some.last_time});
    awaitable<logs> get_logs(const get_logs_options& = {});

    /// Follows the logs, line by line, until the run has ended and all of them are read. Waits for the run to begin; reads its pods while it
    /// runs, the archived files once it has ended. GET …/logs, now and then …/statuses.
    ///
    /// No line is told twice, whatever failed in between, and none that the server still has is left out: a line that comes late is told
    /// when it is at most ten seconds older than the newest one. Of pods that write more than 2,000 lines an interval the server gives the last ones only;
    /// `stats().gaps` counts that. Lines of several pods come in order of time within one answer.
    ///
    ///     auto lines = run.watch_logs();
    ///     while (auto line = co_await lines.next()) std::cout << line->value << '\n';
    stream<log_line> watch_logs(const watch_logs_options& = {});

    /// The run's pods as the cluster describes them, `{"pods": {…}}`; an empty object when there are none. GET …/k8s_inspect.
    ///
    ///     auto pods = co_await run.inspect();
    awaitable<json> inspect(const call_options& = {});

    /// Runs a command in a container of the run: gives what it writes, then how it ended, and takes what is typed. WebSocket
    /// /k8s/v1/{namespace}/{owner}/{project}/runs/{uuid}/k8s_exec/{pod}/{container}, opened by the first `next`. The community edition does not
    /// serve it. `not_found` when the run has no such pod or container. It has a connection of its own, made like those of all calls.
    ///
    ///     auto output = run.shell({.command = "cat /etc/hostname", .want_stdin = false, .tty = false});
    ///     while (auto piece = co_await output.next()) std::cout << piece->text;
    shell_session shell(const shell_options& = {});

    /// The namespace that the run is in. GET /api/v1/{owner}/{project}/runs/{uuid}/namespace. Empty when the server does not say.
    ///
    ///     auto name = co_await run.get_namespace();
    awaitable<std::string> get_namespace(const call_options& = {});

 protected:
    run_watching() = default;
};

}  // namespace polyaxon::v1
