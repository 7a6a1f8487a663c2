#pragma once
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

namespace polyaxon::codec {
class json_in;
class json_out;
}  // namespace polyaxon::codec

namespace polyaxon::v0 {

/// A user name and a password. Views, which must live until the call returns its awaitable; the client keeps neither.
struct credentials {
    std::string_view username, password;
};
static_assert(std::is_trivially_destructible_v<credentials>);
void write(codec::json_out&, const credentials&);

/// A token and whose it is. Logins answer without the name.
struct access_token {
    std::string username, token;
};
std::error_code read(codec::json_in&, access_token&);
void write(codec::json_out&, const access_token&);

}  // namespace polyaxon::v0
