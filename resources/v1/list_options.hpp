#pragma once
#include <polyaxon/async/options.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// What a list method may be told, in the order of the Python SDK. Unset members are not sent.
///
///     auto page = co_await client.runs().list_runs("acme", "vision", {.limit = 100, .query = "status:running"});
struct list_options {
    std::optional<int> offset = {};  ///< elements to leave out at the start
    std::optional<int> limit = {};   ///< elements of a page; the server's default is 20
    std::string_view sort = {};      ///< comma list of fields, `-` for descending: "-created_at"
    std::string_view query =
        {};  ///< comma list of field:operation: "status:running,tags:a|b,metrics.loss:<0.1"
    std::optional<bool> bookmarks = {};  ///< only bookmarked ones
    std::string_view mode =
        {};  ///< how much of each element comes, as the server's UI asks: "timeline", "graph"
    std::optional<bool> no_page =
        {};  ///< true leaves out count, next and previous, which saves the server a COUNT
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<list_options>);

}  // namespace polyaxon::v1
