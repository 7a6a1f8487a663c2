#pragma once
#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// Who a token belongs to.
struct user {
    std::string username;
    std::optional<std::string> email;
    bool is_superuser = false;
};
std::error_code read(codec::json_in&, user&);
void write(codec::json_out&, const user&);

}  // namespace polyaxon::v0
