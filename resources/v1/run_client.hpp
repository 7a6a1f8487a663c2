#pragma once
#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/project_version.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/run_artifacts.hpp>
#include <polyaxon/resources/v1/run_creation.hpp>
#include <polyaxon/resources/v1/run_events.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>
#include <polyaxon/resources/v1/run_lineage.hpp>
#include <polyaxon/resources/v1/run_offline.hpp>
#include <polyaxon/resources/v1/run_options.hpp>
#include <polyaxon/resources/v1/run_watching.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::v1 {

/// What get_runs_io says of one run.
struct run_io {
    std::string uid;
    json values;  ///< an object: the inputs, and over them the outputs
};

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
class run_client : public virtual run_handle,
                   public run_artifacts,
                   public run_creation,
                   public run_events,
                   public run_lineage,
                   public run_offline,
                   public run_watching {
 public:
    explicit run_client(client c, const run_ref& ref = {});

    /// The run that a folder keeps, with its data, lineage, owner and project; nothing, or with `raise_if_not_found` `invalid_argument`, when the folder has none.
    /// Sends nothing. As Python's class method; the member of the same name takes the run over into a run_client that is there.
    ///
    ///     if (auto kept = co_await run_client::load_offline_run(client, "/data/runs/probe")) co_await kept->push_offline_run("/data/runs/probe");
    static awaitable<std::optional<run_client>> load_offline_run(client c, std::string_view path,
                                                                 const load_run_options& = {});
    using run_offline::load_offline_run;

    /// Makes a run, which becomes the current one. POST /api/v1/{owner}/{project}/runs. Without content it is the user's own:
    /// `is_managed: false, managed_by: user`. With an image, a command, resources, … these are laid over the content, or are the content where
    /// there is none; what is wrong with them is `invalid_argument`. Offline the local run alone.
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
    /// Runs that this one started, if it is a pipeline. GET /api/v1/{owner}/{project}/runs with `pipeline:{uuid}` in the query.
    ///
    ///     auto children = co_await run.list_children({.query = "status:failed"});
    awaitable<page<run>> list_children(const some_runs_options& = {});
    /// Inputs and outputs of the project's runs, 20 when no limit is set. GET /api/v1/{owner}/{project}/runs.
    ///
    ///     for (const auto& [uid, values] : co_await run.get_runs_io({.query = "tags:sweep"})) …
    awaitable<std::vector<run_io>> get_runs_io(const some_runs_options& = {});

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
    /// Tells how far the run is, from 0 to 1, as meta_info `progress`. PATCH with `merge`; nothing when it is what was told before, or when it
    /// grew by less than 0.025 and three such steps went out this second already; 1 is always told. `invalid_argument` for other numbers.
    ///
    ///     co_await run.log_progress(0.5);
    awaitable<void> log_progress(double value, const call_options& = {});
    /// The run's inputs, an object. GET /api/v1/{owner}/{project}/runs/{uuid} when none are known.
    ///
    ///     double lr = (co_await run.get_inputs()).at("lr").as<double>();
    awaitable<json> get_inputs(const call_options& = {});
    /// The run's outputs, as get_inputs.
    ///
    ///     auto loss = (co_await run.get_outputs()).value_or("loss", 1.0);
    awaitable<json> get_outputs(const call_options& = {});
    /// Adds tags: a comma list, or a span of them. PATCH with `merge`, or a replacement with `reset`.
    ///
    ///     co_await run.log_tags("fast,small");
    awaitable<void> log_tags(std::string_view tags, const log_options& = {});
    awaitable<void> log_tags(std::span<const std::string_view> tags, const log_options& = {});

    /// Makes a model version of the project from this run, as project_client::register_model_version. GET and POST (or, with force, PATCH) of
    /// /api/v1/{owner}/{project}/versions/model. Offline: nothing.
    ///
    ///     co_await run.promote_to_model_version("v1", {.artifacts = "net"});
    awaitable<project_version> promote_to_model_version(std::string_view version,
                                                        const promote_options& = {});
    /// The same for an artifact version. GET and POST of /api/v1/{owner}/{project}/versions/artifact.
    ///
    ///     co_await run.promote_to_artifact_version("v1", {.artifacts = "ds"});
    awaitable<project_version> promote_to_artifact_version(std::string_view version,
                                                           const promote_options& = {});

    /// Does nothing: a run of the tracking client ends here.
    ///
    ///     co_await run.end();
    awaitable<void> end(const call_options& = {});

    /// Of the target; empty before the first awaited call has found it.
    std::string owner() const;
    std::string team() const;
    std::string project() const;
    /// Empty while no run is known.
    std::string run_uuid() const;
    /// The run as it was last seen or changed; valid until the next awaited call.
    const run& run_data() const;
    /// `status` in Python: of run_data(), "running".
    std::optional<std::string> run_status() const;
    /// Of run_data(); unset while the server has not told them.
    const std::optional<run_settings>& settings() const;
    /// `namespace` in Python: where the run runs. That of the settings, else "polyaxon".
    std::string name_space() const;
    /// Name of the store of the run's artifacts, when the settings name one. Its files are read and written by the methods of run_artifacts.
    std::optional<std::string> artifacts_store() const;
    bool is_offline() const;

    /// Another owner, project or run from now on; what is known of another run (run_data, lineage, metrics) is forgotten, of another owner or
    /// project only the settings. Throws `context` when the target was found already and the new one is no name.
    ///
    ///     run.set_project("speech");
    void set_owner(std::string_view owner);
    void set_project(std::string_view project);
    void set_run_uuid(std::string_view uuid);

    const client& get_client() const;
    /// Another client from now on, for this run and its copies; owner, project and run stay as they were found, the settings are asked for
    /// again.
    ///
    ///     run.reset_client(client(executor, {.host = "https://eu.polyaxon.example"}));
    void reset_client(client c);
};

}  // namespace polyaxon::v1
