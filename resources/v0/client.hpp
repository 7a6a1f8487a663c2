#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/background_stats.hpp>
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

#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>

namespace polyaxon::v0::tracking {
struct client_parts;
}
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

    /// Counters of background requests, periodic items and heartbeats since the client was made.
    ///
    ///     if (client.background().dropped > 0) std::cerr << "metrics were dropped\n";
    background_stats background() const;

    /// Completes when all background work has been sent, or was waited for in vain (see drain_background), and no call is under way.
    ///
    ///     co_await client.drain();
    awaitable<void> drain();
    /// Sends what waits in the background, and completes with 0 when nothing is left; after `limit` (0: POLYAXON_TIMEOUT, by default 20 s, or
    /// the configuration's `timeout`) with the number of items that were not sent. Those stay queued: they are lost only if the client is
    /// closed or goes. After min(POLYAXON_MIN_TIMEOUT, limit / 5) the observer is warned that it takes longer. Cancelling ends the wait.
    ///
    ///     const auto unsent = co_await client.drain_background(std::chrono::seconds(5));
    awaitable<std::size_t> drain_background(std::chrono::milliseconds limit = {});

    /// Ends all calls as `canceled` and closes all connections; later calls fail as `canceled` at once. Background work that still waits is
    /// lost, counted and told to the observer: drain() first where it matters. May be repeated. The end of the last copy does the same.
    void close();

    /// Posts a heartbeat to an absolute URL (get_heartbeat_url of an API gives it) every HEALTH_CHECK_INTERVAL, by default 60 s, the first one
    /// after a full interval, until it is unset or the client closed. Setting it again has no effect. The client's executor has work as long as
    /// one is set. A URL of another origin gets no token. Throws `invalid_argument` for what is no URL.
    ///
    ///     auto url = co_await client.experiment().get_heartbeat_url("adam", "mnist", 42);
    ///     client.set_health_check(url);
    void set_health_check(std::string_view url);
    void unset_health_check(std::string_view url);
    /// The same for POLYAXON_INTERNAL_HEALTH_CHECK_URL under the base URL; nothing when that is unset. Loads the context if nobody has yet, and
    /// throws `context` as a call would.
    void set_internal_health_check();

    /// Tells the platform how a run ended: POST {"status", "created_at"} to POLYAXON_INTERNAL_RECONCILE_URL under the base URL, at once.
    /// Nothing is sent when that is unset. Errors as of every call.
    ///
    ///     co_await client.reconcile("failed");
    awaitable<void> reconcile(std::string_view status, call_options options = {});

    // Setters: as if the configuration had said so from the beginning. Calls that begin later use it, calls under way keep what they began with,
    // and the report of context() shows it. What cannot be (a bad host, a token with a line break) is thrown as `context`, and all stays
    // as it was; before the first call nothing is looked at, and that call fails instead. Thread-safe. Background work that waits goes to
    // where the client points when its turn comes.
    //
    //     client.set_token(co_await client.auth().login({"ada", password}));
    void set_host(std::string_view host);
    void set_http_port(int port);
    void set_ws_port(int port);
    void set_use_https(bool use_https);
    /// Connections of the other policy are not used any more by later calls.
    void set_verify_ssl(bool verify_ssl);
    /// Empty: what environment and files say.
    void set_token(std::string_view token);
    void set_is_managed(bool is_managed);
    void set_authentication_type(std::string_view type);
    void set_version_api(std::string_view version);
    /// Kept for the report: errors always surface.
    void set_reraise(bool reraise);

    /// Who is told what the client does; null: nobody. Replaces the one before.
    ///
    ///     client.set_observer(std::make_shared<my_metrics>());
    void set_observer(std::shared_ptr<observer> watcher);

 private:
    friend struct tracking::client_parts;
    std::shared_ptr<resources::core> core_;
};

}  // namespace polyaxon::v0
