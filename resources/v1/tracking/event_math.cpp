#include <polyaxon/resources/v1/tracking/event_math.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/refusal.hpp>
#include <polyaxon/resources/v1/tracking/event_text.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace polyaxon::v1::tracking {

namespace {

void check_bins(std::size_t bins) {
    if (bins == 0) throw refused("histogram: give at least one bin");
    if (bins > most_bins)
        throw refused("histogram: " + std::to_string(bins) + " bins, at most " + std::to_string(most_bins) +
                      " are taken: use fewer");
}

template <class T>
event_histogram equal_bins(std::span<const T> values, std::size_t bins) {
    check_bins(bins);
    double low = 0, high = 0;
    bool any = false;
    for (const double v : values) {
        if (!std::isfinite(v)) continue;
        low = any ? std::min(low, v) : v;
        high = any ? std::max(high, v) : v;
        any = true;
    }
    if (!any) throw refused("histogram: no value is a finite number: give some");
    if (low == high) low -= 0.5, high += 0.5;
    const auto n = static_cast<double>(bins);
    const double width = high - low;
    if (!std::isfinite(width)) throw refused("histogram: the values lie too far apart: give the edges");

    event_histogram out;
    out.values.resize(bins);
    out.counts.resize(bins + 1);
    for (std::size_t i = 0; i < bins; ++i) out.counts[i] = static_cast<double>(i) * (width / n) + low;
    out.counts[bins] = high;
    for (const double v : values) {
        if (!std::isfinite(v)) continue;
        auto bin = std::min(static_cast<std::size_t>((v - low) / width * n), bins - 1);
        // The division may have rounded past an edge.
        if (v < out.counts[bin] && bin > 0)
            --bin;
        else if (bin + 1 < bins && v >= out.counts[bin + 1])
            ++bin;
        ++out.values[bin];
    }
    return out;
}

/// True and false positives when everything down to a score counts as positive, one entry for each different score.
struct hits {
    std::vector<double> wrong, right;
};

hits count_hits(std::string_view what, std::span<const int> labels, std::span<const double> scores,
                int positive) {
    if (labels.empty() || labels.size() != scores.size())
        throw refused(std::string(what) + ": " + std::to_string(labels.size()) + " labels and " +
                      std::to_string(scores.size()) + " scores: give as many of each, and at least one");
    if (!std::ranges::all_of(scores, [](double s) { return std::isfinite(s); }))
        throw refused(std::string(what) + ": a score is NaN or infinite: leave those out");
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    hits out;
    double right = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        right += labels[order[i]] == positive;
        if (i + 1 < order.size() && scores[order[i]] == scores[order[i + 1]]) continue;
        out.right.push_back(right);
        out.wrong.push_back(static_cast<double>(i + 1) - right);
    }
    return out;
}

std::string repr(double value) {
    std::string text;
    append_repr(text, value);
    return text;
}

event_curve make_curve(event_curve::shape kind, std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size())
        throw refused("curve: " + std::to_string(x.size()) + " values of x and " + std::to_string(y.size()) +
                      " of y: give as many of each");
    event_curve out;
    out.kind = kind;
    out.x.assign(x.begin(), x.end());
    out.y.assign(y.begin(), y.end());
    return out;
}

template <class T>
event_confusion from_cells(std::span<const std::string> labels, std::span<const T> cells) {
    const auto n = labels.size();
    if (cells.size() != n * n)
        throw refused("confusion matrix: " + std::to_string(n) + " labels and " +
                      std::to_string(cells.size()) + " cells: give " + std::to_string(n * n) +
                      " cells, row by row");
    auto names = json::array();
    for (const auto& label : labels) names.push(label);
    std::string rows = "[";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        rows += i % n ? "," : i ? "],[" : "[";
        if constexpr (std::is_same_v<T, double>)
            append_payload_number(rows, cells[i]);
        else
            rows += std::to_string(cells[i]);
    }
    rows += cells.empty() ? "]" : "]]";
    return confusion_matrix(names, names, json::raw(std::move(rows)));
}

}  // namespace

event_histogram histogram(std::span<const double> values, std::size_t bins) {
    return equal_bins(values, bins);
}
event_histogram histogram(std::span<const float> values, std::size_t bins) {
    return equal_bins(values, bins);
}

event_histogram histogram(std::span<const double> values, std::span<const double> edges) {
    check_bins(edges.empty() ? 0 : edges.size() - 1);
    if (!std::ranges::is_sorted(edges)) throw refused("histogram: the edges must be in rising order");
    event_histogram out;
    out.counts.assign(edges.begin(), edges.end());
    out.values.resize(edges.size() - 1);
    for (const double v : values) {
        if (!(v >= edges.front() && v <= edges.back())) continue;
        const auto above = std::ranges::upper_bound(edges, v) - edges.begin();
        ++out.values[std::min(static_cast<std::size_t>(above), out.values.size()) - 1];
    }
    return out;
}

