#pragma once
#include "live_support.hpp"

#include <string>

namespace polyaxon::live {

/// Where the areas of live_v1_served_test ask: two projects, which ask_projects makes, through three kinds of client.
struct place {
    v1::client client;
    v1::client page;   ///< says that it is the server's own web page, as the stats want
    v1::client agent;  ///< has the internal token
    std::string project, other;
};
using area_function = awaitable<void> (*)(const place&);

inline constexpr std::string_view served_component =
    R"({"version":1.1,"kind":"component","name":"c","run":{"kind":"job","container":{"image":"busybox"}}})";

/// A run of the user's own, or one of an operation.
awaitable<std::string> served_run(const place& at, std::string name, bool operation = false);
/// The run as it is now.
awaitable<v1::run> served_now(const place& at, std::string uuid);

// Each asks for the rows of some areas of served.tsv and looks at what comes back.

awaitable<void> ask_server(const place& at);
awaitable<void> ask_projects(const place& at);
awaitable<void> ask_versions(const place& at);
awaitable<void> ask_runs(const place& at);
awaitable<void> ask_many_runs(const place& at);
awaitable<void> ask_lineage(const place& at);
awaitable<void> ask_files(const place& at);
awaitable<void> ask_events_and_logs(const place& at);
awaitable<void> ask_cluster(const place& at);
awaitable<void> ask_what_is_not_served(const place& at);

}  // namespace polyaxon::live
