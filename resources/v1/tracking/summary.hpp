#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/codec/timestamp.hpp>
#include <polyaxon/resources/v1/tracking/event_kind.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace polyaxon::v1::tracking {

/// The lineage summary of an event file, kept up row by row, so that no file need be read again to tell it.
/// The numbers are those that the Python client computes from the whole file: NaN is left out of the statistics, `std` is the sample deviation,
/// quantiles interpolate linearly, and `min` and `max` of step and timestamp are those of the first and the last row.
/// Memory: 8 bytes a row of a metric, up to `exact_values` rows (2 MiB). Beyond, count, min, max, last, mean and std go on over all rows, and the
/// quantiles come from a uniform sample of that size. Not synchronised.
///
///     event_summary s(event_kind::metric);
///     s.add(1, at, 0.5);
///     item.summary = s.summary();
class event_summary {
 public:
    static constexpr std::size_t exact_values = 262'144;

    explicit event_summary(event_kind kind = event_kind::metric) : kind_(kind) {}

    /// One row. `metric` counts only for metrics. Steps are whole numbers for us, but other writers have fractions.
    void add(std::optional<double> step, timestamp at, double metric = 0);

    bool empty() const noexcept { return rows_ == 0; }
    std::uint64_t rows() const noexcept { return rows_; }
    /// `{"is_event":true,"step":{…},"timestamp":{…},"metric":{…}}`; what is no number (NaN, infinite) is null.
    json summary() const;
    /// Value of the last row of a metric; nothing when it is no finite number.
    std::optional<double> last() const noexcept;

 private:
    void append_steps(std::string& to) const;
    void append_statistics(std::string& to) const;
    void keep(double value);

    event_kind kind_;
    std::uint64_t rows_ = 0;
    std::uint64_t steps_ = 0;
    bool whole_steps_ = true;
    std::optional<double> first_step_, last_step_;
    timestamp first_at_, last_at_;
    double last_ = 0;
    // The statistics of a metric, over all its rows but NaN.
    std::uint64_t numbers_ = 0;
    double least_ = 0, most_ = 0;
    double mean_ = 0,
           squares_ = 0;          ///< running mean and sum of squared distances, used beyond `exact_values`
    std::vector<double> values_;  ///< NaN among them while exact, as their place changes how sums round
    std::uint64_t random_ = 0x9E3779B97F4A7C15;
};

/// The summary of a file's text, whoever wrote it. Rows that are cut short or make no sense are left out.
event_summary summary_of(event_kind kind, std::string_view file_text);
/// The same of a file, read in pieces; empty when there is none or it cannot be read.
event_summary summary_of_file(event_kind kind, const std::filesystem::path& file);

}  // namespace polyaxon::v1::tracking
