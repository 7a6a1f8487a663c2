#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/page.hpp>
#include <polyaxon/resources/response.hpp>
#include <polyaxon/resources/v0/group.hpp>
#include <polyaxon/resources/v0/group_status.hpp>
#include <polyaxon/resources/v0/options.hpp>

#include <memory>
#include <string_view>
#include <utility>

namespace polyaxon::resources {
class core;
}

namespace polyaxon::v0 {

/// Experiment groups. A cheap handle of its client: copy it, keep it, share it between threads.
///
/// Names and ids go into the path as one segment each, percent-encoded; slashes at their ends are dropped. An empty one, "." and
/// ".." fail as `invalid_argument` and nothing is sent. An unknown owner, project or group is `not_found`; changing what belongs to
/// somebody else is `forbidden`. With `background` a change is left to the client's worker. What a call can fail as: errc.hpp.
class experiment_group_api {
 public:
    /// One group with its counts and `content`. GET /{username}/{project_name}/groups/{group_id}/.
    ///
    ///     auto g = co_await client.experiment_group().get_experiment_group("adam", "mnist", 7);
    awaitable<group> get_experiment_group(std::string_view username, std::string_view project_name,
                                          id group_id, call_options options = {}) const;

    /// One page of a group's experiments, newest first.
    ///
    /// GET /{username}/{project_name}/experiments/ with `group`. Fails as `client_error` with status 400 for a query that the server
    /// does not understand.
    ///
    ///     auto page = co_await client.experiment_group().list_experiments("adam", "mnist", 7, {.sort = "metric.loss"});
    awaitable<page<experiment>> list_experiments(std::string_view username, std::string_view project_name,
                                                 id group_id,
                                                 list_group_experiments_options options = {}) const;

    /// All experiments of a group that the filters let through, page by page, from `options.page` on.
    ///
    ///     auto all = client.experiment_group().iter_experiments("adam", "mnist", 7);
    ///     while (auto e = co_await all.next()) std::cout << e->id << '\n';
    pager<experiment> iter_experiments(std::string_view username, std::string_view project_name, id group_id,
                                       list_group_experiments_options options = {}) const;

    /// Changes the fields that `patch_dict` names; answers the whole group. With "merge": true new tags join the old ones.
    ///
    /// PATCH /{username}/{project_name}/groups/{group_id}/ with `patch_dict` as it is (null: without a body). Fails as `client_error`
    /// with status 400 for a value that the server does not take.
    ///
    ///     auto patch = polyaxon::json::object().set("description", "wider grid");
    ///     co_await client.experiment_group().update_experiment_group("adam", "mnist", 7, patch);
    awaitable<group> update_experiment_group(std::string_view username, std::string_view project_name,
                                             id group_id, const json& patch_dict,
                                             write_options options = {}) const;

    /// Removes a group with its experiments. DELETE /{username}/{project_name}/groups/{group_id}/.
    ///
    ///     co_await client.experiment_group().delete_experiment_group("adam", "mnist", 7);
    awaitable<response> delete_experiment_group(std::string_view username, std::string_view project_name,
                                                id group_id, write_options options = {}) const;

    /// One page of the statuses that a group had. GET /{username}/{project_name}/groups/{group_id}/statuses/.
    ///
    ///     auto page = co_await client.experiment_group().get_statuses("adam", "mnist", 7);
    awaitable<page<group_status>> get_statuses(std::string_view username, std::string_view project_name,
                                               id group_id, page_options options = {}) const;

    /// All of them, page by page, from `options.page` on.
    pager<group_status> iter_statuses(std::string_view username, std::string_view project_name, id group_id,
                                      page_options options = {}) const;

    /// Gives a group a status. An unknown one is a `client_error` with status 400.
    ///
    /// POST /{username}/{project_name}/groups/{group_id}/statuses/.
    ///
    ///     co_await client.experiment_group().create_status("adam", "mnist", 7, "failed", {.message = "no data"});
    awaitable<group_status> create_status(std::string_view username, std::string_view project_name,
                                          id group_id, std::string_view status,
                                          group_status_options options = {}) const;

    /// Stops a group, or with `pending` what of it has not started. POST /{username}/{project_name}/groups/{group_id}/stop/.
    ///
    ///     co_await client.experiment_group().stop("adam", "mnist", 7, {.pending = true});
    awaitable<response> stop(std::string_view username, std::string_view project_name, id group_id,
                             stop_group_options options = {}) const;

    /// Starts a tensorboard over a group's outputs. POST /{username}/{project_name}/groups/{group_id}/tensorboard/start/.
    ///
    ///     co_await client.experiment_group().start_tensorboard("adam", "mnist", 7);
    awaitable<response> start_tensorboard(std::string_view username, std::string_view project_name,
                                          id group_id, start_options options = {}) const;

    /// Stops it. POST /{username}/{project_name}/groups/{group_id}/tensorboard/stop/.
    ///
    ///     co_await client.experiment_group().stop_tensorboard("adam", "mnist", 7);
    awaitable<response> stop_tensorboard(std::string_view username, std::string_view project_name,
                                         id group_id, write_options options = {}) const;

    /// Puts a group among your bookmarks; once more changes nothing. POST /{username}/{project_name}/groups/{group_id}/bookmark/.
    ///
    ///     co_await client.experiment_group().bookmark("adam", "mnist", 7);
    awaitable<response> bookmark(std::string_view username, std::string_view project_name, id group_id,
                                 write_options options = {}) const;

    /// Takes it off again; one that is not there is `not_found`. DELETE /{username}/{project_name}/groups/{group_id}/unbookmark/.
    ///
    ///     co_await client.experiment_group().unbookmark("adam", "mnist", 7);
    awaitable<response> unbookmark(std::string_view username, std::string_view project_name, id group_id,
                                   write_options options = {}) const;

 private:
    friend class client;
    explicit experiment_group_api(std::shared_ptr<resources::core> core) : core_(std::move(core)) {}
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