event_histogram np_histogram(std::span<const double> values, std::span<const double> edges) {
    check_bins(values.size());
    if (edges.size() != values.size() + 1)
        throw refused("histogram: " + std::to_string(values.size()) + " bins and " +
                      std::to_string(edges.size()) + " edges: give one edge more than bins");
    event_histogram out;
    out.values.assign(values.begin(), values.end());
    out.counts.assign(edges.begin(), edges.end());
    return out;
}

event_curve roc_auc_curve(std::span<const int> labels, std::span<const double> scores, int positive) {
    const auto [wrong, right] = count_hits("ROC curve", labels, scores, positive);
    const auto n = wrong.size();
    if (wrong.back() == 0 || right.back() == 0)
        throw refused("ROC curve: all labels are alike: give positive and negative ones");
    event_curve out;
    out.kind = event_curve::shape::roc;
    out.x.push_back(0), out.y.push_back(0);
    for (std::size_t i = 0; i < n; ++i) {
        const bool straight = i > 0 && i + 1 < n && wrong[i + 1] - wrong[i] == wrong[i] - wrong[i - 1] &&
                              right[i + 1] - right[i] == right[i] - right[i - 1];
        if (straight) continue;
        out.x.push_back(wrong[i] / wrong.back());
        out.y.push_back(right[i] / right.back());
    }
    double area = 0;
    for (std::size_t i = 1; i < out.x.size(); ++i)
        area += (out.x[i] - out.x[i - 1]) * (out.y[i] + out.y[i - 1]) / 2;
    out.annotation = repr(area);
    return out;
}

event_curve roc_auc_curve(std::span<const double> fpr, std::span<const double> tpr,
                          std::optional<double> auc) {
    auto out = make_curve(event_curve::shape::roc, fpr, tpr);
    if (auc) out.annotation = repr(*auc);
    return out;
}

event_curve pr_curve(std::span<const int> labels, std::span<const double> scores, int positive) {
    const auto [wrong, right] = count_hits("PR curve", labels, scores, positive);
    if (right.back() == 0)
        throw refused("PR curve: no label is " + std::to_string(positive) + ", the positive one: give some");
    event_curve out;
    out.kind = event_curve::shape::pr;
    double average = 0, before = 0;
    for (std::size_t i = 0; i < right.size(); ++i) {
        const double precision = right[i] / (right[i] + wrong[i]), recall = right[i] / right.back();
        average += (recall - before) * precision;
        before = recall;
        out.x.push_back(precision), out.y.push_back(recall);
    }
    std::ranges::reverse(out.x), std::ranges::reverse(out.y);
    out.x.push_back(1), out.y.push_back(0);
    out.annotation = repr(average);
    return out;
}

event_curve pr_curve(std::span<const double> precision, std::span<const double> recall,
                     std::optional<double> average_precision) {
    auto out = make_curve(event_curve::shape::pr, precision, recall);
    if (average_precision) out.annotation = repr(*average_precision);
    return out;
}

event_curve custom_curve(std::span<const double> x, std::span<const double> y, std::string_view annotation) {
    auto out = make_curve(event_curve::shape::custom, x, y);
    if (!annotation.empty()) out.annotation = annotation;
    return out;
}

event_confusion confusion_matrix(json x, json y, json z) {
    if (!x.is_array() || !y.is_array() || !z.is_array())
        throw refused("confusion matrix: x, y and z must be arrays");
    const auto n = x.size();
    if (y.size() != n || z.size() != n)
        throw refused("confusion matrix: x has " + std::to_string(n) + " entries, y " +
                      std::to_string(y.size()) + " and z " + std::to_string(z.size()) +
                      ": give as many of each");
    for (const auto& row : z.elements())
        if (!row.is_array() || row.size() != n)
            throw refused("confusion matrix: every row of z must be an array of " + std::to_string(n) +
                          " cells");
    event_confusion out;
    out.x = std::move(x), out.y = std::move(y), out.z = std::move(z);
    return out;
}

event_confusion confusion_matrix(std::span<const std::string> labels, std::span<const double> cells) {
    return from_cells(labels, cells);
}
event_confusion confusion_matrix(std::span<const std::string> labels, std::span<const std::int64_t> cells) {
    return from_cells(labels, cells);
}

}  // namespace polyaxon::v1::tracking
