#pragma once
#include <polyaxon/codec/json.hpp>

#include <string>
#include <string_view>

namespace polyaxon::v1 {

/// A metric, input or output name as keys and file names have it: accents dropped, then everything but ASCII letters, digits, `_`, `\`,
/// `/`, `.`, `-` and white space; trimmed; runs of slashes become `__`, runs of `-`, `.` and blanks become `-`. May come out empty.
///
///     tidy_name("train/Val Loss") == "train__Val-Loss"
std::string tidy_name(std::string_view name);

/// The same object with tidy keys. Throws `invalid_argument` when it is no object, or a key has nothing that can stay.
json tidy_keys(const json& values, std::string_view what);

}  // namespace polyaxon::v1
