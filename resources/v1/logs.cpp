#include <polyaxon/resources/v1/logs.hpp>

#include <polyaxon/resources/v1/fields.hpp>

namespace polyaxon::v1 {

using codec::at;
using codec::field;

namespace {

// A line that is no text (a number, say) is kept as its text: whoever follows a log wants to see it.
std::error_code read_value(codec::json_in& in, void* self) {
    return codec::read_text(in, static_cast<log_line*>(self)->value);
}

constexpr field value_row() {
    auto row = at<&log_line::value>("value");
    row.read = &read_value;
    return row;
}

constexpr field line_fields[] = {
    at<&log_line::timestamp>("timestamp"),
    at<&log_line::node>("node"),
    at<&log_line::pod>("pod"),
    at<&log_line::container>("container"),
    value_row(),
};

constexpr field logs_fields[] = {
    at<&logs::last_time>("last_time"),
    at<&logs::last_file>("last_file"),
    at<&logs::logs>("logs"),
    at<&logs::files>("files"),
};

}  // namespace

std::error_code read(codec::json_in& in, log_line& out) { return read_object(in, line_fields, &out); }
void write(codec::json_out& out, const log_line& v) { write_object(out, line_fields, &v); }
std::error_code read(codec::json_in& in, logs& out) { return read_object(in, logs_fields, &out); }
void write(codec::json_out& out, const logs& v) { write_object(out, logs_fields, &v); }

}  // namespace polyaxon::v1
