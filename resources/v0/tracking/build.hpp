#pragma once
#include <polyaxon/resources/v0/client.hpp>
#include <polyaxon/resources/v0/tracking/tracker.hpp>

namespace polyaxon::v0::tracking {

/// A build of an image that this program runs, or tells about. (Python: BuildJob.)
///
///     tracking::build b(client, {.project = "adam/mnist"});
///     co_await b.create({.name = "image", .backend = "kaniko"});
///     b.log_dockerfile("FROM debian:12");
///     co_await b.end();
class build : public running_tracker {
 public:
    build() = default;  ///< of no use until one is moved into it
    explicit build(client owner, job_options options = {});

    /// Creates it: POST /{username}/{project_name}/builds/. Then as of job::create.
    ///
    ///     co_await b.create({.name = "image"});
    awaitable<void> create(create_build_options options = {});
    /// The build with all its fields. GET; with POLYAXON_NO_OP or POLYAXON_IS_OFFLINE a default value. Fails as `not_found`.
    ///
    ///     auto now = co_await b.get_entity_data();
    awaitable<v0::build_job> get_entity_data(call_options options = {});
    /// Tells what the image is made from. PATCH {"dockerfile"}.
    ///
    ///     b.log_dockerfile("FROM debian:12");
    void log_dockerfile(std::string_view dockerfile);

    std::optional<std::string> job_id() const { return id(); }
    static constexpr std::string_view job_type = "builds";
};

}  // namespace polyaxon::v0::tracking
