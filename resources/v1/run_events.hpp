#pragma once
#include <polyaxon/async/as_result.hpp>
#include <polyaxon/async/options.hpp>
#include <polyaxon/resources/v1/run_event.hpp>
#include <polyaxon/resources/v1/run_handle.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace polyaxon::v1 {

/// How events come. Views only.
struct events_options {
    std::string_view orient =
        {};  ///< "csv" for the file's text, "dict" for columns, which is also the server's default
    bool force = false;              ///< read the files anew; otherwise the server answers from its cache
    std::optional<int> sample = {};  ///< at most about as many events of each name
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<events_options>);

struct metrics_options {
    bool force = false;  ///< as in events_options
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<metrics_options>);

using metric_map = std::map<std::string, event_series, std::less<>>;

/// What a run logged: the part of run_client that reads its events. S = /streams/v1/{namespace}/{owner}/{project}/runs/{uuid}; streams_path.hpp
/// says which host serves it. The run is fetched once when its settings are unknown. Offline: nothing is sent and nothing comes. Errors
/// as of run_client; `client_error` for a kind that the server does not know, `invalid_argument` when no name is given.
class run_events : public virtual run_handle {
 public:
    /// Events of a kind by their names, a comma list. GET S/events/{kind}. A name without events is left out of the answer.
    ///
    ///     auto events = co_await run.get_events("metric", "loss,acc", {.orient = "dict"});
    ///     auto loss = events.at(0).series();                     // .steps, .timestamps, .values
    awaitable<std::vector<run_event>> get_events(std::string_view kind, std::string_view names,
                                                 const events_options& = {});

    /// The same of several runs of the project, by their uuids, a comma list. GET
    /// /streams/v1/{namespace}/{owner}/{project}/runs/multi/events/{kind}. The namespace is that of this run, or `polyaxon` when none is known.
    ///
    ///     auto all = co_await run.get_multi_run_events("metric", uuids, "loss");
    awaitable<std::map<std::string, std::vector<run_event>>> get_multi_run_events(std::string_view kind,
                                                                                  std::string_view runs,
                                                                                  std::string_view names,
                                                                                  const events_options& = {});

    /// Metrics by their names, a comma list, as columns. GET S/events/metric. The answer holds all metrics that were asked for so far, the
    /// named ones as they are now.
    ///
    ///     auto metrics = co_await run.get_metrics("loss,acc");
    ///     double last = metrics.at("loss").values.back();
    awaitable<metric_map> get_metrics(std::string_view names, const metrics_options& = {});

    /// What get_metrics and refresh_data with load_metrics brought so far. Valid until the next awaited call.
    const metric_map& metrics() const;

 protected:
    run_events() = default;
};

}  // namespace polyaxon::v1
