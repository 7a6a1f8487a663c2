#include <polyaxon/resources/v1/tracking/event_file.hpp>

#include <polyaxon/resources/v1/tracking/event_text.hpp>

#include <charconv>

namespace polyaxon::v1::tracking {

namespace {

void append_whole(std::string& to, std::int64_t value) {
    char buffer[24];
    to.append(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
}

void append_separated(std::string& to, event_step step, timestamp at) {
    to += '\n';
    if (step) append_whole(to, *step);
    to += '|';
    to += event_time(at);
    to += '|';
}

std::string below(std::string_view folder, std::string_view kind, std::string_view name) {
    std::string path(folder);
    path.append("/").append(kind).append("/").append(name);
    return path;
}

}  // namespace

std::string event_head(event_kind kind) {
    if (is_jsonl(kind)) return {};
    return "step|timestamp|" + std::string(word(kind));
}

void append_metric_row(std::string& to, event_step step, timestamp at, double value) {
    append_separated(to, step, at);
    append_repr(to, value);
}

void append_event_row(std::string& to, event_kind kind, event_step step, timestamp at,
                      std::string_view value) {
    if (!is_jsonl(kind)) {
        append_separated(to, step, at);
        append_compact(to, value, true);
        return;
    }
    to += "\n{\"timestamp\": \"";
    to += event_time(at);
    to += "\", \"step\": ";
    if (step)
        append_whole(to, *step);
    else
        to += "null";
    to.append(", \"").append(word(kind)).append("\": ");
    if (kind == event_kind::html || kind == event_kind::text) {
        append_ascii_quoted(to, value);
    } else {
        std::string payload;
        append_compact(payload, value, false);
        append_ascii_quoted(to, payload);
    }
    to += '}';
}

std::string event_time(timestamp at) {
    auto text = at.text();
    if (const auto t = text.find('T'); t != text.npos) text[t] = ' ';
    return text;
}

std::string event_path(event_kind kind, std::string_view name) {
    return below("events", word(kind), name) + ".plx";
}

std::string resource_path(std::string_view name) { return below("resources", "metric", name) + ".plx"; }

std::string asset_path(event_kind kind, std::string_view name, event_step step, std::string_view extension) {
    auto path = below("assets", word(kind), name);
    if (step) {
        path += '_';
        append_whole(path, *step);
    }
    if (!extension.empty()) path.append(".").append(extension);
    return path;
}

std::string logs_path() { return "plxlogs/logs.jsonl"; }

}  // namespace polyaxon::v1::tracking
