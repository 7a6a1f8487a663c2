#include <polyaxon/resources/v1/run_event.hpp>

#include <polyaxon/codec/fields.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace polyaxon::v1 {

using codec::at;

namespace {

constexpr codec::field event_fields[] = {
    at<&run_event::name>("name"),
    at<&run_event::kind>("kind"),
    at<&run_event::data>("data"),
};
constexpr codec::field answer_fields[] = {at<&run_events_answer::data>("data")};

error unreadable(const event_series& e, std::string why) {
    return failed(errc::decode,
                  "the events of " + e.kind + " \"" + e.name + "\" cannot be read: " + std::move(why));
}

/// The columns while a document is read; what is null or no number of a metric is a NaN.
struct columns {
    event_series* out;
    bool has_values = false;
};

std::error_code read_number(codec::json_in& in, double& out) {
    if (in.is_null()) return out = std::numeric_limits<double>::quiet_NaN(), std::error_code{};
    return read(in, out);
}

std::error_code read_values(codec::json_in& in, std::vector<double>& out) {
    return in.each(
        &out,
        [](codec::json_in& element, void* to) {
            return read_number(element, static_cast<std::vector<double>*>(to)->emplace_back());
        },
        sizeof(double));
}

std::error_code read_payloads(codec::json_in& in, std::vector<std::string>& out) {
    return in.each(
        &out,
        [](codec::json_in& element, void* to) {
            auto& text = static_cast<std::vector<std::string>*>(to)->emplace_back();
            if (element.is_null()) return std::error_code{};
            if (element.is_string()) return read(element, text);
            json value;
            const auto ec = read(element, value);
            text = value.text();
            return ec;
        },
        sizeof(std::string));
}

std::error_code read_column(std::string_view key, codec::json_in& in, void* to) {
    auto& c = *static_cast<columns*>(to);
    if (key == "step") return read(in, c.out->steps);
    if (key == "timestamp") return read(in, c.out->timestamps);
    if (key != c.out->kind) return {};
    c.has_values = true;
    return c.out->kind == "metric" ? read_values(in, c.out->values) : read_payloads(in, c.out->payloads);
}

struct column_reader {
    columns c;
};
std::error_code read(codec::json_in& in, column_reader& out) {
    return in.each_member(&out.c, &read_column, 0);
}

/// One record of separated values: fields, where a quoted one may hold separators, line ends and doubled quotes. Moves `text` behind it.
std::vector<std::string> next_record(std::string_view& text) {
    std::vector<std::string> fields(1);
    std::size_t i = 0;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            ++i;
            break;
        }
        if (c == '|') {
            fields.emplace_back();
        } else if (c == '"' && fields.back().empty()) {
            for (++i; i < text.size(); ++i) {
                if (text[i] == '"') {
                    if (i + 1 >= text.size() || text[i + 1] != '"') break;
                    ++i;
                }
                fields.back() += text[i];
            }
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    text.remove_prefix(std::min(i, text.size()));  // behind a quote that is never closed it is one more
    return fields;
}

std::optional<double> number(std::string_view t) {
    double value = 0;
    const auto [end, ec] = std::from_chars(t.data(), t.data() + t.size(), value);
    if (ec == std::errc::result_out_of_range) return value;
    if (ec != std::errc{} || end != t.data() + t.size()) return std::nullopt;
    return value;
}

void add_row(event_series& out, const std::vector<std::string>& header, const std::vector<std::string>& row,
             std::size_t line) {
    const auto where = [&](const std::string& column) {
        return "line " + std::to_string(line) + ", column " + column;
    };
    if (row.size() != header.size())
        throw unreadable(out, "line " + std::to_string(line) + " has " + std::to_string(row.size()) +
                                  " fields, the header has " + std::to_string(header.size()));
    for (std::size_t i = 0; i < header.size(); ++i) {
        const auto& text = row[i];
        if (header[i] == "step") {
            out.steps.push_back(text.empty() ? std::nullopt : number(text));
            if (!text.empty() && !out.steps.back()) throw unreadable(out, where("step") + " is no number");
        } else if (header[i] == "timestamp") {
            out.timestamps.push_back(text.empty() ? std::nullopt : timestamp::parse(text));
            if (!text.empty() && !out.timestamps.back())
                throw unreadable(out, where("timestamp") + " is no time");
        } else if (header[i] == out.kind && out.kind == "metric") {
            const auto value = text.empty() ? std::numeric_limits<double>::quiet_NaN() : number(text);
            if (!value) throw unreadable(out, where("metric") + " is no number");
            out.values.push_back(*value);
        } else if (header[i] == out.kind) {
            out.payloads.push_back(text);
        }
    }
}

/// Columns that are not there at all are unset in every row.
void level(event_series& out) {
    const auto n = out.size();
    if (out.steps.empty()) out.steps.resize(n);
    if (out.timestamps.empty()) out.timestamps.resize(n);
    if (out.steps.size() != n || out.timestamps.size() != n)
        throw unreadable(out, "the columns have " + std::to_string(out.steps.size()) + " steps, " +
                                  std::to_string(out.timestamps.size()) + " times and " + std::to_string(n) +
                                  " values");
}

}  // namespace

std::error_code read(codec::json_in& in, run_event& out) { return read_object(in, event_fields, &out); }
void write(codec::json_out& out, const run_event& v) { write_object(out, event_fields, &v); }
std::error_code read(codec::json_in& in, run_events_answer& out) {
    return read_object(in, answer_fields, &out);
}

std::error_code read(codec::json_in& in, multi_run_events_answer& out) {
    static constexpr auto read_runs = [](codec::json_in& data, void* to) {
        return data.each_member(
            to,
            [](std::string_view uuid, codec::json_in& events, void* all) {
                return read(events, static_cast<multi_run_events_answer*>(all)->data[std::string(uuid)]);
            },
            codec::size_in_map<decltype(out.data)>);
    };
    static constexpr codec::field rows[] = {{"data", read_runs, nullptr, nullptr}};
    out.data.clear();
    return read_object(in, rows, &out);
}

event_series parse_event_text(std::string name, std::string kind, std::string_view text) {
    event_series out;
    out.name = std::move(name);
    out.kind = std::move(kind);
    const auto header = next_record(text);
    for (std::size_t line = 2; !text.empty(); ++line) {
        const auto row = next_record(text);
        if (row.size() == 1 && row.front().empty()) continue;  // the end of the last line
        add_row(out, header, row, line);
    }
    level(out);
    return out;
}

event_series run_event::series() const {
    if (is_csv()) return parse_event_text(name, kind, data.as<std::string>());
    column_reader reader;
    event_series out;
    out.name = name;
    out.kind = kind;
    reader.c.out = &out;
    codec::json_parser parser;
    if (parser.parse_text(data.text(), reader)) throw unreadable(out, parser.what());
    if (!reader.c.has_values && !data.is_null() && data.size() > 0)
        throw unreadable(out, "the column " + kind + " is missing");
    level(out);
    return out;
}

}  // namespace polyaxon::v1
