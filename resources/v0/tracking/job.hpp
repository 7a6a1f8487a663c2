#pragma once
#include <polyaxon/resources/v0/client.hpp>
#include <polyaxon/resources/v0/tracking/tracker.hpp>

namespace polyaxon::v0::tracking {

/// A job that this program runs, or tells about.
///
///     tracking::job j(client, {.project = "adam/mnist"});
///     co_await j.create({.name = "prepare"});
///     co_await j.end();
class job : public running_tracker {
 public:
    job() = default;  ///< of no use until one is moved into it
    explicit job(client owner, job_options options = {});

    /// Creates it: POST /{username}/{project_name}/jobs/. Then, in the background: its code, and, unless managed, the status "running" and heartbeats.
    /// Fails as of experiment::create.
    ///
    ///     co_await j.create({.name = "prepare", .build_id = 3});
    awaitable<void> create(create_job_options options = {});
    /// The job with all its fields. GET; with POLYAXON_NO_OP or POLYAXON_IS_OFFLINE a default value. Fails as `not_found`.
    ///
    ///     auto now = co_await j.get_entity_data();
    awaitable<v0::job> get_entity_data(call_options options = {});

    /// As of experiment: a local store, and what lies below it already.
    ///
    ///     j.set_outputs_store("/data/outputs");
    void set_outputs_store(std::string_view outputs_path);
    void log_artifact(std::string_view file_path);
    void log_artifacts(std::string_view dir_path);
    void log_output(std::string_view file_path) { log_artifact(file_path); }
    void log_outputs(std::string_view dirname) { log_artifacts(dirname); }
    /// {base}/{user}/{project}/jobs/{id}; what the platform says in a managed run.
    ///
    ///     const std::filesystem::path folder = j.get_outputs_path().value_or("outputs");
    std::optional<std::string> get_outputs_path() const;

    std::optional<std::string> job_id() const { return id(); }
    static constexpr std::string_view job_type = "jobs";
};

}  // namespace polyaxon::v0::tracking
