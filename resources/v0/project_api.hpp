#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/build_job.hpp>
#include <polyaxon/resources/v0/job.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/project.hpp>
#include <polyaxon/resources/v0/tensorboard_job.hpp>
#include <polyaxon/resources/v0/transfer_options.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Projects and what they hold. A cheap handle of its client: copy it, keep it, share it between threads.
///
/// Names go into the path as one segment each, percent-encoded; slashes at their ends are dropped. An empty name, "." and
/// ".." fail as `invalid_argument` and nothing is sent. An unknown owner or project is `not_found`, as is somebody else's private one;
/// changing what belongs to somebody else is `forbidden`. With `background` a change is left to the client's worker, in the order of the
/// calls. What a call can fail as: errc.hpp.
///
/// Creations take a mapping or a struct, which must be a named value. All fields are sent, nulls included; what the configuration leaves
/// out takes the platform's default, and so does a member that keeps its default value. `content` is a polyaxonfile as text; a mapping
/// may have it as a mapping, whose JSON text is sent. An unknown key, a value of the wrong type, or a `name`, `user` or `owner` beyond
/// letters, digits, '-' and '_' fails as `invalid_argument` that names the key, and nothing is sent. The server answers less than a get.
class project_api {
 public:
    /// One page of a user's projects, newest first; a page beyond the last one is empty.
    ///
    /// GET /{username}/. Fails as `not_found` for an unknown user.
    ///
    ///     auto page = co_await client.project().list_projects("adam", {.page = 2});
    awaitable<page<project>> list_projects(std::string_view username, page_options options = {}) const;

    /// All projects of a user, page by page, from `options.page` on.
    ///
    ///     auto all = client.project().iter_projects("adam");
    ///     while (auto p = co_await all.next()) std::cout << p->name << '\n';
    pager<project> iter_projects(std::string_view username, page_options options = {}) const;

    /// One project with its counts and flags.
    ///
    /// GET /{username}/{project_name}/. Fails as `not_found` for an unknown project and for a private one of somebody else.
    ///
    ///     auto mnist = co_await client.project().get_project("adam", "mnist");
    awaitable<project> get_project(std::string_view username, std::string_view project_name,
                                   call_options options = {}) const;

    /// Makes a project of yours. A name that is taken or reserved is a `client_error` with status 400.
    ///
    /// POST /projects/.
    ///
    ///     auto config = polyaxon::json::object().set("name", "mnist").set("is_public", false);
    ///     auto mnist = co_await client.project().create_project(config);
    awaitable<project> create_project(const json& project_config, call_options options = {}) const;
    awaitable<project> create_project(const project& project_config, call_options options = {}) const;
    awaitable<project> create_project(project&& project_config, call_options options = {}) const = delete;

    /// Changes the fields that `patch_dict` names; answers the whole project. With "merge": true new tags join the old ones.
    ///
    /// PATCH /{username}/{project_name}/ with `patch_dict` as it is (null: without a body). Fails as `client_error` with status 400 for a
    /// value that the server does not take; renaming to a taken name is a fault of the server, told as a hidden 405.
    ///
    ///     auto patch = polyaxon::json::object().set("description", "digits");
    ///     co_await client.project().update_project("adam", "mnist", patch);
    awaitable<project> update_project(std::string_view username, std::string_view project_name,
                                      const json& patch_dict, write_options options = {}) const;

    /// Removes a project and all that it holds.
    ///
    /// DELETE /{username}/{project_name}/.
    ///
    ///     co_await client.project().delete_project("adam", "mnist");
    awaitable<response> delete_project(std::string_view username, std::string_view project_name,
                                       write_options options = {}) const;

    /// Builds and runs whatever comes into the code from now on. Enabling it twice is a fault of the server, told as a hidden 405.
    ///
    /// POST /{username}/{project_name}/ci/ with `{}` or `{"config": config}`.
    ///
    ///     co_await client.project().enable_ci("adam", "mnist");
    awaitable<response> enable_ci(std::string_view username, std::string_view project_name,
                                  const json& config = {}, write_options options = {}) const;

    /// Ends that; `not_found` when it was not enabled.
    ///
    /// DELETE /{username}/{project_name}/ci/.
    ///
    ///     co_await client.project().disable_ci("adam", "mnist");
    awaitable<response> disable_ci(std::string_view username, std::string_view project_name,
                                   write_options options = {}) const;

    /// Takes the code from a git repository. A `client_error` with status 400 for one that the platform cannot clone or when another one was set, `forbidden` when code was uploaded before.
    ///
    /// POST /{username}/{project_name}/repo/external/.
    ///
    ///     co_await client.project().set_repo("adam", "mnist", "https://git.example.org/adam/mnist.git");
    awaitable<response> set_repo(std::string_view username, std::string_view project_name,
                                 std::string_view git_url, set_repo_options options = {}) const;

    /// Takes what is new in that repository. The body may be a JSON text.
    ///
    /// POST /{username}/{project_name}/repo/sync/.
    ///
    ///     co_await client.project().sync_repo("adam", "mnist");
    awaitable<response> sync_repo(std::string_view username, std::string_view project_name,
                                  write_options options = {}) const;

