#pragma once
#include <polyaxon/async/options.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

// What the streams of runs_api may be told, in Python's order. Views only; unset members are not sent.

namespace polyaxon::v1 {

/// A place below the run's artifacts.
struct runs_path_options {
    std::string_view path = {};        ///< "outputs/net.pt"; the server wants one
    std::string_view connection = {};  ///< name of the store, where it is not the run's own
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<runs_path_options>);

struct runs_file_options {
    std::string_view path = {};
    std::optional<bool> stream = {};  ///< of a file: true, else the server makes a download of it
    std::optional<bool> force = {};   ///< not from the server's cache
    std::string_view connection = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<runs_file_options>);

struct runs_events_options {
    std::string_view names = {};   ///< comma list; the server wants one
    std::string_view runs = {};    ///< comma list of uuids, where several runs are asked for
    std::string_view orient = {};  ///< "csv": the file's text; "dict": columns
    std::optional<bool> force = {};
    std::optional<int> sample = {};  ///< at most so many rows
    std::string_view connection = {};
    std::string_view status = {};  ///< of the run
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<runs_events_options>);

struct runs_resources_options {
    std::string_view kind = {};   ///< of the run
    std::string_view names = {};  ///< comma list: "cpu,memory"
    std::optional<bool> tail = {};
    std::optional<bool> force = {};
    std::optional<int> sample = {};
    std::string_view connection = {};
    std::string_view status = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<runs_resources_options>);

struct runs_logs_options {
    std::string_view kind = {};  ///< of the run: "job"
    std::string_view last_time =
        {};  ///< what the answer before this one said, as it said it: reads pods that run
    std::string_view last_file = {};  ///< what the answer before this one said: the next file is read
    std::optional<bool> force = {};
    std::string_view connection = {};
    call_options call = {};
};
static_assert(std::is_trivially_destructible_v<runs_logs_options>);

}  // namespace polyaxon::v1
