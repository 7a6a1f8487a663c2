// Whatever an awaitable of the public API gives can be made empty and moved: coroutines, Asio's completion tokens and
// map_concurrent hold results before they are known, and hand them on.
#include <polyaxon/v0.hpp>
#include <polyaxon/v1.hpp>

#include <optional>
#include <string>
#include <type_traits>

namespace {

template <class... T>
inline constexpr bool can_be_given = ((std::is_default_constructible_v<T> &&
                                       std::is_nothrow_move_constructible_v<T> &&
                                       std::is_nothrow_move_assignable_v<T>)&&...);

/// A list gives pages, its walk gives one item after the other.
template <class... T>
inline constexpr bool can_be_listed = can_be_given<T..., polyaxon::page<T>..., std::optional<T>...>;

static_assert(can_be_given<std::string, polyaxon::json, polyaxon::context_report,
                           polyaxon::result<std::string>, polyaxon::result<void>>);

namespace v0 = polyaxon::v0;
static_assert(can_be_listed<v0::project, v0::experiment>);
static_assert(can_be_given<v0::user, v0::polyaxon_cluster, v0::cluster_node, v0::platform_version,
                           v0::cli_version, v0::lib_version, v0::chart_version, v0::log_handler>);

namespace v1 = polyaxon::v1;
static_assert(can_be_listed<v1::project, v1::run>);
static_assert(can_be_given<v1::status, v1::installation, v1::compatibility>);

}  // namespace
