#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

/// The events of one name as columns: element i of each is event i.
struct event_series {
    std::string name, kind;                    ///< "loss", "metric"
    std::vector<std::optional<double>> steps;  ///< unset: logged without a step
    std::vector<std::optional<timestamp>> timestamps;
    std::vector<double> values;         ///< of metrics: a NaN, which servers say as null, is a NaN again
    std::vector<std::string> payloads;  ///< of all other kinds: the text, or the JSON text of the payload

    std::size_t size() const noexcept { return kind == "metric" ? values.size() : payloads.size(); }
};

/// The events of one name as the server sent them.
struct run_event {
    std::string name, kind;
    /// Of orient dict: an object of columns `step`, `timestamp` and the kind. Of csv: a string, the file's text.
    json data;

    bool is_csv() const noexcept { return data.is_string(); }
    /// The file's text of orient csv. Throws `decode` for columns.
    std::string csv() const { return data.as<std::string>(); }
    /// Typed columns, of either shape. Throws `decode` that names the event, the column and the row for what cannot be read.
    ///
    ///     for (const auto& e : co_await run.get_events("metric", "loss,acc")) plot(e.series().steps, e.series().values);
    event_series series() const;
};
std::error_code read(codec::json_in&, run_event&);
void write(codec::json_out&, const run_event&);

/// What the server wraps events in.
struct run_events_answer {
    std::vector<run_event> data;
};
std::error_code read(codec::json_in&, run_events_answer&);
struct multi_run_events_answer {
    std::map<std::string, std::vector<run_event>> data;  ///< by the run's uuid
};
std::error_code read(codec::json_in&, multi_run_events_answer&);

/// The text of an event file of separated values, `step|timestamp|metric` and a line for each event, as columns; the order of the columns
/// is the header's. Throws `decode`.
event_series parse_event_text(std::string name, std::string kind, std::string_view text);

}  // namespace polyaxon::v1
