#pragma once
#include <polyaxon/async/observer.hpp>
#include <polyaxon/async/stats.hpp>
#include <polyaxon/context/report.hpp>
#include <polyaxon/context/v1_config.hpp>
#include <polyaxon/resources/v1/projects_api.hpp>
#include <polyaxon/resources/v1/runs_api.hpp>
#include <polyaxon/resources/v1/versions_api.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>

namespace polyaxon::v1 {

class agents_api;
class auth_api;
class connections_api;
class dashboards_api;
class organizations_api;
class policies_api;
class presets_api;
class project_dashboards_api;
class project_searches_api;
class queues_api;
class sandbox_api;
class searches_api;
class service_accounts_api;
class tags_api;
class teams_api;
class users_api;
class client_core;

/// A client of a Polyaxon v1 server (2.x): one connection pool and one context, shared by all copies and handles.
///
/// Making one does no I/O. The first call reads the environment and the CLI's files, once; a broken file or value is a `context` error of
/// that call and names what to mend. A token is not required: without one no Authorization header is sent. Thread-safe, unless the
/// configuration says `thread_safe = false`.
///
///     polyaxon::v1::client client(co_await asio::this_coro::executor, {.host = "https://polyaxon.example.com"});
///     auto run = co_await client.runs().get_run("acme", "vision", uuid);
class client {
 public:
    /// Copies the configuration; client_config says where a value comes from that it leaves unset.
    explicit client(asio::any_io_executor executor, const client_config& config = {});
    client(const client&);
    client(client&&) noexcept;
    client& operator=(const client&);
    client& operator=(client&&) noexcept;
    ~client();

    /// Runs of any project.
    runs_api runs() const;
    /// Projects of any owner.
    projects_api projects() const;
    /// What the server is.
    versions_api versions() const;

    // The other services. Each has its own header, <polyaxon/resources/v1/agents_api.hpp> and so on; <polyaxon/v1.hpp> has them all.
    // Most are the commercial platform's: the community edition answers 404, or 405 to what writes.

    agents_api agents() const;
    auth_api auth() const;
    connections_api connections() const;
    dashboards_api dashboards() const;
    organizations_api organizations() const;
    policies_api policies() const;
    presets_api presets() const;
    project_dashboards_api project_dashboards() const;
    project_searches_api project_searches() const;
    queues_api queues() const;
    sandbox_api sandbox() const;
    searches_api searches() const;
    service_accounts_api service_accounts() const;
    tags_api tags() const;
    teams_api teams() const;
    users_api users() const;

    /// What was resolved and where each value came from, the token redacted. Reads the context when no call has done so; sends nothing.
    /// Throws `context` when it cannot be read.
    ///
    ///     std::cout << (co_await client.context()).to_json().text() << '\n';
    awaitable<context_report> context() const;

    /// Counters since the client was made; all zero before the first call.
    pool_stats stats() const;
    /// Completes when no call is under way.
    ///
    ///     co_await client.drain();
    awaitable<void> drain();
    /// Ends all calls with `canceled` and closes all connections, of all copies; later calls end at once.
    void close();
    /// Shows the client's calls and connections to `o`; null ends it.
    void set_observer(std::shared_ptr<observer> o);

    /// The executor that calls run on.
    const asio::any_io_executor& executor() const noexcept;

 private:
    friend struct client_access;
    std::shared_ptr<client_core> core_;
};

}  // namespace polyaxon::v1