    /// Sends code: as the command line does, one .tar.gz. With `sync` the platform takes it over before it answers.
    ///
    /// PUT /{username}/{project_name}/repo/upload/, as a form that is read from the disk while it is sent. Fails as `too_large`
    /// beyond POLYAXON_MAX_UPLOAD_SIZE, as `invalid_argument` for a file that cannot be read (nothing sent either way), as
    /// `forbidden` when a repository was set; what is no archive is a fault of the server, told as a hidden 405. The answer may take
    /// `answer_timeout`, an hour, when all was sent.
    ///
    ///     const polyaxon::v0::upload_file files[] = {{.path = "code.tar.gz"}};
    ///     co_await client.project().upload_repo("adam", "mnist", files);
    awaitable<response> upload_repo(std::string_view username, std::string_view project_name,
                                    std::span<const upload_file> files, upload_options options = {}) const;

    /// Fetches the code as a .tar.gz, and unpacks it with `untar`; answers the path of the file, which unpacking removes unless
    /// `delete_tar` is false.
    ///
    /// GET /{username}/{project_name}/repo/download/, with `commit` if given. Fails as `not_found` without code, as `server_error`
    /// for an unknown commit, as `invalid_argument` for a target folder that cannot be written (nothing sent); no file is left
    /// then. When unpacking fails, as `decode` (no archive, or one that leads out of its folder), `too_large` (beyond
    /// `max_unpacked`) or `invalid_argument` (the disk), the archive stays, and what was unpacked before.
    ///
    ///     auto file = co_await client.project().download_repo("adam", "mnist", {.untar = true, .extract_path = "src"});
    awaitable<std::string> download_repo(std::string_view username, std::string_view project_name,
                                         download_repo_options options = {}) const;

    /// One page of a project's experiment groups. GET /{username}/{project_name}/groups/. Fails as `client_error` with status 400 for a query that the server does
    /// not understand.
    ///
    ///     auto page = co_await client.project().list_experiment_groups("adam", "mnist", {.sort = "-created_at"});
    awaitable<page<group>> list_experiment_groups(std::string_view username, std::string_view project_name,
                                                  list_options options = {}) const;

    /// All of them, page by page, from `options.page` on.
    pager<group> iter_experiment_groups(std::string_view username, std::string_view project_name,
                                        list_options options = {}) const;

    /// Starts a group of experiments; without `content` it is a `client_error` with status 400.
    ///
    /// POST /{username}/{project_name}/groups/.
    ///
    ///     auto config = polyaxon::json::object().set("content", polyaxonfile);
    ///     auto sweep = co_await client.project().create_experiment_group("adam", "mnist", config);
    awaitable<group> create_experiment_group(std::string_view username, std::string_view project_name,
                                             const json& experiment_group_config,
                                             write_options options = {}) const;
    awaitable<group> create_experiment_group(std::string_view username, std::string_view project_name,
                                             const group& experiment_group_config,
                                             write_options options = {}) const;
    awaitable<group> create_experiment_group(std::string_view username, std::string_view project_name,
                                             group&& experiment_group_config,
                                             write_options options = {}) const = delete;

    /// One page of a project's experiments, newest first.
    ///
    /// GET /{username}/{project_name}/experiments/. Fails as `not_found` for an unknown project, as `client_error` with
    /// status 400 for a query that the server does not understand (an unknown sort key is ignored by it).
    ///
    ///     auto page = co_await client.project().list_experiments("adam", "mnist", {.query = "status:running"});
    awaitable<page<experiment>> list_experiments(std::string_view username, std::string_view project_name,
                                                 list_experiments_options options = {}) const;

    /// All experiments of a project that the filters let through, page by page, from `options.page` on.
    ///
    ///     auto all = client.project().iter_experiments("adam", "mnist");
    ///     while (auto e = co_await all.next()) std::cout << e->id << '\n';
    pager<experiment> iter_experiments(std::string_view username, std::string_view project_name,
                                       list_experiments_options options = {}) const;

    /// Starts an experiment, or without `content` records one that runs elsewhere. A name that is taken becomes `name-1`.
    ///
    /// POST /{username}/{project_name}/experiments/.
    ///
    ///     auto config = polyaxon::json::object().set("name", "fit").set("is_managed", false);
    ///     auto e = co_await client.project().create_experiment("adam", "mnist", config, {.group = 7});
    awaitable<experiment> create_experiment(std::string_view username, std::string_view project_name,
                                            const json& experiment_config,
                                            create_experiment_options options = {}) const;
    awaitable<experiment> create_experiment(std::string_view username, std::string_view project_name,
                                            const experiment& experiment_config,
                                            create_experiment_options options = {}) const;
    awaitable<experiment> create_experiment(std::string_view username, std::string_view project_name,
                                            experiment&& experiment_config,
                                            create_experiment_options options = {}) const = delete;

    /// One page of a project's jobs. GET /{username}/{project_name}/jobs/. Fails as `client_error` with status 400 for a query that the server does
    /// not understand.
    ///
    ///     auto page = co_await client.project().list_jobs("adam", "mnist", {.sort = "-created_at"});
    awaitable<page<job>> list_jobs(std::string_view username, std::string_view project_name,
                                   list_options options = {}) const;

