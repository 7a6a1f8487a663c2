#pragma once
#include <polyaxon/async/options.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

namespace polyaxon::v1 {

/// What the lists of project_client and organization_client may be told, in Python's order. Views only.
struct project_list_options {
    std::string_view query = {}, sort = {};  ///< as in list_options
    std::optional<int> limit = {};           ///< elements of a page; each method says what unset means
    std::optional<int> offset = {};          ///< elements to leave out at the start
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<project_list_options>);

}  // namespace polyaxon::v1
