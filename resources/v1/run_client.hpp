#pragma once
#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>
#include <polyaxon/resources/v1/run_lineage.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// Which run. What is unset comes from the context: the cached project, the user's organization, the cached run, or the run that
/// this process belongs to. Views only; who takes one copies.
struct run_ref {
    std::optional<std::string_view> owner = {};     ///< "acme", or "acme/team"
    std::optional<std::string_view> project = {};   ///< "vision", or "acme/vision"
    std::optional<std::string_view> run_uuid = {};  ///< 32 hex digits
    std::optional<bool> is_offline = {};            ///< true: nothing is sent, the local run changes
    std::optional<bool> no_op = {};                 ///< true: every method returns empty at once
};
static_assert(std::is_trivially_destructible_v<run_ref>);

/// What run_client::list may be told, in Python's order.
struct run_list_options {
    std::string_view query = {}, sort = {};  ///< as in list_options
    std::optional<int> limit = 20;
    std::optional<int> offset = {};
    bool all_projects = false;  ///< of the owner's every project (commercial platform)
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<run_list_options>);

/// What run_client::create may be told. Views only.
struct create_run_options {
    std::string_view name = {}, description = {};
    std::string_view tags = {};  ///< comma list
    std::string_view content =
        {};  ///< JSON or YAML text of an operation or component; without it the run is the user's own
    std::string_view managed_by = {};  ///< user, cli or agent
    std::optional<bool> is_managed = {};
    std::string_view pending = {};    ///< approval, upload, cache or build
    std::string_view meta_info = {};  ///< text of a JSON object
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<create_run_options>);

struct refresh_options {
    bool load_conditions = false;  ///< also GET the statuses, into run_data().status_conditions
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<refresh_options>);

struct status_options {
    std::string_view reason = "PolyaxonClient";
    std::string_view message = {};
    std::optional<timestamp> last_transition_time = {}, last_update_time = {};  ///< now when unset
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<status_options>);

struct end_options {
    std::string_view reason = "PolyaxonClient";
    std::string_view message = {};  ///< a sentence of the client's when empty
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<end_options>);

struct get_statuses_options {
    std::string_view last_status = {};  ///< only conditions newer than the last one of this type
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<get_statuses_options>);

struct log_options {
    bool reset = false;  ///< replaces what the run has instead of adding to it
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<log_options>);

/// What restart and resume may change. Views only.
struct restart_options {
    std::string_view content = {};
    bool copy = false;                 ///< copy the artifacts (restart alone)
    bool recompile = false;            ///< compile the operation again
    std::string_view copy_dirs = {};   ///< comma list of folders to copy
    std::string_view copy_files = {};  ///< comma list of files to copy
    std::string_view name = {}, description = {};
    std::string_view tags = {};  ///< comma list
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<restart_options>);

/// One run, with the methods of Python's RunClient. Owner, project and run are found by the first awaited call, from what is given and
/// from the context; making one does no I/O. A copy is the same run.
///
/// Errors are those of runs_api, and before anything is sent `context`, its detail beginning with a code: `no_project`, `no_owner`,
/// `invalid_project`, `run_conflict` (the cached run belongs elsewhere; told by the first call that needs the run), `no_run` (none is
/// known: create one or give its uuid). Offline, methods that only ask or command the server do nothing and return empty; the
/// others change the local run alone. Arguments are copied before a method returns. Used by one coroutine at a time.
///
///     polyaxon::v1::run_client run(client, {.project = "vision"});
///     co_await run.create({.name = "probe", .tags = "quick"});
///     co_await run.log_inputs(polyaxon::json::object().set("lr", 0.1));
///     co_await run.log_succeeded();
class run_client : public virtual run_handle, public run_lineage {
 public:
    explicit run_client(client c, const run_ref& ref = {});

    /// Makes a run, which becomes the current one. POST /api/v1/{owner}/{project}/runs. Without content it is the user's own:
    /// `is_managed: false, managed_by: user`.
    ///
    ///     auto made = co_await run.create({.name = "probe"});
    awaitable<run> create(const create_run_options& = {});
    awaitable<run> create(const operation_body&, const call_options& = {});

    /// GETs the run; it replaces the local data. GET /api/v1/{owner}/{project}/runs/{uuid}.
    ///
    ///     auto now = co_await run.refresh_data();
    awaitable<run> refresh_data(const refresh_options& = {});

    /// Changes members of the run. PATCH /api/v1/{owner}/{project}/runs/{uuid}; offline the local run.
    ///
    ///     co_await run.update(polyaxon::json::object().set("description", "second try"));
    awaitable<run> update(const json& changes, const call_options& = {});
    awaitable<run> update(const run_body& changes, const call_options& = {});

    /// Runs of the project. GET /api/v1/{owner}/{project}/runs, or /api/v1/orgs/{owner}/runs with all_projects.
    ///
    ///     auto page = co_await run.list({.query = "status:running", .limit = 50});
    awaitable<page<run>> list(const run_list_options& = {});

    /// Status and conditions, oldest first. GET /api/v1/{owner}/{project}/runs/{uuid}/statuses.
    ///
    ///     auto now = co_await run.get_statuses({.last_status = "running"});
    awaitable<status> get_statuses(const get_statuses_options& = {});

