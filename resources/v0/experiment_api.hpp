#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/v0/experiment.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <memory>
#include <string_view>
#include <utility>

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
    ///     auto e = co_await client.experiment().get_experiment("adam", "mnist", 12);
    awaitable<experiment> get_experiment(std::string_view username, std::string_view project_name,
                                         id experiment_id, call_options options = {}) const;

 private:
    friend class client;
    explicit experiment_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
