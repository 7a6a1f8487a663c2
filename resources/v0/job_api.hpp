#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/code_reference.hpp>
#include <polyaxon/resources/v0/container_resources.hpp>
#include <polyaxon/resources/v0/job.hpp>
#include <polyaxon/resources/v0/log_lines.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/status.hpp>
#include <polyaxon/resources/v0/stream_options.hpp>
#include <polyaxon/resources/v0/transfer_options.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Jobs. A cheap handle of its client: copy it, keep it, share it between threads.
///
/// Names and ids go into the path as one segment each, percent-encoded; slashes at their ends are dropped. An empty one,
/// "." and ".." fail as `invalid_argument` and nothing is sent. What a call can fail as: errc.hpp.
class job_api {
 public:
    /// One job with all its fields.
    ///
    /// GET /{username}/{project_name}/jobs/{job_id}/. Fails as `not_found`.
    ///
    ///     auto one = co_await client.job().get_job("adam", "mnist", 12);
    awaitable<job> get_job(std::string_view username, std::string_view project_name, id job_id,
                           call_options options = {}) const;

    /// Changes the given members; the job as it is then comes back. A null mapping sends no body.
    ///
    /// PATCH /{username}/{project_name}/jobs/{job_id}/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for a value of the wrong kind.
    ///
    ///     auto patch = polyaxon::json::object().set("description", "second try");
    ///     auto now = co_await client.job().update_job("adam", "mnist", 12, patch);
    awaitable<job> update_job(std::string_view username, std::string_view project_name, id job_id,
                              const json& patch_dict, write_options options = {}) const;

    /// Deletes the job with all that belongs to it.
    ///
    /// DELETE /{username}/{project_name}/jobs/{job_id}/. Fails as `not_found`, and as `forbidden` for what is not yours.
    ///
    ///     co_await client.job().delete_job("adam", "mnist", 12);
    awaitable<response> delete_job(std::string_view username, std::string_view project_name, id job_id,
                                   write_options options = {}) const;

    /// One page of the statuses that the job had, oldest first.
    ///
    /// GET /{username}/{project_name}/jobs/{job_id}/statuses/. Fails as `not_found`.
    ///
    ///     auto statuses = co_await client.job().get_statuses("adam", "mnist", 12);
    awaitable<page<job_status>> get_statuses(std::string_view username, std::string_view project_name,
                                             id job_id, page_options options = {}) const;

    /// All statuses of the job, page by page, from `options.page` on.
    ///
    ///     auto all = client.job().iter_statuses("adam", "mnist", 12);
    ///     while (auto s = co_await all.next()) std::cout << s->status << '\n';
    pager<job_status> iter_statuses(std::string_view username, std::string_view project_name, id job_id,
                                    page_options options = {}) const;

    /// Tells a new status of the job; the server takes any of its own after any other.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/statuses/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for a status that the server does not know.
    ///
    ///     co_await client.job().create_status("adam", "mnist", 12, "failed", {.message = "exit 1"});
    awaitable<job_status> create_status(std::string_view username, std::string_view project_name, id job_id,
                                        std::string_view status, create_status_options options = {}) const;

    /// The code that the job ran from; without one it has empty texts and no id.
    ///
    /// GET /{username}/{project_name}/jobs/{job_id}/coderef/. Fails as `not_found`.
    ///
    ///     auto code = co_await client.job().get_code_reference("adam", "mnist", 12);
    awaitable<code_reference> get_code_reference(std::string_view username, std::string_view project_name,
                                                 id job_id, call_options options = {}) const;

    /// Tells the code that the job runs from: what is set of commit, head, branch, git_url and is_dirty.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/coderef/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for a commit of more than 40 digits.
    ///
    ///     polyaxon::v0::code_reference code;
    ///     code.commit = "3783ab36703b14b91b15736fe4302bfb8d52af1c";
    ///     co_await client.job().create_code_reference("adam", "mnist", 12, code);
    awaitable<code_reference> create_code_reference(std::string_view username, std::string_view project_name,
                                                    id job_id, const code_reference& coderef,
                                                    write_options options = {}) const;
    awaitable<code_reference> create_code_reference(
        std::string_view username, std::string_view project_name, id job_id, code_reference&& coderef,
        write_options options = {}) const = delete;  // name it first
    /// The same from a mapping that is sent as it is; null sends no body.
    awaitable<code_reference> create_code_reference(std::string_view username, std::string_view project_name,
                                                    id job_id, const json& coderef,
                                                    write_options options = {}) const;

    /// Adds to the logs of the job: a text, or lines that are joined by line breaks. The 0.5 servers only read logs here: they answer with a 405.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/logs/. Fails as `not_found` and `forbidden`.
    ///
    ///     co_await client.job().send_logs("adam", "mnist", 12, "epoch 1 done", {.periodic = true});
    awaitable<response> send_logs(std::string_view username, std::string_view project_name, id job_id,
                                  log_lines lines, send_logs_options options = {}) const;

