#include <polyaxon/codec/fields.hpp>
#include <polyaxon/resources/v1/tracking/summary.hpp>

#include <charconv>
#include <fstream>
#include <string>

// The summary of files that are there already, whoever wrote them.

namespace polyaxon::v1::tracking {

namespace {

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// One row of separated values: `step|timestamp|value`.
void add_separated(event_summary& to, event_kind kind, std::string_view line) {
    const auto first = line.find('|');
    const auto second = first == line.npos ? first : line.find('|', first + 1);
    if (second == line.npos) return;
    std::optional<double> step;
    if (first != 0 && !(step = number(line.substr(0, first)))) return;
    const auto at = timestamp::parse(line.substr(first + 1, second - first - 1));
    const auto value = line.substr(second + 1);
    if (!at || value.empty()) return;
    if (kind != event_kind::metric) return to.add(step, *at);
    if (const auto metric = number(value)) to.add(step, *at, *metric);
}

struct jsonl_row {
    std::optional<timestamp> at;
    std::optional<double> step;
};
constexpr codec::field row_fields[] = {codec::at<&jsonl_row::at>("timestamp"),
                                       codec::at<&jsonl_row::step>("step")};
std::error_code read(codec::json_in& in, jsonl_row& out) { return codec::read_object(in, row_fields, &out); }

/// Takes a file line by line.
class line_reader {
 public:
    line_reader(event_kind kind) : kind_(kind), summary_(kind) {}

    void add(std::string_view line) {
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty()) return;
        if (!is_jsonl(kind_)) return add_separated(summary_, kind_, line);  // the head has no time: left out
        jsonl_row row;
        if (!parser_.parse_text(line, row) && row.at) summary_.add(row.step, *row.at);
    }
    event_summary take() { return std::move(summary_); }

 private:
    event_kind kind_;
    event_summary summary_;
    codec::json_parser parser_;
};

}  // namespace

event_summary summary_of(event_kind kind, std::string_view text) {
    line_reader lines(kind);
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.add(text.substr(0, end));
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines.take();
}

event_summary summary_of_file(event_kind kind, const std::filesystem::path& file) {
    line_reader lines(kind);
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) lines.add(line);
    return lines.take();
}

}  // namespace polyaxon::v1::tracking
