#pragma once
#include <polyaxon/codec/error.hpp>
#include <polyaxon/codec/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

// Inside of the room: strict reading of configuration values, and the words of its errors.

namespace polyaxon::context {

/// An error of kind `context` with that text.
error_info trouble(std::string detail);

/// Quoted for an error text: control characters out, at most 80 bytes.
std::string shown(std::string_view value);
/// The same for a value of a file: text quoted, small values as they are, lists and objects by their kind.
std::string shown(const json& value);
/// What stands for a secret in a report.
json redacted(std::string_view secret);

/// y, yes, t, true, on, 1, n, no, f, false, off, 0 in any case.
std::optional<bool> bool_of(std::string_view text);
inline constexpr std::string_view bool_words = "true, yes, on, t, y, 1 or false, no, off, f, n, 0";
/// Decimal digits with an optional sign, blanks around them allowed.
std::optional<std::int64_t> integer_of(std::string_view text);
/// A finite decimal number, blanks around it allowed.
std::optional<double> number_of(std::string_view text);

bool is_bool(const json&);
bool is_number(const json&);

/// Removes line ends and blanks at the end. A token with a control character in it is refused: the text says why and
/// never shows it.
std::optional<error_info> clean_token(std::string& token, std::string_view source);

/// A value and the place that it came from: "environment POLYAXON_API_HOST", "file /home/ada/.polyaxon/.client".
struct setting {
    json value;
    std::string source;
};

/// Values of one configuration, merged from several places key by key; what is added later wins.
class settings {
 public:
    void set(std::string_view key, json value, std::string source);
    const setting* find(std::string_view key) const;

 private:
    std::map<std::string, setting, std::less<>> values_;
};

}  // namespace polyaxon::context