    /// Starts the job again as a new one; what comes back is the new one.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/restart/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for content that the server cannot read.
    ///
    ///     auto again = co_await client.job().restart("adam", "mnist", 12, {.update_code = true});
    awaitable<job> restart(std::string_view username, std::string_view project_name, id job_id,
                           clone_options options = {}) const;

    /// Goes on with the job where it ended, as a new one with the same outputs. The 0.5 servers have no such route.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/resume/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for content that the server cannot read.
    ///
    ///     auto again = co_await client.job().resume("adam", "mnist", 12, {.update_code = true});
    awaitable<job> resume(std::string_view username, std::string_view project_name, id job_id,
                          clone_options options = {}) const;

    /// Starts the job again as a new one, on a copy of its outputs. The 0.5 servers have no such route.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/copy/.
    /// Fails as `not_found`, `forbidden`, and as `client_error` with status 400 for content that the server cannot read.
    ///
    ///     auto again = co_await client.job().copy("adam", "mnist", 12, {.update_code = true});
    awaitable<job> copy(std::string_view username, std::string_view project_name, id job_id,
                        clone_options options = {}) const;

    /// Stops the job; one that has ended stays as it is.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/stop/. Fails as `not_found`, and as `forbidden` for what is not yours.
    ///
    ///     co_await client.job().stop("adam", "mnist", 12);
    awaitable<response> stop(std::string_view username, std::string_view project_name, id job_id,
                             write_options options = {}) const;

    /// The logs of the job as they come, from a WebSocket. How connections that are lost are opened again: logs_options. (Python: `logs(stream=True)`.)
    ///
    /// GET /{username}/{project_name}/jobs/{job_id}/logs/stream/. The first `next` opens it, and fails as `not_found` and `forbidden`.
    ///
    ///     auto logs = client.job().logs("adam", "mnist", 12);
    ///     while (auto m = co_await logs.next())
    ///         for (const auto& line : m->log_lines) std::cout << line << '\n';
    stream<log_message> logs(std::string_view username, std::string_view project_name, id job_id,
                             logs_options options = {}) const;

    /// What the containers of the job use, as they tell it, from a WebSocket. One that has no resources to tell fails as `decode`, with the server's reason.
    ///
    /// GET /{username}/{project_name}/jobs/{job_id}/resources/. The first `next` opens it, and fails as `not_found` and `forbidden`.
    ///
    ///     auto resources = client.job().resources("adam", "mnist", 12);
    ///     while (auto all = co_await resources.next())
    ///         for (const auto& c : *all) std::cout << c.job_name << ' ' << c.memory_used << '\n';
    stream<std::vector<container_resources>> resources(std::string_view username,
                                                       std::string_view project_name, id job_id,
                                                       resources_options options = {}) const;

    /// The logs of the job so far, as one text. (Python: `logs(stream=False)`.)
    ///
    /// GET /{username}/{project_name}/jobs/{job_id}/logs/. Fails as `not_found` also for one without logs.
    ///
    ///     std::cout << co_await client.job().logs_text("adam", "mnist", 12);
    awaitable<std::string> logs_text(std::string_view username, std::string_view project_name, id job_id,
                                     call_options options = {}) const;

    /// Puts the job among your bookmarks.
    ///
    /// POST /{username}/{project_name}/jobs/{job_id}/bookmark/. Fails as `not_found`.
    ///
    ///     co_await client.job().bookmark("adam", "mnist", 12);
    awaitable<response> bookmark(std::string_view username, std::string_view project_name, id job_id,
                                 write_options options = {}) const;

    /// Takes it out again.
    ///
    /// DELETE /{username}/{project_name}/jobs/{job_id}/unbookmark/. Fails as `not_found`.
    ///
    ///     co_await client.job().unbookmark("adam", "mnist", 12);
    awaitable<response> unbookmark(std::string_view username, std::string_view project_name, id job_id,
                                   write_options options = {}) const;

    /// Stores the outputs of the job as an archive, in the working directory as "adam.mnist.12.tar.gz" unless the options name
    /// another file, and gives its path. Without outputs the archive is empty. It holds the full storage path of each file.
    ///
    /// GET /{username}/{project_name}/jobs/{job_id}/outputs/download/. Fails as `not_found`; then no file is written.
    /// With `untar` the path is that of an archive that is gone, unless `delete_tar` is false. What a target folder or unpacking may
    /// fail as, and what is left then: as project_api::download_repo says.
    ///
    ///     auto file = co_await client.job().download_outputs("adam", "mnist", 12, {.untar = true});
    awaitable<std::string> download_outputs(std::string_view username, std::string_view project_name,
                                            id job_id, download_options options = {}) const;

    /// The absolute URL that tells, by an empty POST, that the job is alive: for client.set_health_check. Sends nothing.
    ///
    /// The URL of /{username}/{project_name}/jobs/{job_id}/_heartbeat/. Fails as `context` where the host is not known.
    ///
    ///     auto url = co_await client.job().get_heartbeat_url("adam", "mnist", 12);
    awaitable<std::string> get_heartbeat_url(std::string_view username, std::string_view project_name,
                                             id job_id) const;

 private:
    friend class client;
    explicit job_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
