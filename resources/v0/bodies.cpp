#include <polyaxon/resources/v0/bodies.hpp>

#include <cmath>
#include <utility>

namespace polyaxon::v0 {

using resources::message;

namespace {

message body(const json& value) {
    message m;
    m.json(value);
    return m;
}
message refused(std::string why) {
    message m;
    m.refuse(std::move(why));
    return m;
}
std::string in_quotes(std::string_view name) { return '"' + std::string(name.substr(0, 60)) + '"'; }

bool is_metric(const json& value) {
    const auto text = value.text();
    return text == "null" || text == "true" || text == "false" || text.front() == '-' ||
           (text.front() >= '0' && text.front() <= '9');
}

message metric_body_of(json values, const create_metric_options& options) {
    auto all = json::object();
    all.set("values", std::move(values));
    if (options.created_at) all.set("created_at", moment_text(*options.created_at));
    return body(all);
}

/// Adds the content; false where it was of the wrong kind, and then `m` says so.
bool add_content(json& to, const content& from, message& m) {
    try {
        auto text = from.value();
        if (!text.is_null()) to.set("content", std::move(text));
        return true;
    } catch (const error& e) {
        m.refuse(e.detail());
        return false;
    }
}

}  // namespace

std::string moment_text(timestamp t) {
    auto text = t.text();
    text.at(text.find('T')) = ' ';
    return text;
}

message status_body(std::string_view status, const create_status_options& options) {
    auto all = json::object();
    all.set("status", status);
    if (!options.message.empty()) all.set("message", options.message);
    if (!options.traceback.empty()) all.set("traceback", options.traceback);
    return body(all);
}

message code_reference_body(const code_reference& from) {
    auto all = json::object();
    if (from.commit) all.set("commit", *from.commit);
    if (from.head) all.set("head", *from.head);
    if (from.branch) all.set("branch", *from.branch);
    if (from.git_url) all.set("git_url", *from.git_url);
    if (from.is_dirty) all.set("is_dirty", *from.is_dirty);
    return body(all);
}

message metric_body(const json& values, const create_metric_options& options) {
    if (!values.is_object()) return refused("values is no JSON object: give metrics as names and numbers");
    try {
        for (const auto& [name, value] : values.items())
            if (!is_metric(value))
                return refused("the metric " + in_quotes(name) + " is neither a number nor a bool nor null");
    } catch (const error& e) {
        return refused("values is not JSON: " + e.detail());
    }
    return metric_body_of(values, options);
}

message metric_body(std::span<const metric_value> values, const create_metric_options& options) {
    auto all = json::object();
    for (const auto& [name, value] : values) {
        if (!std::isfinite(value))
            return refused("the metric " + in_quotes(name) +
                           " is NaN or infinite, which JSON cannot say: leave it out");
        all.set(name, value);
    }
    return metric_body_of(std::move(all), options);
}

message logs_body(const log_lines& lines) { return body(json::from(lines.joined())); }

message clone_body(const clone_options& options) {
    message m;
    auto all = json::object();
    if (!add_content(all, options.content, m)) return m;
    if (options.update_code) all.set("update_code", true);
    return body(all);
}

message start_body(const start_options& options) {
    message m;
    auto all = json::object();
    if (!add_content(all, options.content, m)) return m;
    if (all.size()) all.set("is_managed", options.is_managed);
    return body(all);
}

}  // namespace polyaxon::v0
