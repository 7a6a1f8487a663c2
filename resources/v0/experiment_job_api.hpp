#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/container_resources.hpp>
#include <polyaxon/resources/v0/experiment_job.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/status.hpp>
#include <polyaxon/resources/v0/stream_options.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// The processes of experiments. A cheap handle of its client: copy it, keep it, share it between threads.
///
/// Names and ids go into the path as one segment each, percent-encoded; slashes at their ends are dropped. An empty one,
/// "." and ".." fail as `invalid_argument` and nothing is sent. What a call can fail as: errc.hpp.
class experiment_job_api {
 public:
    /// One process with all its fields.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/. Fails as `not_found`.
    ///
    ///     auto one = co_await client.experiment_job().get_job("adam", "mnist", 12, 3);
    awaitable<experiment_job> get_job(std::string_view username, std::string_view project_name,
                                      id experiment_id, id job_id, call_options options = {}) const;

    /// One page of the statuses that the process had, oldest first.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/statuses/. Fails as `not_found`.
    ///
    ///     auto statuses = co_await client.experiment_job().get_statuses("adam", "mnist", 12, 3);
    awaitable<page<experiment_job_status>> get_statuses(std::string_view username,
                                                        std::string_view project_name, id experiment_id,
                                                        id job_id, page_options options = {}) const;

    /// All statuses of the process, page by page, from `options.page` on.
    ///
    ///     auto all = client.experiment_job().iter_statuses("adam", "mnist", 12, 3);
    ///     while (auto s = co_await all.next()) std::cout << s->status << '\n';
    pager<experiment_job_status> iter_statuses(std::string_view username, std::string_view project_name,
                                               id experiment_id, id job_id, page_options options = {}) const;

    /// The logs of the process as they come, from a WebSocket. How connections that are lost are opened again: logs_options. (Python: `logs(stream=True)`.)
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/logs/stream/. The first `next` opens it, and fails as `not_found` and `forbidden`.
    ///
    ///     auto logs = client.experiment_job().logs("adam", "mnist", 12, 3);
    ///     while (auto m = co_await logs.next())
    ///         for (const auto& line : m->log_lines) std::cout << line << '\n';
    stream<log_message> logs(std::string_view username, std::string_view project_name, id experiment_id,
                             id job_id, logs_options options = {}) const;

    /// What the containers of the process use, as they tell it, from a WebSocket. One that has no resources to tell fails as `decode`, with the server's reason.
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/resources/. The first `next` opens it, and fails as `not_found` and `forbidden`.
    ///
    ///     auto resources = client.experiment_job().resources("adam", "mnist", 12, 3);
    ///     while (auto all = co_await resources.next())
    ///         for (const auto& c : *all) std::cout << c.job_name << ' ' << c.memory_used << '\n';
    stream<std::vector<container_resources>> resources(std::string_view username,
                                                       std::string_view project_name, id experiment_id,
                                                       id job_id, resources_options options = {}) const;

    /// The logs of the process so far, as one text. (Python: `logs(stream=False)`.)
    ///
    /// GET /{username}/{project_name}/experiments/{experiment_id}/jobs/{job_id}/logs/.
    /// Fails as `not_found` also for one without logs.
    ///
    ///     std::cout << co_await client.experiment_job().logs_text("adam", "mnist", 12, 3);
    awaitable<std::string> logs_text(std::string_view username, std::string_view project_name,
                                     id experiment_id, id job_id, call_options options = {}) const;

 private:
    friend class client;
    explicit experiment_job_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
