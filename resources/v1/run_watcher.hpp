#pragma once
#include <polyaxon/resources/v1/client.hpp>
#include <polyaxon/resources/v1/run.hpp>
#include <polyaxon/resources/v1/watch_options.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// Of run_watcher. `call` is of each list query, as in watch_options.
struct run_watcher_options {
    std::size_t batch = 100;  ///< runs in one query, 1 to 100
    watch_pace pace = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<run_watcher_options>);

/// What became of one of the watched runs.
struct run_change {
    std::string owner, project, uuid;
    std::string status;            ///< the word now; of a run that is gone the last one known
    bool ended = false;            ///< it is not watched any more: done, gone, or refused
    bool gone = false;             ///< the server does not list it: deleted, or never there
    std::optional<error> failure;  ///< why it cannot be watched: its project is unknown, forbidden, …
    v1::run run;                   ///< as the list tells it, when it does
};

/// Many runs watched at once: one timer, and one list query an interval for each 100 runs of a project.
/// GET /api/v1/{owner}/{project}/runs with `query=uuid:A|B|…,created_at:_any_,live_state:_any_`, because without the latter two the server
/// leaves out runs that are older than a month or archived.
///
/// Pulled by one coroutine; runs may be added and removed meanwhile, by others too. A run's present status is told first, then each
/// change, and its end once. Statuses between two polls are not seen: watch_statuses of one run tells its whole history. Failures of the server are borne as
/// watch_pace says; what does not pass (a project that is not there) ends the runs of that query, with `failure`, and no others. A run that two answers
/// in a row leave out is `gone`.
///
///     polyaxon::v1::run_watcher watcher(client);
///     for (const auto& uuid : uuids) watcher.add("acme", "vision", uuid);
///     while (auto change = co_await watcher.next())
///         std::cout << change->uuid << ' ' << change->status << (change->ended ? ", ended\n" : "\n");
class run_watcher {
 public:
    explicit run_watcher(client, const run_watcher_options& = {});
    run_watcher(run_watcher&&) noexcept;
    run_watcher& operator=(run_watcher&&) noexcept;
    ~run_watcher();  ///< cancels

    /// Watches a run, from the next poll on; one that is watched already stays as it is. Throws `invalid_argument` for a uuid that is not 32
    /// hex digits (dashes are left out), because one such would spoil the query of all.
    ///
    ///     watcher.add("acme", "vision", uuid);
    void add(std::string_view owner, std::string_view project, std::string_view uuid);
    /// Forgets it; nothing is told of it any more.
    ///
    ///     watcher.remove(uuid);
    void remove(std::string_view uuid);
    /// Runs that have not ended.
    std::size_t size() const;

    /// The next change, or nothing when no run is left or close() was called; after more runs were added there may be more. The first poll is at
    /// once. Throws, and again, what ends all of it: `context`, an outage that lasts too long, `canceled`.
    ///
    ///     auto change = co_await watcher.next();
    awaitable<std::optional<run_change>> next();

    /// Ends it; `next` has nothing more. From any thread.
    void close();

 private:
    class source;
    std::shared_ptr<source> source_;
};

}  // namespace polyaxon::v1
