#pragma once
#include <string_view>
#include <system_error>

// What is said about single tokens of a document, and the reading of a value as its bare text. No parser shows here.

namespace polyaxon::codec {

class json_in;

/// "null", "a bool", "a number", "a string", "a list", "an object", or "broken JSON". `token` has no white space behind.
std::string_view kind_of(std::string_view token) noexcept;

/// A number by the grammar of RFC 8259.
bool is_number(std::string_view token) noexcept;

/// Any value, checked in full: `out` is its text within the document that is being read.
std::error_code read_raw(json_in&, std::string_view& out);

/// True when `text` is one JSON value with at most `depth` levels of nesting.
bool valid_json(std::string_view text, int depth);

}  // namespace polyaxon::codec