    /// Adds a condition. POST /api/v1/{owner}/{project}/runs/{uuid}/statuses. A word that this client does not know is
    /// `invalid_argument`; runs().create_run_status sends any. Offline the condition joins the local run's.
    ///
    ///     co_await run.log_status("processing", {.reason = "Epoch", .message = "3 of 10"});
    awaitable<status> log_status(std::string_view status, const status_options& = {});
    /// log_status("running") with "Operation is running".
    ///
    ///     co_await run.start();
    awaitable<void> start(const call_options& = {});
    /// Ends the run as succeeded, unless its local status is an end already. POST …/statuses.
    ///
    ///     co_await run.log_succeeded();
    awaitable<void> log_succeeded(const end_options& = {});
    /// Ends the run as failed, unless its local status is an end already. POST …/statuses.
    ///
    ///     co_await run.log_failed({.reason = "Diverged", .message = "loss is NaN"});
    awaitable<void> log_failed(const end_options& = {});
    /// Ends the run as stopped, unless its local status is an end already. POST …/statuses.
    ///
    ///     co_await run.log_stopped();
    awaitable<void> log_stopped(const end_options& = {});

    /// Asks the server to stop the run. POST /api/v1/{owner}/{project}/runs/{uuid}/stop. Offline: nothing.
    ///
    ///     co_await run.stop();
    awaitable<void> stop(const call_options& = {});
    /// Approves a run that waits for it. POST …/approve. Offline: nothing.
    ///
    ///     co_await run.approve();
    awaitable<void> approve(const call_options& = {});
    /// Skips a run that has not begun. POST …/skip. Offline: nothing.
    ///
    ///     co_await run.skip();
    awaitable<void> skip(const call_options& = {});
    /// Takes the run out of the server's cache. POST …/invalidate. Offline: nothing.
    ///
    ///     co_await run.invalidate();
    awaitable<void> invalidate(const call_options& = {});
    /// `delete` in Python. DELETE /api/v1/{owner}/{project}/runs/{uuid}. Offline: nothing.
    ///
    ///     co_await run.delete_run();
    awaitable<void> delete_run(const call_options& = {});

    /// A new run from this one's operation; the current run stays. POST …/restart, or …/copy when anything is to be copied. Offline: nothing.
    ///
    ///     auto again = co_await run.restart({.name = "again"});
    awaitable<run> restart(const restart_options& = {});
    /// Goes on with a run that has ended. POST …/resume. Offline: nothing.
    ///
    ///     co_await run.resume();
    awaitable<run> resume(const restart_options& = {});
    /// Moves the run to another project of the owner. POST …/transfer. Offline: the local run alone.
    ///
    ///     co_await run.transfer("speech");
    awaitable<void> transfer(std::string_view to_project, const call_options& = {});

    /// PATCH of the name alone.
    ///
    ///     co_await run.set_name("second-try");
    awaitable<void> set_name(std::string_view name, const call_options& = {});
    /// PATCH of the description alone.
    ///
    ///     co_await run.set_description("with warm-up");
    awaitable<void> set_description(std::string_view description, const call_options& = {});
    /// PATCH of the readme alone.
    ///
    ///     co_await run.set_readme("# Result");
    awaitable<void> set_readme(std::string_view readme, const call_options& = {});

    /// Adds inputs. PATCH with `merge`, or a replacement with `reset`. Names become tidy: "train/Val Loss" is sent as "train__Val-Loss"; a
    /// name of which nothing stays is `invalid_argument`.
    ///
    ///     co_await run.log_inputs(polyaxon::json::object().set("lr", 0.1).set("epochs", 3));
    awaitable<void> log_inputs(const json& values, const log_options& = {});
    /// Adds outputs, as log_inputs.
    ///
    ///     co_await run.log_outputs(polyaxon::json::object().set("loss", 0.02));
    awaitable<void> log_outputs(const json& values, const log_options& = {});
    /// Adds to meta_info, as log_inputs.
    ///
    ///     co_await run.log_meta(polyaxon::json::object().set("stage", "one"));
    awaitable<void> log_meta(const json& values, const log_options& = {});
    /// Adds tags: a comma list, or a span of them. PATCH with `merge`, or a replacement with `reset`.
    ///
    ///     co_await run.log_tags("fast,small");
    awaitable<void> log_tags(std::string_view tags, const log_options& = {});
    awaitable<void> log_tags(std::span<const std::string_view> tags, const log_options& = {});

    /// Of the target; empty before the first awaited call has found it.
    std::string owner() const;
    std::string team() const;
    std::string project() const;
    /// Empty while no run is known.
    std::string run_uuid() const;
    /// The run as it was last seen or changed; valid until the next awaited call.
    const run& run_data() const;
    bool is_offline() const;

    /// Another owner, project or run from now on. Throws `context` when the target was found already and the new one is no name.
    ///
    ///     run.set_project("speech");
    void set_owner(std::string_view owner);
    void set_project(std::string_view project);
    void set_run_uuid(std::string_view uuid);

    const client& get_client() const;

};

}  // namespace polyaxon::v1