    /// All of them, page by page, from `options.page` on.
    pager<job> iter_jobs(std::string_view username, std::string_view project_name,
                         list_options options = {}) const;

    /// Starts a job; without `content` it is a `client_error` with status 400.
    ///
    /// POST /{username}/{project_name}/jobs/.
    ///
    ///     auto config = polyaxon::json::object().set("content", polyaxonfile);
    ///     auto prep = co_await client.project().create_job("adam", "mnist", config);
    awaitable<job> create_job(std::string_view username, std::string_view project_name,
                              const json& job_config, write_options options = {}) const;
    awaitable<job> create_job(std::string_view username, std::string_view project_name, const job& job_config,
                              write_options options = {}) const;
    awaitable<job> create_job(std::string_view username, std::string_view project_name, job&& job_config,
                              write_options options = {}) const = delete;

    /// One page of a project's builds. GET /{username}/{project_name}/builds/. Fails as `client_error` with status 400 for a query that the server does
    /// not understand.
    ///
    ///     auto page = co_await client.project().list_builds("adam", "mnist", {.sort = "-created_at"});
    awaitable<page<build_job>> list_builds(std::string_view username, std::string_view project_name,
                                           list_options options = {}) const;

    /// All of them, page by page, from `options.page` on.
    pager<build_job> iter_builds(std::string_view username, std::string_view project_name,
                                 list_options options = {}) const;

    /// Lets every later run build anew.
    ///
    /// POST /{username}/{project_name}/builds/invalidate/.
    ///
    ///     co_await client.project().invalidate_builds("adam", "mnist");
    awaitable<response> invalidate_builds(std::string_view username, std::string_view project_name,
                                          write_options options = {}) const;

    /// Starts a build; without `content` it is a `client_error` with status 400.
    ///
    /// POST /{username}/{project_name}/builds/.
    ///
    ///     auto config = polyaxon::json::object().set("content", polyaxonfile);
    ///     auto image = co_await client.project().create_build("adam", "mnist", config);
    awaitable<build_job> create_build(std::string_view username, std::string_view project_name,
                                      const json& build_config, write_options options = {}) const;
    awaitable<build_job> create_build(std::string_view username, std::string_view project_name,
                                      const build_job& build_config, write_options options = {}) const;
    awaitable<build_job> create_build(std::string_view username, std::string_view project_name,
                                      build_job&& build_config, write_options options = {}) const = delete;

    /// One page of a project's tensorboards. GET /{username}/{project_name}/tensorboards/. Fails as `client_error` with status 400 for a query that the server does
    /// not understand.
    ///
    ///     auto page = co_await client.project().list_tensorboards("adam", "mnist", {.sort = "-created_at"});
    awaitable<page<tensorboard_job>> list_tensorboards(std::string_view username,
                                                       std::string_view project_name,
                                                       list_options options = {}) const;

    /// All of them, page by page, from `options.page` on.
    pager<tensorboard_job> iter_tensorboards(std::string_view username, std::string_view project_name,
                                             list_options options = {}) const;

    /// Starts a tensorboard over a project's outputs.
    ///
    /// POST /{username}/{project_name}/tensorboard/start/.
    ///
    ///     co_await client.project().start_tensorboard("adam", "mnist");
    awaitable<response> start_tensorboard(std::string_view username, std::string_view project_name,
                                          start_options options = {}) const;

    /// Stops it.
    ///
    /// POST /{username}/{project_name}/tensorboard/stop/.
    ///
    ///     co_await client.project().stop_tensorboard("adam", "mnist");
    awaitable<response> stop_tensorboard(std::string_view username, std::string_view project_name,
                                         write_options options = {}) const;

    /// Starts a notebook in a project's code.
    ///
    /// POST /{username}/{project_name}/notebook/start/.
    ///
    ///     co_await client.project().start_notebook("adam", "mnist");
    awaitable<response> start_notebook(std::string_view username, std::string_view project_name,
                                       start_options options = {}) const;

    /// Stops it and commits what was changed there, unless `commit` is false.
    ///
    /// POST /{username}/{project_name}/notebook/stop/.
    ///
    ///     co_await client.project().stop_notebook("adam", "mnist");
    awaitable<response> stop_notebook(std::string_view username, std::string_view project_name,
                                      stop_notebook_options options = {}) const;

    /// Puts a project among your bookmarks; once more changes nothing.
    ///
    /// POST /{username}/{project_name}/bookmark/.
    ///
    ///     co_await client.project().bookmark("adam", "mnist");
    awaitable<response> bookmark(std::string_view username, std::string_view project_name,
                                 write_options options = {}) const;

    /// Takes it off again; one that is not there is `not_found`.
    ///
    /// DELETE /{username}/{project_name}/unbookmark/.
    ///
    ///     co_await client.project().unbookmark("adam", "mnist");
    awaitable<response> unbookmark(std::string_view username, std::string_view project_name,
                                   write_options options = {}) const;

 private:
    friend class client;
    explicit project_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
