#pragma once
#include <polyaxon/resources/v1/tracking/event_payloads.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Payloads computed from numbers. All throw `invalid_argument` for input that cannot be right; nothing is kept or sent.

namespace polyaxon::v1::tracking {

/// Most bins of a histogram.
inline constexpr std::size_t most_bins = 512;

/// How many of `values` fall into each of `bins` equal bins between the least and the greatest, with NumPy's edges; the last bin holds its
/// right edge too. NaN and infinite values are left out; one must be finite.
///
///     store.log_event(event_kind::histogram, "weights", to_json(histogram(weights, 32)), step);
event_histogram histogram(std::span<const double> values, std::size_t bins = 10);
event_histogram histogram(std::span<const float> values, std::size_t bins = 10);
/// The same with the edges given, in rising order; what lies outside is left out.
event_histogram histogram(std::span<const double> values, std::span<const double> edges);
/// One that was computed elsewhere: `values` per bin, and one edge more.
event_histogram np_histogram(std::span<const double> values, std::span<const double> edges);

/// The ROC curve of a classifier: false positive rate (x) against true positive rate (y), from the highest score down, without the points that
/// lie on a straight line. The annotation is the area below it. `labels` that equal `positive` are the positive ones. Both kinds of label
/// must be there.
event_curve roc_auc_curve(std::span<const int> labels, std::span<const double> scores, int positive = 1);
/// One that was computed elsewhere.
event_curve roc_auc_curve(std::span<const double> fpr, std::span<const double> tpr,
                          std::optional<double> auc);
/// Precision (x) against recall (y), from the lowest score up, ending with precision 1 and recall 0. The annotation is the average precision.
event_curve pr_curve(std::span<const int> labels, std::span<const double> scores, int positive = 1);
event_curve pr_curve(std::span<const double> precision, std::span<const double> recall,
                     std::optional<double> average_precision);
/// Any curve. An empty annotation is left out.
event_curve custom_curve(std::span<const double> x, std::span<const double> y,
                         std::string_view annotation = {});

/// Checks that x, y and z are arrays of one length, and z is square.
event_confusion confusion_matrix(json x, json y, json z);
/// The same labels on both sides; `cells` row by row, labels.size() squared of them.
event_confusion confusion_matrix(std::span<const std::string> labels, std::span<const double> cells);
event_confusion confusion_matrix(std::span<const std::string> labels, std::span<const std::int64_t> cells);

}  // namespace polyaxon::v1::tracking
