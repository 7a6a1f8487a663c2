#include "conformance/v1_tracking_steps.hpp"

#include "conformance/v1_arguments.hpp"

#include <polyaxon/resources/v1/tracking/run.hpp>

#include <algorithm>
#include <vector>

namespace conformance::v1 {

namespace {

namespace tracking = polyaxon::v1::tracking;
using tracking::run;

double real(const json& v) {
    if (!is_number(v)) throw inexpressible("no number: " + shortened(v.text(), 40));
    return v.as<double>();
}
std::optional<std::int64_t> step_of(arguments& a) {
    const auto v = a.take("step");
    if (v.is_null()) return std::nullopt;
    return v.as<std::int64_t>();
}
tracking::event_options event(arguments& a) {
    tracking::event_options o;
    o.step = step_of(a);
    if (const auto at = a.text("timestamp"); !at.empty()) {
        const auto moment = polyaxon::timestamp::parse(at);
        if (!moment) throw inexpressible("timestamp is no time");
        o.timestamp = *moment;
    }
    return o;
}
std::vector<double> numbers(const json& list, const char* what) {
    if (!list.is_array())
        throw inexpressible(std::string(what) + " is " + shortened(list.text(), 40) +
                            ", not a list of numbers");
    std::vector<double> out;
    for (const auto& one : list.elements()) out.push_back(real(one));
    return out;
}

void log_metric(run& r, arguments& a) {
    const auto name = a.either_text(0, "name");
    const auto value = real(a.either(1, "value"));
    r.log_metric(name, value, event(a));
}
void log_metrics(run& r, arguments& a) {
    const auto o = event(a);
    std::vector<tracking::metric_value> all;
    for (const auto& [name, value] : a.rest().items()) all.emplace_back(a.keep(name), real(value));
    r.log_metrics(all, o);
}
template <auto Method, auto Key>
void log_words(run& r, arguments& a) {
    const auto name = a.either_text(0, "name"), words = a.either_text(1, Key());
    (r.*Method)(name, words, event(a));
}
constexpr auto text_key = [] { return "text"; };
constexpr auto html_key = [] { return "html"; };
void log_histogram(run& r, arguments& a) {
    const auto name = a.either_text(0, "name");
    const auto bins = a.take("bins");
    if (!bins.is_null() && !is_number(bins))
        throw inexpressible("bins is " + std::string(bins.text()) + ", not a number");
    const auto values = numbers(a.either(1, "values"), "values");
    r.log_histogram(name, values, bins.is_null() ? 10 : bins.as<std::size_t>(), event(a));
}
template <auto Method>
void log_values(run& r, arguments& a) {
    a.ignore("async_req");
    tracking::value_options o;
    o.reset = a.flag("reset").value_or(false);
    (r.*Method)(a.rest(), o);
}
void log_tags(run& r, arguments& a) {
    a.ignore("async_req");
    tracking::value_options o;
    o.reset = a.flag("reset").value_or(false);
    r.log_tags(a.either_list(0, "tags"), o);
}
void log_progress(run& r, arguments& a) { r.log_progress(real(a.either(0, "value"))); }
template <auto Method>
void set_text(run& r, arguments& a) {
    a.ignore("async_req");
    (r.*Method)(a.either_text(0, "value"));
}
tracking::condition_options condition(arguments& a) {
    tracking::condition_options o;
    if (const auto reason = a.text("reason"); !reason.empty()) o.reason = reason;
    o.message = a.text("message");
    return o;
}
void log_status(run& r, arguments& a) {
    const auto status = a.either_text(0, "status");
    r.log_status(status, condition(a));
}
template <auto Method>
void log_end(run& r, arguments& a) {
    (r.*Method)(condition(a));
}
template <auto Method>
void log_file(run& r, arguments& a) {
    const std::string path(a.either_text(0, "path"));
    tracking::artifact_options o;
    o.name = a.text("name");
    if (const auto kind = a.text("kind"); !kind.empty()) o.kind = kind;
    o.framework = a.text("framework");
    o.summary = a.object_text("summary");
    o.step = step_of(a);
    (r.*Method)(path, o);
}

struct step {
    std::string_view method;
    void (*make)(run&, arguments&);
};
using ended = void (run::*)(const tracking::condition_options&);
constexpr step steps[] = {
    {"log_metric", &log_metric},
    {"log_metrics", &log_metrics},
    {"log_text", &log_words<&run::log_text, text_key>},
    {"log_html", &log_words<&run::log_html, html_key>},
    {"log_histogram", &log_histogram},
    {"log_inputs", &log_values<&run::log_inputs>},
    {"log_outputs", &log_values<&run::log_outputs>},
    {"log_meta", &log_values<&run::log_meta>},
    {"log_tags", &log_tags},
    {"log_progress", &log_progress},
    {"set_name", &set_text<&run::set_name>},
    {"set_description", &set_text<&run::set_description>},
    {"set_readme", &set_text<&run::set_readme>},
    {"log_status", &log_status},
    {"log_succeeded", &log_end<&run::log_succeeded>},
    {"log_stopped", &log_end<&run::log_stopped>},
    {"log_artifact", &log_file<&run::log_artifact>},
    {"log_model", &log_file<&run::log_model>},
};

}  // namespace

bool track(run& r, const std::string& method, const json& args) {
    const auto found = std::ranges::find(steps, method, &step::method);
    if (found == std::end(steps)) return false;
    arguments a(args);
    found->make(r, a);
    return true;
}

}  // namespace conformance::v1
