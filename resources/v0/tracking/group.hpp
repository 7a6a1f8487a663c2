#pragma once
#include <polyaxon/resources/v0/client.hpp>
#include <polyaxon/resources/v0/tracking/experiment.hpp>
#include <polyaxon/resources/v0/tracking/tracker.hpp>

namespace polyaxon::v0::tracking {

/// A group of experiments.
///
///     tracking::group g(client, {.project = "adam/mnist"});
///     co_await g.create({.name = "sweep"});
///     auto e = co_await g.create_experiment({.name = "first"});
///     co_await e.end();
///     co_await g.end();
class group : public tracker {
 public:
    group() = default;  ///< of no use until one is moved into it
    explicit group(client owner, group_options options = {});

    /// Creates it: POST /{username}/{project_name}/groups/; then the status "running", in the background.
    /// Fails as of experiment::create.
    ///
    ///     co_await g.create({.name = "sweep", .tags = "hp"});
    awaitable<void> create(create_group_options options = {});
    /// The group with all its fields. GET; with POLYAXON_NO_OP or POLYAXON_IS_OFFLINE a default value. Fails as `not_found`.
    ///
    ///     auto now = co_await g.get_entity_data();
    awaitable<v0::group> get_entity_data(call_options options = {});
    /// Creates an experiment of this group, by the same client, its outputs below those of the group. GET /users/ is asked again.
    ///
    ///     auto e = co_await g.create_experiment({.name = "first", .tags = "t"});
    awaitable<experiment> create_experiment(create_options options = {});

    std::optional<std::string> group_id() const { return id(); }

 private:
    awaitable<experiment> child(create_options options) const;
};

}  // namespace polyaxon::v0::tracking
