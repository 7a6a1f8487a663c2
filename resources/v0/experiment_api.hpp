#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/code_reference.hpp>
#include <polyaxon/resources/v0/container_resources.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/log_lines.hpp>
#include <polyaxon/resources/v0/metric.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/status.hpp>
#include <polyaxon/resources/v0/stream_options.hpp>
#include <polyaxon/resources/v0/transfer_options.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Experiments. A cheap handle of its client: copy it, keep it, share it between threads.
///
/// Names and ids go into the path as one segment each, percent-encoded; slashes at their ends are dropped. An empty one,
/// "." and ".." fail as `invalid_argument` and nothing is sent. What a call can fail as: errc.hpp.
class experiment_api {
 public:
    /// One page of the experiments that you may see, over all projects.
    ///
    /// GET /experiments/. Fails as `unauthenticated` without a token.
    ///
    ///     auto page = co_await client.experiment().list_experiments({.page = 2});
    awaitable<page<experiment>> list_experiments(page_options options = {}) const;

    /// All experiments that you may see, page by page, from `options.page` on.
    ///
    ///     auto all = client.experiment().iter_experiments();
    ///     while (auto e = co_await all.next()) std::cout << e->id << '\n';
    pager<experiment> iter_experiments(page_options options = {}) const;

    /// One experiment with all its fields.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/. Fails as `not_found`.
    ///
    ///     auto one = co_await client.experiment().get_experiment("adam", "mnist", 12);
    awaitable<experiment> get_experiment(std::string_view username, std::string_view project_name,
                                         id experiment_id, call_options options = {}) const;

    /// Changes the given members; the experiment as it is then comes back. With `"merge": true` tags, params and data_refs are added to what is there. A null mapping sends no body.
    ///
    /// PATCH /{username}/{project_name}/experiments/{experiment_id}/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for a value of the wrong kind.
    ///
    ///     auto patch = polyaxon::json::object().set("description", "second try");
    ///     auto now = co_await client.experiment().update_experiment("adam", "mnist", 12, patch);
    awaitable<experiment> update_experiment(std::string_view username, std::string_view project_name,
                                            id experiment_id, const json& patch_dict,
                                            write_options options = {}) const;

    /// Deletes the experiment with all that belongs to it.
    ///
    /// DELETE /{username}/{project_name}/experiments/{experiment_id}/.
    /// Fails as `not_found`, and as `forbidden` for what is not yours.
    ///
    ///     co_await client.experiment().delete_experiment("adam", "mnist", 12);
    awaitable<response> delete_experiment(std::string_view username, std::string_view project_name,
                                          id experiment_id, write_options options = {}) const;

    /// One page of the statuses that the experiment had, oldest first.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/statuses/. Fails as `not_found`.
    ///
    ///     auto statuses = co_await client.experiment().get_statuses("adam", "mnist", 12);
    awaitable<page<experiment_status>> get_statuses(std::string_view username, std::string_view project_name,
                                                    id experiment_id, page_options options = {}) const;

    /// All statuses of the experiment, page by page, from `options.page` on.
    ///
    ///     auto all = client.experiment().iter_statuses("adam", "mnist", 12);
    ///     while (auto s = co_await all.next()) std::cout << s->status << '\n';
    pager<experiment_status> iter_statuses(std::string_view username, std::string_view project_name,
                                           id experiment_id, page_options options = {}) const;

    /// Tells a new status of the experiment; the server takes any of its own after any other.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/statuses/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for a status that the server does not know.
    ///
    ///     co_await client.experiment().create_status("adam", "mnist", 12, "failed", {.message = "exit 1"});
    awaitable<experiment_status> create_status(std::string_view username, std::string_view project_name,
                                               id experiment_id, std::string_view status,
                                               create_status_options options = {}) const;

    /// The code that the experiment ran from; without one it has empty texts and no id.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/coderef/. Fails as `not_found`.
    ///
    ///     auto code = co_await client.experiment().get_code_reference("adam", "mnist", 12);
    awaitable<code_reference> get_code_reference(std::string_view username, std::string_view project_name,
                                                 id experiment_id, call_options options = {}) const;

    /// Tells the code that the experiment runs from: what is set of commit, head, branch, git_url and is_dirty.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/coderef/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for a commit of more than 40 digits.
    ///
    ///     polyaxon::v0::code_reference code;
    ///     code.commit = "3783ab36703b14b91b15736fe4302bfb8d52af1c";
    ///     co_await client.experiment().create_code_reference("adam", "mnist", 12, code);
    awaitable<code_reference> create_code_reference(std::string_view username, std::string_view project_name,
                                                    id experiment_id, const code_reference& coderef,
                                                    write_options options = {}) const;
    awaitable<code_reference> create_code_reference(
        std::string_view username, std::string_view project_name, id experiment_id, code_reference&& coderef,
        write_options options = {}) const = delete;  // name it first
    /// The same from a mapping that is sent as it is; null sends no body.
    awaitable<code_reference> create_code_reference(std::string_view username, std::string_view project_name,
                                                    id experiment_id, const json& coderef,
                                                    write_options options = {}) const;

