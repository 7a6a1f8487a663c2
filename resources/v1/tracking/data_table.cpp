#include <polyaxon/resources/v1/tracking/data_table.hpp>

#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/refusal.hpp>

#include <string_view>
#include <utility>

namespace polyaxon::v1::tracking {

namespace {

void append_cell(std::string& to, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == text.npos) {
        to += text;
        return;
    }
    to += '"';
    for (const char c : text) {
        if (c == '"') to += '"';
        to += c;
    }
    to += '"';
}

void append_cell(std::string& to, const json& value) {
    if (value.is_null()) return;
    if (value.is_string())
        append_cell(to, value.as<std::string>());
    else if (value.text() == "true" || value.text() == "false")
        to += value.text() == "true" ? "True" : "False";
    else
        append_cell(to, value.text());
}

}  // namespace

void data_table::add(std::vector<json> row) {
    if (row.size() != columns_.size())
        throw refused("table: a row of " + std::to_string(row.size()) + " cells for " +
                      std::to_string(columns_.size()) + " columns: give one for each, json::null() for none");
    rows_.push_back(std::move(row));
}

std::string data_table::csv() const {
    std::string out;
    for (const auto& name : columns_) out += ',', append_cell(out, std::string_view(name));
    out += '\n';
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        out += std::to_string(i);
        for (const auto& cell : rows_[i]) out += ',', append_cell(out, cell);
        out += '\n';
    }
    return out;
}

}  // namespace polyaxon::v1::tracking
