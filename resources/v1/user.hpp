#pragma once
#include <optional>
#include <string>
#include <system_error>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v1 {

/// A user of the platform. Unknown members are skipped.
struct user {
    std::string username;
    std::optional<std::string> email, name;
    std::optional<std::string> kind;          ///< "user", "service_account", …
    std::optional<std::string> organization;  ///< where the user begins
    std::optional<int> theme;
};
std::error_code read(codec::json_in&, user&);
void write(codec::json_out&, const user&);

/// What logging in answers.
struct auth {
    std::string token;  ///< a secret: keep it out of logs
};
std::error_code read(codec::json_in&, auth&);
void write(codec::json_out&, const auth&);

}  // namespace polyaxon::v1
