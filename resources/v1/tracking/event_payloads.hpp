#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/status.hpp>
#include <polyaxon/resources/v1/tracking/event_kind.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What an event says, besides numbers and plain text. Unset members are left out; members stand in the order of the Python client. All are
// classes, not aggregates, so that a temporary one is safe in an expression that awaits.

namespace polyaxon::v1::tracking {

/// A picture below the run's directory.
class event_image {
 public:
    event_image() = default;
    std::optional<std::int64_t> height, width;  ///< pixels
    std::optional<std::int64_t> colorspace;     ///< channels: 1 grey, 3 RGB, 4 with alpha
    std::optional<std::string> path;            ///< "assets/image/sample_3.png"
};

/// How values are spread. The names are the platform's: `values` are how many fell into each bin, `counts` are the n + 1 edges of the bins.
class event_histogram {
 public:
    event_histogram() = default;
    std::vector<double> values, counts;
};

class event_audio {
 public:
    event_audio() = default;
    std::optional<double> sample_rate;  ///< Hz
    std::optional<std::int64_t> num_channels, length_frames;
    std::optional<std::string> path, content_type;
};

class event_video {
 public:
    event_video() = default;
    std::optional<std::int64_t> height, width, colorspace;
    std::optional<std::string> path, content_type;
};

/// A figure of a plotting library, as that library's JSON.
class event_chart {
 public:
    enum class library { plotly, bokeh, vega };
    event_chart() = default;
    event_chart(library k, json f) : kind(k), figure(std::move(f)) {}
    std::optional<library> kind;
    json figure;  ///< an object
};

/// A line through points (x, y).
class event_curve {
 public:
    enum class shape { roc, pr, custom };
    event_curve() = default;
    std::optional<shape> kind;
    std::vector<double> x, y;
    std::optional<std::string> annotation;  ///< the area below it, for one
};

/// A square matrix with the names of its columns and rows. Made by confusion_matrix().
class event_confusion {
 public:
    event_confusion() = default;
    json x, y;  ///< arrays of names or numbers
    json z;     ///< array of rows
};

class event_artifact {
 public:
    event_artifact() = default;
    std::optional<event_kind> kind;
    std::optional<std::string> path;
};

class event_model {
 public:
    event_model() = default;
    std::optional<std::string> framework, path;
    json spec;  ///< an object
};

class event_dataframe {
 public:
    event_dataframe() = default;
    std::optional<std::string> path, content_type;
};

/// A step of a program that calls models and tools, with the steps below it.
class event_span {
 public:
    enum class role { llm, chain, agent, tool, embedding, retriever };
    event_span() = default;
    std::optional<std::string> uuid, name;
    std::vector<std::string> tags;
    std::optional<timestamp> started_at, finished_at;
    std::optional<std::string> status;  ///< a status of runs: "running", "succeeded", …
    std::vector<status_condition> status_conditions;
    json metadata, inputs, outputs;  ///< objects
    std::vector<event_span> children;
    std::optional<role> kind;
};

/// The payload's JSON text, to be given to event_store::log_event.
std::string to_json(const event_image&);
std::string to_json(const event_histogram&);
std::string to_json(const event_audio&);
std::string to_json(const event_video&);
std::string to_json(const event_chart&);
std::string to_json(const event_curve&);
std::string to_json(const event_confusion&);
std::string to_json(const event_artifact&);
std::string to_json(const event_model&);
std::string to_json(const event_dataframe&);
std::string to_json(const event_span&);

}  // namespace polyaxon::v1::tracking
