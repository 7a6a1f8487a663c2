#include "batch_report.hpp"

#include <polyaxon/codec/fields.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace polyaxon::batch {
namespace {

std::string shortest(double value) {
    char text[40];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string fixed(double value, int digits) {
    char text[400];
    const int n = std::snprintf(text, sizeof text, "%.*f", digits, value);
    return {text, static_cast<std::size_t>(n)};
}

/// 1234567 to 1,234,567.
std::string grouped(std::size_t n) {
    std::string text = std::to_string(n);
    for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
    return text;
}

std::string in_quotes(std::string_view text) {
    std::string out;
    codec::append_quoted(out, text);
    return out;
}

std::string time_text(const std::optional<timestamp>& t) { return t ? t->text() : std::string(); }

std::string joined(const std::vector<std::string>& all, std::string_view by) {
    std::string out;
    for (const auto& one : all) (out += out.empty() ? "" : by) += one;
    return out;
}

/// Width on a screen, near enough: code points.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// Lines of cells with columns as wide as their widest; `right` marks those of numbers.
std::string aligned(const std::vector<std::vector<std::string>>& lines, std::string_view right) {
    std::vector<std::size_t> widths(right.size());
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width(line[i]));
    }
    std::string out;
    for (const auto& line : lines) {
        std::string text;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const std::string gap(widths[i] - width(line[i]), ' ');
            if (i) text += "  ";
            text += right[i] == 'r' ? gap + line[i] : line[i] + gap;
        }
        text.erase(text.find_last_not_of(' ') + 1);
        (out += text) += '\n';
    }
    return out;
}

/// Server text must not move the cursor or break the line of a terminal.
std::string shown(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

std::string cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string out = "\"";
    for (char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

std::string milliseconds(std::chrono::microseconds t) {
    return fixed(static_cast<double>(t.count()) / 1000, 1) + " ms";
}

}  // namespace

std::string ndjson_line(const row& r) {
    std::string out = "{\"project\":" + in_quotes(r.project) + ",\"id\":" + in_quotes(r.id) +
                      ",\"name\":" + in_quotes(r.name);
    auto time = [&](const char* key, const std::optional<timestamp>& t) {
        out.append(",\"").append(key).append("\":").append(t ? in_quotes(t->text()) : "null");
    };
    out.append(",\"status\":").append(in_quotes(r.status));
    time("created_at", r.created_at);
    time("started_at", r.started_at);
    time("finished_at", r.finished_at);
    out.append(",\"duration\":").append(r.duration ? shortest(*r.duration) : "null").append(",\"tags\":[");
    for (std::size_t i = 0; i < r.tags.size(); ++i) out.append(i ? "," : "").append(in_quotes(r.tags[i]));
    out.append("],\"inputs\":").append(r.inputs).append(",\"metrics\":").append(r.metrics).append("}\n");
    return out;
}

std::string csv_head() {
    return "project,id,name,status,created_at,started_at,finished_at,duration,tags,inputs,metrics\r\n";
}

std::string csv_line(const row& r) {
    auto json = [](const std::string& text) { return text == "null" ? std::string() : cell(text); };
    return cell(r.project) + ',' + cell(r.id) + ',' + cell(r.name) + ',' + cell(r.status) + ',' +
           time_text(r.created_at) + ',' + time_text(r.started_at) + ',' + time_text(r.finished_at) + ',' +
           (r.duration ? shortest(*r.duration) : "") + ',' + cell(joined(r.tags, " ")) + ',' +
           json(r.inputs) + ',' + json(r.metrics) + "\r\n";
}

std::string table(const std::vector<row>& rows, std::size_t most, std::string_view metric) {
    if (rows.empty()) return "no runs\n";
    const auto n = most == 0 ? rows.size() : std::min(most, rows.size());
    std::vector<std::vector<std::string>> lines{
        {"project", "id", "name", "status", "created", "seconds", std::string(metric), "tags"}};
    for (std::size_t i = 0; i < n; ++i) {
        const auto& r = rows[i];
        lines.push_back({shown(r.project), shown(r.id), shown(r.name), shown(r.status),
                         time_text(r.created_at).substr(0, 19), r.duration ? fixed(*r.duration, 1) : "",
                         r.metric ? fixed(*r.metric, 4) : "", shown(joined(r.tags, " "))});
    }
    auto out = aligned(lines, "lllllrrl");
    if (n < rows.size())
        out += "… " + grouped(rows.size() - n) + " more rows: --rows 0, --format csv or ndjson shows all\n";
    return out;
}

void tally::add(const row& r) {
    ++count;
    duration += r.duration.value_or(0);
    metric += r.metric.value_or(0);
    with_metric += r.metric.has_value();
}

figures add_up(const std::vector<row>& rows) {
    figures f;
    for (const auto& r : rows) {
        f.total.add(r);
        f.by_status[r.status].add(r);
        ++f.by_project[r.project];
    }
    return f;
}

std::chrono::microseconds percentile(std::vector<std::chrono::microseconds> all, double share) {
    if (all.empty()) return {};
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(all.size())));
    const auto at =
        all.begin() + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(rank, 1, all.size()) - 1);
    std::nth_element(all.begin(), at, all.end());
    return *at;
}

