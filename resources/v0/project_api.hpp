#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/project.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Projects and what they hold. A cheap handle of its client: copy it, keep it, share it between threads.
///
/// Names go into the path as one segment each, percent-encoded; slashes at their ends are dropped. An empty name, "." and
/// ".." fail as `invalid_argument` and nothing is sent. What a call can fail as: errc.hpp.
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

 private:
    friend class client;
    explicit project_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