    /// One page of the metrics of the experiment, by their moments. A page of metrics holds up to 300,000, but page 2 is asked for by an offset of
    /// 20 all the same: iter_metrics gives each once.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/metrics/. Fails as `not_found`.
    ///
    ///     auto metrics = co_await client.experiment().get_metrics("adam", "mnist", 12);
    awaitable<page<experiment_metric>> get_metrics(std::string_view username, std::string_view project_name,
                                                   id experiment_id, page_options options = {}) const;

    /// All metrics of the experiment, page by page, from `options.page` on (of 20 elements).
    ///
    ///     auto all = client.experiment().iter_metrics("adam", "mnist", 12);
    ///     while (auto m = co_await all.next()) std::cout << m->values.text() << '\n';
    pager<experiment_metric> iter_metrics(std::string_view username, std::string_view project_name,
                                          id experiment_id, page_options options = {}) const;

    /// Reports values of one moment: numbers, bools and nulls by their names. A null is sent as asked, but a 0.5 server that stored one
    /// fails on every later read of that experiment.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/metrics/.
    /// Fails as `not_found`, `forbidden`, and as `invalid_argument` for any other kind of value, NaN and infinities; then nothing is sent.
    ///
    ///     auto values = polyaxon::json::object().set("loss", 0.5).set("step", 10);
    ///     co_await client.experiment().create_metric("adam", "mnist", 12, values, {.periodic = true});
    awaitable<experiment_metric> create_metric(std::string_view username, std::string_view project_name,
                                               id experiment_id, const json& values,
                                               create_metric_options options = {}) const;

    /// The same for numbers that need no JSON.
    ///
    ///     const polyaxon::v0::metric_value values[] = {{"loss", 0.5}, {"accuracy", 0.75}};
    ///     co_await client.experiment().create_metric("adam", "mnist", 12, values);
    awaitable<experiment_metric> create_metric(std::string_view username, std::string_view project_name,
                                               id experiment_id, std::span<const metric_value> values,
                                               create_metric_options options = {}) const;

    /// Adds to the logs of the experiment: a text, or lines that are joined by line breaks.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/logs/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for an empty text.
    ///
    ///     co_await client.experiment().send_logs("adam", "mnist", 12, "epoch 1 done", {.periodic = true});
    awaitable<response> send_logs(std::string_view username, std::string_view project_name, id experiment_id,
                                  log_lines lines, send_logs_options options = {}) const;

    /// One page of the processes of the experiment, without their `definition`.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/jobs/. Fails as `not_found`.
    ///
    ///     auto jobs = co_await client.experiment().list_jobs("adam", "mnist", 12);
    awaitable<page<experiment_job>> list_jobs(std::string_view username, std::string_view project_name,
                                              id experiment_id, page_options options = {}) const;

    /// All processes of the experiment, page by page, from `options.page` on.
    ///
    ///     auto all = client.experiment().iter_jobs("adam", "mnist", 12);
    ///     while (auto j = co_await all.next()) std::cout << j->id << '\n';
    pager<experiment_job> iter_jobs(std::string_view username, std::string_view project_name,
                                    id experiment_id, page_options options = {}) const;

    /// Starts the experiment again as a new one; what comes back is the new one.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/restart/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for content that the server cannot read.
    ///
    ///     auto again = co_await client.experiment().restart("adam", "mnist", 12, {.update_code = true});
    awaitable<experiment> restart(std::string_view username, std::string_view project_name, id experiment_id,
                                  clone_options options = {}) const;

    /// Goes on with the experiment where it ended, as a new one with the same outputs.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/resume/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for content that the server cannot read.
    ///
    ///     auto again = co_await client.experiment().resume("adam", "mnist", 12, {.update_code = true});
    awaitable<experiment> resume(std::string_view username, std::string_view project_name, id experiment_id,
                                 clone_options options = {}) const;

    /// Starts the experiment again as a new one, on a copy of its outputs.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/copy/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for content that the server cannot read.
    ///
    ///     auto again = co_await client.experiment().copy("adam", "mnist", 12, {.update_code = true});
    awaitable<experiment> copy(std::string_view username, std::string_view project_name, id experiment_id,
                               clone_options options = {}) const;

