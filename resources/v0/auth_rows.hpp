#pragma once
#include <polyaxon/resources/endpoint.hpp>
#include <polyaxon/resources/v0/user.hpp>

namespace polyaxon::v0::rows {

inline constexpr auto get_user = resources::get<user, "/users/">;

inline constexpr resources::endpoint_row auth_table[] = {
    resources::describe("auth.get_user", get_user),
};

}  // namespace polyaxon::v0::rows
