#pragma once
#include <polyaxon/async/options.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

// What the operations of sandbox_api may be told, in Python's order. Views only; unset members are not sent.

namespace polyaxon::v1 {

/// Of the lists of background commands and of terminals.
struct sandbox_tag_options {
    std::string_view tag = {};  ///< only those that were begun with this tag
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<sandbox_tag_options>);

/// Which piece of what a background command wrote.
struct sandbox_logs_options {
    std::string_view stream = {};             ///< "stdout", "stderr"
    std::optional<std::int64_t> offset = {};  ///< first byte; `next_offset` of the answer before
    std::optional<std::int64_t> max_bytes = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<sandbox_logs_options>);

struct sandbox_stat_options {
    std::string_view path = {};  ///< in the container; the daemon wants one
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<sandbox_stat_options>);

struct sandbox_ls_options {
    std::string_view path = {};
    std::optional<bool> recursive = {};
    std::optional<int> max_entries = {};  ///< `truncated` of the answer tells that there are more
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<sandbox_ls_options>);

struct sandbox_rm_options {
    std::string_view path = {};
    std::optional<bool> recursive = {};  ///< folders with what is in them
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<sandbox_rm_options>);

}  // namespace polyaxon::v1