    /// Stops the experiment; one that has ended stays as it is.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/stop/.
    /// Fails as `not_found`, and as `forbidden` for what is not yours.
    ///
    ///     co_await client.experiment().stop("adam", "mnist", 12);
    awaitable<response> stop(std::string_view username, std::string_view project_name, id experiment_id,
                             write_options options = {}) const;

    /// The logs of the experiment as they come, from a WebSocket. How connections that are lost are opened again: logs_options. (Python: `logs(stream=True)`.)
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/logs/stream/. The first `next` opens it, and fails as `not_found` and `forbidden`.
    ///
    ///     auto logs = client.experiment().logs("adam", "mnist", 12);
    ///     while (auto m = co_await logs.next())
    ///         for (const auto& line : m->log_lines) std::cout << line << '\n';
    stream<log_message> logs(std::string_view username, std::string_view project_name, id experiment_id,
                             logs_options options = {}) const;

    /// What the containers of the experiment use, as they tell it, from a WebSocket. One that has no resources to tell fails as `decode`, with the server's reason.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/resources/. The first `next` opens it, and fails as `not_found` and `forbidden`.
    ///
    ///     auto resources = client.experiment().resources("adam", "mnist", 12);
    ///     while (auto all = co_await resources.next())
    ///         for (const auto& c : *all) std::cout << c.job_name << ' ' << c.memory_used << '\n';
    stream<std::vector<container_resources>> resources(std::string_view username,
                                                       std::string_view project_name, id experiment_id,
                                                       resources_options options = {}) const;

    /// The logs of the experiment so far, as one text. (Python: `logs(stream=False)`.)
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/logs/. Fails as `not_found` also for one without logs.
    ///
    ///     std::cout << co_await client.experiment().logs_text("adam", "mnist", 12);
    awaitable<std::string> logs_text(std::string_view username, std::string_view project_name,
                                     id experiment_id, call_options options = {}) const;

    /// Starts a TensorBoard on the outputs of the experiment.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/tensorboard/start/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for content that the server cannot read.
    ///
    ///     co_await client.experiment().start_tensorboard("adam", "mnist", 12);
    awaitable<response> start_tensorboard(std::string_view username, std::string_view project_name,
                                          id experiment_id, start_options options = {}) const;

    /// Stops it; none is fine as well.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/tensorboard/stop/.
    /// Fails as `not_found`, and as `forbidden` for what is not yours.
    ///
    ///     co_await client.experiment().stop_tensorboard("adam", "mnist", 12);
    awaitable<response> stop_tensorboard(std::string_view username, std::string_view project_name,
                                         id experiment_id, write_options options = {}) const;

    /// Puts the experiment among your bookmarks.
    ///
    /// POST /{username}/{project_name}/experiments/{experiment_id}/bookmark/. Fails as `not_found`.
    ///
    ///     co_await client.experiment().bookmark("adam", "mnist", 12);
    awaitable<response> bookmark(std::string_view username, std::string_view project_name, id experiment_id,
                                 write_options options = {}) const;

    /// Takes it out again.
    ///
    /// DELETE /{username}/{project_name}/experiments/{experiment_id}/unbookmark/. Fails as `not_found`.
    ///
    ///     co_await client.experiment().unbookmark("adam", "mnist", 12);
    awaitable<response> unbookmark(std::string_view username, std::string_view project_name, id experiment_id,
                                   write_options options = {}) const;

    /// Stores the outputs of the experiment as an archive, in the working directory as "adam.mnist.12.tar.gz" unless the options name
    /// another file, and gives its path. Without outputs the archive is empty. It holds the full storage path of each file.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/outputs/download/.
    /// Fails as `not_found`; then no file is written. With `untar` the path is that of an archive that is gone, unless `delete_tar` is
    /// false. What a target folder or unpacking may fail as, and what is left then: as project_api::download_repo says.
    ///
    ///     auto file = co_await client.experiment().download_outputs("adam", "mnist", 12, {.untar = true});
    awaitable<std::string> download_outputs(std::string_view username, std::string_view project_name,
                                            id experiment_id, download_options options = {}) const;

    /// The absolute URL that tells, by an empty POST, that the experiment is alive: for client.set_health_check. Sends nothing.
    ///
    /// The URL of /{username}/{project_name}/experiments/{experiment_id}/_heartbeat/. Fails as `context` where the host is not known.
    ///
    ///     auto url = co_await client.experiment().get_heartbeat_url("adam", "mnist", 12);
    awaitable<std::string> get_heartbeat_url(std::string_view username, std::string_view project_name,
                                             id experiment_id) const;

 private:
    friend class client;
    explicit experiment_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
