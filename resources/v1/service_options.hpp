#pragma once
#include <polyaxon/async/options.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

// What some operations of the services may be told beside the common lists. Views only; unset members are not sent.

namespace polyaxon::v1 {

/// What the statistics may be told, in Python's order.
///
///     auto counts = co_await client.projects().get_project_stats("acme", "vision", {.mode = "stats", .kind = "annotations",
///                                                                                    .aggregate = "count"});
struct stats_options {
    std::optional<int> offset = {}, limit = {};
    std::string_view sort = {}, query = {};  ///< as in list_options
    std::optional<bool> bookmarks = {};
    std::string_view mode = {};       ///< "stats", "analytics"
    std::string_view kind = {};       ///< what is counted: "annotations"
    std::string_view aggregate = {};  ///< comma list: "count", "sum", …
    std::string_view groupby = {};
    std::string_view trunc = {};  ///< width of the steps in time: "day", "month"
    std::string_view start_date = {}, end_date = {};
    std::optional<bool> boundary = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<stats_options>);

/// What the streams of an agent's pods may be told.
struct agent_streams_options {
    std::string_view service = {};    ///< which of the agent's services
    std::string_view last_file = {};  ///< the file of logs that was seen last
    std::optional<bool> force = {};   ///< not from the cache
    std::string_view connection = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<agent_streams_options>);

/// What the operations on invitations and members may be told.
struct email_options {
    std::string_view email = {};  ///< whom to invite, or who was
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<email_options>);

struct delete_tag_options {
    std::optional<bool> cascade = {};  ///< also take it from everything that has it
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<delete_tag_options>);

}  // namespace polyaxon::v1
