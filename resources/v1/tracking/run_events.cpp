// The methods of a tracked run that take numbers and texts.
#include <polyaxon/resources/v1/tracking/run.hpp>

#include <polyaxon/resources/owned.hpp>
#include <polyaxon/resources/v1/as_json.hpp>
#include <polyaxon/resources/v1/tracking/event_math.hpp>
#include <polyaxon/resources/v1/tracking/run_guard.hpp>

namespace polyaxon::v1::tracking {

void run::log_metric(std::string_view name, double value, const event_options& o) noexcept {
    if (tracker_) tracker_->metric(name, value, o);
}

void run::log_metrics(std::span<const metric_value> values, const event_options& o) noexcept {
    if (!tracker_) return;
    auto together = o;
    if (!together.timestamp) together.timestamp = timestamp::now();
    for (const auto& [name, value] : values) tracker_->metric(name, value, together);
}

void run::log_event(event_kind kind, std::string_view name, std::string_view payload,
                    const event_options& o) noexcept {
    if (tracker_) tracker_->event(kind, name, payload, o);
}

void run::log_text(std::string_view name, std::string_view text, const event_options& o) noexcept {
    log_event(event_kind::text, name, text, o);
}
void run::log_html(std::string_view name, std::string_view html, const event_options& o) noexcept {
    log_event(event_kind::html, name, html, o);
}

void run::log_histogram(std::string_view name, std::span<const double> values, std::size_t bins,
                        const event_options& o) noexcept {
    guarded(tracker_, name, [&](run_tracker& t) {
        t.event(event_kind::histogram, name, to_json(histogram(values, bins)), o);
    });
}
void run::log_np_histogram(std::string_view name, std::span<const double> counts,
                           std::span<const double> edges, const event_options& o) noexcept {
    guarded(tracker_, name, [&](run_tracker& t) {
        t.event(event_kind::histogram, name, to_json(np_histogram(counts, edges)), o);
    });
}

void run::log_curve(std::string_view name, std::span<const double> x, std::span<const double> y,
                    std::string_view annotation, const event_options& o) noexcept {
    guarded(tracker_, name, [&](run_tracker& t) {
        t.event(event_kind::curve, name, to_json(custom_curve(x, y, annotation)), o);
    });
}
void run::log_roc_auc_curve(std::string_view name, std::span<const double> fpr, std::span<const double> tpr,
                            std::optional<double> auc, const event_options& o) noexcept {
    guarded(tracker_, name, [&](run_tracker& t) {
        t.event(event_kind::curve, name, to_json(roc_auc_curve(fpr, tpr, auc)), o);
    });
}
void run::log_pr_curve(std::string_view name, std::span<const double> precision,
                       std::span<const double> recall, std::optional<double> average_precision,
                       const event_options& o) noexcept {
    guarded(tracker_, name, [&](run_tracker& t) {
        t.event(event_kind::curve, name, to_json(pr_curve(precision, recall, average_precision)), o);
    });
}

void run::log_confusion_matrix(std::string_view name, std::span<const std::string> labels,
                               std::span<const double> cells, const event_options& o) noexcept {
    guarded(tracker_, name, [&](run_tracker& t) {
        t.event(event_kind::confusion, name, to_json(confusion_matrix(labels, cells)), o);
    });
}
void run::log_confusion_matrix(std::string_view name, const json& x, const json& y, const json& z,
                               const event_options& o) noexcept {
    guarded(tracker_, name, [&](run_tracker& t) {
        t.event(event_kind::confusion, name, to_json(confusion_matrix(x, y, z)), o);
    });
}

namespace {

void log_chart(const std::shared_ptr<run_tracker>& tracker, event_chart::library library,
               std::string_view name, const json& figure, const event_options& o) noexcept {
    guarded(tracker, name, [&](run_tracker& t) {
        t.event(event_kind::chart, name, to_json(event_chart(library, figure)), o);
    });
}

}  // namespace

void run::log_plotly_chart(std::string_view name, const json& figure, const event_options& o) noexcept {
    log_chart(tracker_, event_chart::library::plotly, name, figure, o);
}
void run::log_bokeh_chart(std::string_view name, const json& figure, const event_options& o) noexcept {
    log_chart(tracker_, event_chart::library::bokeh, name, figure, o);
}
void run::log_altair_chart(std::string_view name, const json& figure, const event_options& o) noexcept {
    log_chart(tracker_, event_chart::library::vega, name, figure, o);
}

void run::log_trace(const event_span& s, const event_options& o) noexcept {
    guarded(tracker_, "span", [&](run_tracker& t) {
        t.event(event_kind::span, s.name.value_or("span"), to_json(s), o);
        if (s.inputs.is_object()) t.change("inputs", s.inputs, false);
        if (s.outputs.is_object()) t.change("outputs", s.outputs, false);
    });
}

// ---- values

void run::log_inputs(const json& values, const value_options& o) noexcept {
    if (tracker_) tracker_->change("inputs", values, o.reset);
}
void run::log_outputs(const json& values, const value_options& o) noexcept {
    if (tracker_) tracker_->change("outputs", values, o.reset);
}
void run::log_meta(const json& values, const value_options& o) noexcept {
    if (tracker_) tracker_->change("meta_info", values, o.reset);
}
void run::log_tags(std::string_view tags, const value_options& o) noexcept {
    guarded(tracker_, "tags",
            [&](run_tracker& t) { t.change_tags(as_json(resources::split_list(tags)), o.reset); });
}
void run::log_progress(double value) noexcept {
    if (tracker_) tracker_->progress(value);
}
void run::set_name(std::string_view name) noexcept {
    if (tracker_) tracker_->change_text("name", name);
}
void run::set_description(std::string_view description) noexcept {
    if (tracker_) tracker_->change_text("description", description);
}
void run::set_readme(std::string_view readme) noexcept {
    if (tracker_) tracker_->change_text("readme", readme);
}

void run::log_status(std::string_view status, const condition_options& o) noexcept {
    guarded(tracker_, "status", [&](run_tracker& t) {
        status_condition c;
        c.type = std::string(status);
        c.reason = std::string(o.reason);
        if (!o.message.empty()) c.message = std::string(o.message);
        c.last_transition_time = o.last_transition_time;
        c.last_update_time = o.last_update_time;
        t.condition(std::move(c));
    });
}

void run::forward_log(std::string_view line) noexcept {
    if (tracker_) tracker_->line(line);
}

}  // namespace polyaxon::v1::tracking
