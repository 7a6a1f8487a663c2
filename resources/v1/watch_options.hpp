#pragma once
#include <polyaxon/async/options.hpp>

#include <chrono>
#include <memory>
#include <string_view>
#include <type_traits>

namespace polyaxon::async {
class time_source;
}

namespace polyaxon::v1 {

/// How a watch asks again and again, and for how long it bears a server that does not answer.
///
/// Tried again, after pauses that grow from one interval (doubling, each cut by chance to something between its half and its whole, at most
/// `max_pause`; a Retry-After is kept to, up to ten minutes): 408, 425, 429, 500, 502, 503, 504, lost connections and timeouts. Anything else ends the watch.
struct watch_pace {
    std::chrono::milliseconds interval{};  ///< between polls; 0: `watch_interval` of the configuration (5 s)
    std::chrono::milliseconds max_pause{60'000};
    /// With no good answer for this long the watch ends with the last failure; 0: never. A server that has not answered even once is given up
    /// after a minute of it: the address is wrong, rather.
    std::chrono::milliseconds max_outage{3'600'000};
    const std::shared_ptr<async::time_source>* time =
        nullptr;  ///< clock of tests (polyaxon::testing::manual_time)
};
static_assert(std::is_trivially_destructible_v<watch_pace>);

/// Of wait_for_condition and watch_statuses. `call` is of each single poll; its `max_attempts` is 1 unless given, because the watch itself
/// tries again.
struct watch_options {
    std::string_view statuses =
        {};  ///< comma list of words to stop at; empty: any end (failed, stopped, succeeded, …)
    watch_pace pace = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<watch_options>);

/// Of watch_logs; `call` as in watch_options.
struct watch_logs_options {
    watch_pace pace = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<watch_logs_options>);

}  // namespace polyaxon::v1
