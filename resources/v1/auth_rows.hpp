#pragma once
#include <polyaxon/codec/json.hpp>
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v1/user.hpp>

// AuthV1 as a table. Names are the Python SDK's; a test holds verbs and paths against the recorded list of operations.

namespace polyaxon::v1::rows {

using resources::none;
using resources::post;

inline constexpr auto change_password = post<none, "/api/v1/auth/change-password", json>;
inline constexpr auto reset_password = post<none, "/api/v1/auth/reset-password", json>;
inline constexpr auto reset_password_confirm = post<auth, "/api/v1/auth/reset-password-confirm", json>;
inline constexpr auto signup = post<auth, "/api/v1/auth/signup", json>;
inline constexpr auto login = post<auth, "/api/v1/auth/token", json>;
inline constexpr auto trial = post<none, "/api/v1/auth/trial", json>;

}  // namespace polyaxon::v1::rows
