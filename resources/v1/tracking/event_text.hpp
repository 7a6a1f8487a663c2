#pragma once
#include <string>
#include <string_view>

// Numbers and text as the Python client's writers put them, for files that both sides read.

namespace polyaxon::v1::tracking {

/// As Python's repr: the shortest decimal that reads back, `3.0`, `1e-07`, `1e+22`, `nan`, `-inf`.
void append_repr(std::string& to, double value);
/// As in the JSON of payloads: the shortest decimal that reads back, `3.0`, `0.00001`, `1e-7`, `1e+22`; what is no finite number is null.
void append_payload_number(std::string& to, double value);

/// A JSON string with its quotes in which everything beyond printable ASCII is escaped; invalid UTF-8 becomes U+FFFD.
void append_ascii_quoted(std::string& to, std::string_view text);

/// JSON text without white space between its tokens, so that it fits on one line. `escape_bars` writes `|` as `\u007c`, so that it fits
/// into a separated value.
void append_compact(std::string& to, std::string_view json_text, bool escape_bars);

}  // namespace polyaxon::v1::tracking
