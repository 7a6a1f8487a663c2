#pragma once
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/tracking/event_kind.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The text of event files, byte for byte as the Python client writes it, and where they lie below the directory of a run. Pure functions:
// no file is touched here.

namespace polyaxon::v1::tracking {

/// The step of an event; none when the caller gave none.
using event_step = std::optional<std::int64_t>;

/// What a new file begins with: `step|timestamp|metric`, without a line end. Nothing for JSON lines.
std::string event_head(event_kind);

/// Appends one event of a metric: line end, `step|timestamp|value`. The value is the shortest decimal that reads back (`0.5`, `3.0`, `1e-07`,
/// `nan`, `-inf`).
void append_metric_row(std::string& to, event_step step, timestamp at, double value);

/// Appends one event of any kind. `value` is the JSON text of its payload, or the bare text of an html or text event. In separated values
/// white space between the tokens of that JSON is dropped and `|` becomes `\u007c`, because both would break the row; for a metric `value`
/// is written as it is.
///
///     std::string file = event_head(event_kind::image);
///     append_event_row(file, event_kind::image, 1, timestamp::now(), to_json(picture));
void append_event_row(std::string& to, event_kind kind, event_step step, timestamp at,
                      std::string_view value);

/// `2024-01-02 03:04:01.123456+00:00`; the fraction is left out when it is zero.
std::string event_time(timestamp);

// Paths below the run's directory. `name` must be a tidy one (tidy_name of <polyaxon/resources/v1/names.hpp>).

/// `events/metric/loss.plx`
std::string event_path(event_kind kind, std::string_view name);
/// `resources/metric/cpu.plx`: system metrics.
std::string resource_path(std::string_view name);
/// `assets/image/sample_3.png`; `_{step}` only with a step, `.{extension}` only with an extension.
std::string asset_path(event_kind kind, std::string_view name, event_step step, std::string_view extension);
/// `plxlogs/logs.jsonl`
std::string logs_path();

}  // namespace polyaxon::v1::tracking
