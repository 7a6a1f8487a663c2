#pragma once
#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// A data set that the platform keeps.
struct dataset {
    std::string uuid;  ///< 32 lower-case hex digits
    std::string name;
    std::optional<std::string> description;
    bool is_public = false;
};
std::error_code read(codec::json_in&, dataset&);
void write(codec::json_out&, const dataset&);

}  // namespace polyaxon::v0
