#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v0/build_job.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/group.hpp>
#include <polyaxon/resources/v0/job.hpp>
#include <polyaxon/resources/v0/options.hpp>
#include <polyaxon/resources/v0/project.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// What you bookmarked, by kind; a page beyond the last one is empty. Elements come with fewer fields than elsewhere,
/// without counts for example. `username` is your own. A cheap handle of its
/// client: copy it, keep it, share it between threads.
class bookmark_api {
 public:
    /// One page of bookmarked builds. GET /bookmarks/{username}/builds/. Fails as `unauthenticated` without a token.
    ///
    ///     auto page = co_await client.bookmark().builds("adam");
    awaitable<page<build_job>> builds(std::string_view username, page_options options = {}) const;
    /// All of them, page by page, from `options.page` on.
    pager<build_job> iter_builds(std::string_view username, page_options options = {}) const;

    /// One page of bookmarked jobs. GET /bookmarks/{username}/jobs/. Fails as `unauthenticated` without a token.
    ///
    ///     auto page = co_await client.bookmark().jobs("adam");
    awaitable<page<job>> jobs(std::string_view username, page_options options = {}) const;
    /// All of them, page by page, from `options.page` on.
    pager<job> iter_jobs(std::string_view username, page_options options = {}) const;

    /// One page of bookmarked experiments. GET /bookmarks/{username}/experiments/. Fails as `unauthenticated` without a token.
    ///
    ///     auto page = co_await client.bookmark().experiments("adam");
    awaitable<page<experiment>> experiments(std::string_view username, page_options options = {}) const;
    /// All of them, page by page, from `options.page` on.
    pager<experiment> iter_experiments(std::string_view username, page_options options = {}) const;

    /// One page of bookmarked experiment groups. GET /bookmarks/{username}/groups/. Fails as `unauthenticated` without a token.
    ///
    ///     auto page = co_await client.bookmark().groups("adam");
    awaitable<page<group>> groups(std::string_view username, page_options options = {}) const;
    /// All of them, page by page, from `options.page` on.
    pager<group> iter_groups(std::string_view username, page_options options = {}) const;

    /// One page of bookmarked projects. GET /bookmarks/{username}/projects/. Fails as `unauthenticated` without a token.
    ///
    ///     auto page = co_await client.bookmark().projects("adam");
    awaitable<page<project>> projects(std::string_view username, page_options options = {}) const;
    /// All of them, page by page, from `options.page` on.
    pager<project> iter_projects(std::string_view username, page_options options = {}) const;

 private:
    friend class client;
    explicit bookmark_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
