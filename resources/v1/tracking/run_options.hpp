#pragma once
#include <polyaxon/async/options.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// What the methods of a tracked run may be told, and what they tell. Options hold views and numbers only; who takes one copies.

namespace polyaxon::v1::tracking {

/// When a value was seen.
struct event_options {
    std::optional<std::int64_t> step = {};
    std::optional<polyaxon::timestamp> timestamp = {};  ///< unset: now
};

/// Of files that a run makes.
struct artifact_options {
    std::string_view name = {};       ///< empty: the file's name up to its first dot
    std::string_view kind = "file";   ///< "file", "dir", "data", … (log_artifact)
    std::string_view framework = {};  ///< "torch" (log_model)
    std::string_view summary = {};    ///< text of a JSON object: the lineage's summary, or a model's spec
    std::optional<std::int64_t> step =
        {};  ///< with a step it is an event of that name, without one an output of the run
    std::optional<polyaxon::timestamp> timestamp = {};
};

/// Of inputs, outputs, meta and tags.
struct value_options {
    bool reset = false;  ///< replaces what the run has instead of adding to it
};

struct condition_options {
    std::string_view reason = "PolyaxonClient";
    std::string_view message = {};
    std::optional<polyaxon::timestamp> last_transition_time = {}, last_update_time = {};  ///< unset: now
};

struct end_options {
    std::string_view status =
        "succeeded";  ///< of a run that this process began and that has not ended: "succeeded", "failed", "stopped"
    std::string_view reason = "PolyaxonClient";
    std::string_view message = {};  ///< empty: a sentence of the client's
    std::chrono::milliseconds
        limit{};  ///< longest wait; 0: the client's `timeout` (60 s). A fifth of it is kept for the status
};

static_assert(std::is_trivially_destructible_v<event_options> &&
              std::is_trivially_destructible_v<artifact_options> &&
              std::is_trivially_destructible_v<value_options> &&
              std::is_trivially_destructible_v<condition_options> &&
              std::is_trivially_destructible_v<end_options>);

/// Counters of a tracked run since it was made; a snapshot.
struct run_stats {
    std::uint64_t logged = 0;   ///< events, values, files and conditions taken in
    std::uint64_t refused = 0;  ///< not taken in: no usable name, no such file, events that are not collected
    std::uint64_t dropped =
        0;                   ///< not taken in: the bound of what may wait was reached, or the run has ended
    std::uint64_t sent = 0;  ///< requests that the server took
    std::uint64_t retried = 0;  ///< requests sent again
    std::uint64_t failed = 0;   ///< requests given up: refused by the server, or it was away for too long
    std::uint64_t lost =
        0;  ///< requests and files that still waited when the run was gone; the files stay on disk
    std::uint64_t files = 0, file_bytes = 0;  ///< uploads that the server took
    std::size_t waiting = 0;  ///< events not yet on disk, and requests that wait or are under way
};

/// What became of everything that was logged.
struct end_result {
    std::vector<std::string>
        unsent;  ///< what had not arrived in time: "events/metric/loss.plx", "outputs", "the status failed"
    std::uint64_t failed = 0, refused = 0, dropped = 0, lost = 0;  ///< as in run_stats
    std::string first_failure;  ///< of the first request that was given up: what was wrong and what to do
    bool complete() const noexcept { return unsent.empty() && failed + refused + dropped + lost == 0; }
};

}  // namespace polyaxon::v1::tracking
