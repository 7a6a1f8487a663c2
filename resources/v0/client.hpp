#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/observer.hpp>
#include <polyaxon/async/stats.hpp>
#include <polyaxon/context/report.hpp>
#include <polyaxon/context/v0_config.hpp>
#include <polyaxon/resources/v0/auth_api.hpp>
#include <polyaxon/resources/v0/bookmark_api.hpp>
#include <polyaxon/resources/v0/build_job_api.hpp>
#include <polyaxon/resources/v0/cluster_api.hpp>
#include <polyaxon/resources/v0/dataset_api.hpp>
#include <polyaxon/resources/v0/experiment_api.hpp>
#include <polyaxon/resources/v0/experiment_job_api.hpp>
#include <polyaxon/resources/v0/group_api.hpp>
#include <polyaxon/resources/v0/job_api.hpp>
#include <polyaxon/resources/v0/project_api.hpp>
#include <polyaxon/resources/v0/user_api.hpp>
#include <polyaxon/resources/v0/version_api.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>

namespace polyaxon::v0 {

/// A client of a Polyaxon platform of the v0 generation (0.5, 0.6).
///
/// Constructing it does no I/O: environment and files are read once, by the first call, whoever comes first. A copy is the
/// same client: connections, context and counters are shared. Thread-safe, together with all its handles, unless the
/// configuration says `thread_safe = false`; then all of it belongs to the one thread that runs the executor.
///
///     asio::awaitable<void> greet() {
///         polyaxon::v0::client client(co_await asio::this_coro::executor, {.host = "polyaxon.example.com"});
///         std::cout << (co_await client.auth().get_user()).username << '\n';
///     }
class client {
 public:
    /// Copies everything that `config` views. What is unset comes from the environment, then from the files of the CLI,
    /// then from the defaults; with no host anywhere the first call fails as `context`.
    explicit client(asio::any_io_executor executor, api_config config = {});

    auth_api auth() const { return auth_api(core_); }
    cluster_api cluster() const { return cluster_api(core_); }
    user_api user() const { return user_api(core_); }
    bookmark_api bookmark() const { return bookmark_api(core_); }
    project_api project() const { return project_api(core_); }
    experiment_group_api experiment_group() const { return experiment_group_api(core_); }
    experiment_api experiment() const { return experiment_api(core_); }
    experiment_job_api experiment_job() const { return experiment_job_api(core_); }
    job_api job() const { return job_api(core_); }
    build_job_api build_job() const { return build_job_api(core_); }
    dataset_api dataset() const { return dataset_api(core_); }
    version_api version() const { return version_api(core_); }

    /// What was resolved and where each value came from, the token redacted. Loads the context if nobody has yet; sends
    /// nothing. Fails as `context` as every call would.
    ///
    ///     std::cout << (co_await client.context()).to_json().text() << '\n';
    awaitable<context_report> context() const;

    /// Counters since the client was made.
    pool_stats stats() const;

    /// Completes when no call is under way.
    ///
    ///     co_await client.drain();
    awaitable<void> drain();

    /// Ends all calls as `canceled` and closes all connections; later calls fail as `canceled` at once. May be repeated.
    void close();

    /// Who is told what the client does; null: nobody. Replaces the one before.
    ///
    ///     client.set_observer(std::make_shared<my_metrics>());
    void set_observer(std::shared_ptr<observer> watcher);

 private:
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