std::string summary(const figures& f, const course& c, std::string_view metric) {
    std::vector<std::vector<std::string>> lines{
        {"status", "count", "seconds", "with " + std::string(metric), "sum of " + std::string(metric)}};
    auto line = [&](const std::string& name, const tally& t) {
        lines.push_back(
            {name, grouped(t.count), fixed(t.duration, 6), grouped(t.with_metric), fixed(t.metric, 6)});
    };
    for (const auto& [status, t] : f.by_status) line(shown(status), t);
    line("total", f.total);
    std::string out = aligned(lines, "lrrrr");
    out += "projects " + grouped(f.by_project.size()) + ", listed " + grouped(c.listed) + ", fetched " +
           grouped(f.total.count) + ", failed " + grouped(c.failed) + "\n";
    const auto& s = c.stats;
    const double reuse =
        s.requests ? 100.0 * static_cast<double>(s.reused) / static_cast<double>(s.requests) : 0;
    out += "requests " + grouped(s.requests) + ", retries " + grouped(s.retries) + ", connections " +
           grouped(s.connects) + ", reuse " + fixed(reuse, 1) + " %\n";
    out += "latency p50 " + milliseconds(percentile(c.latencies, 0.5)) + ", p99 " +
           milliseconds(percentile(c.latencies, 0.99)) + ", elapsed " + fixed(c.elapsed.count(), 2) + " s, " +
           grouped(c.elapsed.count() > 0
                       ? static_cast<std::size_t>(static_cast<double>(s.responses) / c.elapsed.count())
                       : 0) +
           " calls/s\n";
    return out;
}

check same(std::string what, std::size_t found, std::size_t expected) {
    return {std::move(what), std::to_string(found), std::to_string(expected), found == expected};
}
check same(std::string what, double found, double expected) {
    return {std::move(what), shortest(found), shortest(expected), found == expected};
}
std::string check_line(const check& c) {
    if (c.ok) return "check  " + c.what + ": " + c.found + "  ok\n";
    return "check  " + c.what + ": " + c.found + "  WRONG, the seed says " + c.expected + "\n";
}

int exit_code(errc kind) noexcept {
    switch (kind) {
        case errc::invalid_argument:
        case errc::context: return 2;
        case errc::unauthenticated:
        case errc::forbidden: return 3;
        case errc::not_found: return 4;
        case errc::network:
        case errc::tls:
        case errc::timeout:
        case errc::protocol:
        case errc::rate_limited:
        case errc::server_error: return 5;
        default: return 1;
    }
}

std::string_view advice(errc kind) noexcept {
    switch (kind) {
        case errc::unauthenticated:
        case errc::forbidden:
            return "give a valid token by --token or POLYAXON_AUTH_TOKEN, or log in with the Polyaxon CLI";
        case errc::not_found: return "check --owner, --project and --api";
        case errc::network: return "check --host, --port and --https, and that the server is up";
        case errc::tls: return "give the authority's file by --ca, or turn verification off by --insecure";
        case errc::timeout: return "give more time by --timeout, or ask for less at a time by --concurrency";
        case errc::context: return "give --host and --token, or set them in the environment";
        case errc::rate_limited: return "ask for less at a time by --concurrency, or wait";
        case errc::client_error: return "check --query and --sort";
        default: return {};
    }
}

std::string one_line(std::string_view text) { return shown(text); }

}  // namespace polyaxon::batch
